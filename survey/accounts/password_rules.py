"""Which passwords are taken: long ones that are not made of what everybody guesses.

A password is the only factor here, so it has at least 15 characters. Nothing is demanded of its
signs and it never expires: both make people choose what can be guessed. What counts is how much
of it is left beside common words, the names of this office and the person's own.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from survey.accounts.passwords import normal
from survey.errors.accounts import PasswordGuessable, PasswordTooLong, PasswordTooShort
from survey.text import fold

SHORTEST = 15  # characters
LONGEST = 128
LEAST_OF_ONES_OWN = 6  # letters and digits that no blocked word explains
LEAST_DIFFERENT = 5
SHORTEST_NAME = 3  # shorter parts of names stand in too many words
BLOCKED_WORDS = Path(__file__).with_name("blocked_words.txt")
LOOKALIKES = str.maketrans("013457@$!", "oieastasi")


def require_acceptable(password: str, *, about: Iterable[str] = ()) -> None:
    """Raises what is wrong with it; `about` are the login, names and agencies of the person."""
    password = normal(password)
    if len(password) < SHORTEST:
        raise PasswordTooShort(shortest=str(SHORTEST))
    if len(password) > LONGEST:
        raise PasswordTooLong(longest=str(LONGEST))
    words = blocked_words() | names_in(about)
    if len(set(fold(password))) < LEAST_DIFFERENT or own_part(password, words) < LEAST_OF_ONES_OWN:
        raise PasswordGuessable


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of these texts, and each text run together as people write it."""
    found = set()
    for text in texts:
        words = re.findall(r"[a-z0-9]+", fold(text))
        found |= {*words, "".join(words)}
    return frozenset(word for word in found if len(word) >= SHORTEST_NAME)


def own_part(password: str, words: frozenset[str]) -> int:
    """How many letters and digits remain when blocked words are laid over the password."""
    folded = fold(password)
    readings = {_bare(folded), _bare(folded.translate(LOOKALIKES))}
    return min(_uncovered(reading, words) for reading in readings)


@cache
def blocked_words() -> frozenset[str]:
    lines = BLOCKED_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _uncovered(text: str, words: frozenset[str]) -> int:
    """The fewest signs that stay bare under non-overlapping words; a repeated sign counts once."""
    longest = max(map(len, words))
    fewest = [0]
    for end in range(1, len(text) + 1):
        repeated = end > 1 and text[end - 1] == text[end - 2]
        ways = [fewest[end - 1] + (not repeated)]
        ways += [fewest[start] for start in _starts(text, end, words, longest)]
        fewest.append(min(ways))
    return fewest[-1]


def _starts(text: str, end: int, words: frozenset[str], longest: int) -> list[int]:
    return [start for start in range(max(0, end - longest), end) if text[start:end] in words]
