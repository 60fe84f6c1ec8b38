"""What is frozen in a record: figures of a wave, and whether sealed rows still give the same."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.measures import basis, headline, overview, rates, scope, successes
from survey.measures.catalogue import catalogue
from survey.measures.figure import Estimate, Figure, State
from survey.measures.recount import Recount, recount
from survey.measures.selection import Selection
from survey.models.measurement_record import MeasurementRecord, RecordFigure

FORMULA = "hailong-1"
"""The edition of the formulas: shares after Wilson, means after Student, 95 % confidence."""
DIGITS = 10
"""So many decimals are kept of a figure, and compared when it is computed again."""


class Values(NamedTuple):
    """What the rows alone say; the columns of a record bear the same names."""

    ratings: int | None
    rows_sha256: str
    n: int | None = None
    satisfied: int | None = None
    share: float | None = None
    share_lower: float | None = None
    share_upper: float | None = None
    index_value: float | None = None
    index_lower: float | None = None
    index_upper: float | None = None
    index_maximum: float | None = None


class Frozen(NamedTuple):
    values: Values
    closed: int | None
    basis: str


class DoesNotAddUp(Exception):
    """The counts kept at sealing and the sealed rows say different things."""


def freeze(session: Session, *, selection: Selection, suppress_below: int) -> Frozen:
    """Counted from the rows, held to what the pages show; hidden where the pages hide it."""
    asked = scope.resolve(session, selection=selection, suppress_below=suppress_below)
    shown = overview.of_channel(session, scope=asked, turnout=rates.of_whole(session, asked))
    rests_on = basis.of_scope(asked)
    found = recount(session, basis=rests_on)
    figure = shown.figure
    if found.altered or (figure.is_shown and figure != found.figure):
        raise DoesNotAddUp
    values = Values(None, found.rows_sha256)
    if _adds_nothing(session, selection=selection, suppress_below=suppress_below):
        values = _values(found, figure=figure, ratings=shown.rate.ratings)
    return Frozen(values, shown.rate.closed, basis.written(rests_on))


def _adds_nothing(session: Session, *, selection: Selection, suppress_below: int) -> bool:
    """Whether a field as it was planned tells no more than the pages do.

    They show the field as it is today. What one could find by subtracting are the procedures that
    were moved in between, so these and the field of today must be shown as well.
    """
    if selection.field_id is None or selection.field_as is None:
        return True
    today = catalogue(session, lineage=selection.lineage, today=selection.today)
    moved = today.moved(selection.field_id, procedure_ids=selection.field_as)
    field = replace(selection, field_as=None)
    others = [replace(field, field_id=None, procedure_id=key) for key in sorted(moved)]
    return not moved or all(
        _is_told(session, one, suppress_below=suppress_below) for one in (field, *others)
    )


def _is_told(session: Session, selection: Selection, *, suppress_below: int) -> bool:
    asked = scope.resolve(session, selection=selection, suppress_below=suppress_below)
    return headline.of_index(session, asked).state is not State.TOO_FEW


@dataclass(frozen=True)
class Difference:
    """A value that came out otherwise, by the name of its column."""

    figure: RecordFigure
    name: str
    then: object
    now: object


@dataclass(frozen=True)
class Recheck:
    """Nothing in it: the same to the last digit."""

    differences: tuple[Difference, ...]
    altered: int
    """Rows whose content is not what was sealed."""

    @property
    def is_same(self) -> bool:
        return not self.differences and not self.altered


def recheck(session: Session, *, record: MeasurementRecord) -> Recheck:
    """The figures of a record, computed again from the rows they rest on."""
    differences, altered = list[Difference](), set[object]()
    for figure in record.figures:
        found = recount(session, basis=basis.read(figure.basis))
        altered.update(found.altered)
        differences += _differences(figure, found)
    return Recheck(tuple(differences), len(altered))


def _differences(figure: RecordFigure, found: Recount) -> list[Difference]:
    """Of a hidden figure the hash alone is told."""
    now = _values(
        found,
        figure=found.figure if figure.n is not None else None,
        ratings=None if figure.is_hidden else found.ratings,
    )
    return [
        Difference(figure, name, then, value)
        for name, value in now._asdict().items()
        if (then := getattr(figure, name)) != value
    ]


def _values(found: Recount, *, figure: Figure | None, ratings: int | None) -> Values:
    plain = Values(ratings, found.rows_sha256)
    if figure is None or figure.n is None:
        return plain
    counted = successes.of(figure)
    index = figure.index
    return Values(
        ratings,
        found.rows_sha256,
        figure.n,
        counted.satisfied if counted else None,
        *_limits(figure.satisfied),
        *_limits(index.estimate if index else None),
        index.maximum if index else None,
    )


def _limits(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    if estimate is None:
        return None, None, None
    value, lower, upper = (round(float(one), DIGITS) for one in estimate)
    return value, lower, upper
