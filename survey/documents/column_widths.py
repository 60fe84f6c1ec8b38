"""How the columns of a table share the page in a file for Word, which breaks what has no room.

Numbers and short words need little; texts share the rest by what is written in them.
"""

from collections.abc import Sequence

from docx.shared import Length, Mm, Pt

from survey.documents.official import Table

NARROW = Mm(24)
BESIDE_A_CELL = Pt(11)
"""What Word leaves free on both sides of the text together."""
LONGEST_WORD = 20
"""Letters. What is longer is no word: the sign of a file, an address."""


def of(table: Table, *, room: Length, size: int) -> list[Length]:
    """With letters of `size` points. Where more is wanted than there is, all give a part of what
    they have beyond their longest word."""
    needed = [_longest_word(column, size=size) for column in table.by_column]
    wanted = _wanted(table, room=room)
    spare = [max(0, width - need) for width, need in zip(wanted, needed, strict=True)]
    part = min(1, max(0, room - sum(needed)) / max(1, sum(spare)))
    widths = [need + part * more for need, more in zip(needed, spare, strict=True)]
    return [Length(int(width * min(1, room / sum(widths)))) for width in widths]


def _wanted(table: Table, *, room: Length) -> list[int]:
    shares = table.shares
    narrow = min(NARROW, room // len(shares))
    rest = room - narrow * len(table.tight)
    return [rest * share // sum(shares) if share else narrow for share in shares]


def _longest_word(column: Sequence[str], *, size: int) -> int:
    """Letters are half as broad as high; one more makes up for those that are broader."""
    letters = max((len(word) for text in column for word in text.split()), default=0)
    return min(letters + 1, LONGEST_WORD) * Pt(size / 2) + BESIDE_A_CELL
