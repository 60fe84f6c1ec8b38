"""Drawing whom to invite: by the system, never by the counter, and so that it can be repeated.

The list of dossiers is read, drawn from and forgotten; what stays is the seed and a digest of it.
"""

from collections.abc import Collection
from hashlib import sha256

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.documents.table_lines import ERRORS, RawCell, Unreadable
from survey.documents.table_reading import table_lines
from survey.lots import drawn, fresh_seed
from survey.models.invitation_draw import InvitationDraw
from survey.models.measurement_plan import MeasurementPlan, PlanItem
from survey.models.staged import Stage
from survey.models.wording import clean
from survey.quality.draw_refusals import (
    AnotherList,
    CodeTooLong,
    FormulaWithoutResult,
    NobodyListed,
    NoTable,
    NotApprovedYet,
    WhyAgain,
)
from survey.queries import invitation_draws

HEADINGS = 1  # the first row
LONGEST_CODE = 100


def codes_in(content: bytes) -> list[str]:
    """The first column below the headings, each code once, in order; CSV or XLSX."""
    try:
        found = {_code(line.cells[0]) for line in table_lines(content) if line.number > HEADINGS}
    except Unreadable as trouble:
        raise (FormulaWithoutResult if trouble.code == "not_computed" else NoTable) from trouble
    if found & ERRORS:
        raise FormulaWithoutResult
    return _listed(found)


def codes_typed(text: str) -> list[str]:
    """One in each line, each once, in order."""
    return _listed({_bare(line) for line in text.split("\n")})


def draw(
    session: Session,
    *,
    plan: MeasurementPlan,
    item: PlanItem,
    codes: Collection[str],
    wanted: int,
    reason: str | None,
    by: Actor,
) -> InvitationDraw:
    db.hold(session, plan)
    require_under_way(plan)
    earlier = invitation_draws.of_item(session, item_id=item.id)
    if earlier and not reason:
        raise WhyAgain
    made = InvitationDraw(
        item_id=item.id,
        number=len(earlier) + 1,
        reason=reason or None,
        drawn_on=local_day(by.now),
        seed=fresh_seed(),
        listed=len(codes),
        list_sha256=_digest(codes),
        wanted=wanted,
    )
    session.add(made)
    session.flush()
    audit.record(
        session,
        by=by,
        action="plan.invited",
        subject={"plan": plan.id},
        agency_id=plan.agency_id,
        after={"draw": made.number, "listed": made.listed, "wanted": wanted, "note": reason},
    )
    return made


def require_under_way(plan: MeasurementPlan) -> None:
    if plan.stage is not Stage.APPROVED:
        raise NotApprovedYet


def result_of(made: InvitationDraw, *, codes: Collection[str]) -> list[str]:
    """In the order of the lots; only from the very list that was drawn from."""
    if _digest(codes) != made.list_sha256:
        raise AnotherList
    return drawn(codes, seed=made.seed, wanted=made.wanted)


def _listed(found: set[str]) -> list[str]:
    codes = sorted(found - {""})
    if not codes:
        raise NobodyListed
    if max(map(len, codes)) > LONGEST_CODE:
        raise CodeTooLong(most=str(LONGEST_CODE))
    return codes


def _digest(codes: Collection[str]) -> str:
    return sha256("\n".join(sorted(codes)).encode()).hexdigest()


def _code(cell: RawCell) -> str:
    """A number that a spreadsheet keeps as 12.0 is 12."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else _bare(str(cell))


def _bare(text: str) -> str:
    """Signs that nobody sees make no other dossier of it, with lots of its own."""
    return "".join(filter(str.isprintable, clean(text)))
