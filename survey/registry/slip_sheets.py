"""A pool on paper: the sheet of its slips, and the poster of its point."""

from collections.abc import Callable
from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey import db
from survey.audit import Actor
from survey.documents.poster import Paper, poster
from survey.documents.slips import slip_sheet
from survey.models.point import ServicePoint
from survey.models.procedure import Field, Procedure
from survey.queries import agencies, procedures
from survey.registry.slip_pools import NumberTaken, PoolOrder, PrintedPool, draw, keep
from survey.registry.slip_scopes import Scope
from survey.settings import current_settings


def order_sheet(
    order: PoolOrder, *, today: date, by: Actor, write: Callable[[bytes], None] | None = None
) -> tuple[int, bytes]:
    """The number of a new pool and its sheet, which is set, and written, before the pool is kept.

    A sheet takes seconds: whatever ends them half way leaves no slips that nobody holds and
    that count as printed, and no citizen has to wait for it.
    """
    while True:
        printed = draw(db.session(), order=order, today=today)
        sheet = _sheet(db.session(), order=order, printed=printed, today=today)
        if write is not None:
            write(sheet)
        try:
            with db.transaction() as session:
                keep(session, order=order, printed=printed, today=today, by=by)
        except NumberTaken:  # by a sheet that was set at the same time
            continue
        return printed.pool_id, sheet


def wall_poster(session: Session, *, point: ServicePoint, paper: Paper, today: date) -> bytes:
    settings = current_settings()
    return poster(
        point_name=point.name_vi,
        agency_name=_agency_name(session, point=point),
        url=f"{settings.base_url}/q/{point.poster_code}",
        printed_on=today,
        simulated=settings.simulated,
        paper=paper,
    )


def _sheet(session: Session, *, order: PoolOrder, printed: PrintedPool, today: date) -> bytes:
    settings = current_settings()
    return slip_sheet(
        printed.codes,
        point_name=order.point.name_vi,
        agency_name=_agency_name(session, point=order.point),
        scope_label=_scope_label(session, order.scope),
        pool=printed.pool_id,
        valid_from=order.valid_from,
        valid_to=order.valid_to,
        base_url=settings.base_url,
        printed_on=today,
        simulated=settings.simulated,
    )


def _scope_label(session: Session, scope: Scope) -> str:
    rated: Procedure | Field | None = None
    if scope.procedure_id is not None:
        rated = procedures.by_id(session, procedure_id=scope.procedure_id)
    elif scope.field_id is not None:
        rated = procedures.field_by_id(session, field_id=scope.field_id)
    return rated.name_vi if rated is not None else _everything()


def _agency_name(session: Session, *, point: ServicePoint) -> str:
    agency = agencies.by_id(session, agency_id=point.agency_id)
    return agency.name_vi if agency is not None else ""


def _everything() -> str:
    """Names on paper are Vietnamese, whatever language the clerk works in."""
    with force_locale("vi"):
        return str(_("Every procedure at this service point"))
