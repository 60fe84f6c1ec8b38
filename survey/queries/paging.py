"""A stretch of a long list, with the length of the whole."""

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import Session

Row = TypeVar("Row")


class Stretch(NamedTuple, Generic[Row]):
    """`rows` of a list of `total`."""

    rows: list[Row]
    total: int


class Window(NamedTuple):
    """Which rows of a list: leave out `offset`, then take `limit`."""

    offset: int = 0
    limit: int = 50


def stretch(
    session: Session,
    *,
    statement: Select[*tuple[Any, ...]],
    window: Window,
    make: Callable[..., Row],
    matching: Select[*tuple[Any, ...]] | None = None,
) -> Stretch[Row]:
    """The rows of a window in two statements; `statement` comes in its final order.

    Where `matching` is given, it is counted instead: it finds as many rows at less cost.
    """
    counted = statement if matching is None else matching
    # Counting needs neither the order nor the columns, which may hold counts of their own.
    bare = counted.order_by(None).with_only_columns(literal(1), maintain_column_froms=True)
    total = session.execute(select(func.count()).select_from(bare.subquery())).scalar_one()
    if window.offset >= total:  # a page that is not there, whose number may be too large to ask for
        return Stretch([], total)
    rows = session.execute(statement.offset(window.offset).limit(window.limit))
    return Stretch([make(*row) for row in rows], total)
