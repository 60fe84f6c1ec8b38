"""The list of accounts, narrowed by words and cut into pages."""

from collections.abc import Sequence
from typing import NamedTuple

from survey.models.account import Account
from survey.text import fold

PAGE_LENGTH = 50


class Page(NamedTuple):
    rows: Sequence[Account]
    number: int
    pages: int
    total: int


def matching(found: Sequence[Account], *, words: str) -> list[Account]:
    """Those whose name, address or agency holds every word, with or without accents."""
    wanted = fold(words).split()
    return [account for account in found if all(word in _text(account) for word in wanted)]


def page(found: Sequence[Account], *, number: int) -> Page:
    pages = max(1, -(-len(found) // PAGE_LENGTH))
    number = min(max(number, 1), pages)
    start = (number - 1) * PAGE_LENGTH
    return Page(found[start : start + PAGE_LENGTH], number, pages, len(found))


def _text(account: Account) -> str:
    agencies = (membership.agency.name_vi for membership in account.memberships)
    return fold(" ".join((account.name, account.login, *agencies)))
