"""A pool on paper: the sheet of its slips, and the poster of its point."""

from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey import db
from survey.audit import Actor
from survey.documents.poster import Paper, poster
from survey.documents.slips import slip_sheet
from survey.models.point import ServicePoint
from survey.queries import agencies, slip_pools
from survey.registry.slip_pools import PoolOrder, PrintedPool, print_pool, withdraw
from survey.settings import current_settings


def order_sheet(order: PoolOrder, *, today: date, by: Actor) -> tuple[int, bytes]:
    """The number of a new pool and its sheet; a pool that cannot be set on paper is taken back.

    The pool is kept first and typeset afterwards: a sheet takes seconds, and no citizen has to
    wait for it.
    """
    with db.transaction() as session:
        printed = print_pool(session, order=order, today=today, by=by)
    try:
        return printed.pool_id, _sheet(db.session(), point=order.point, printed=printed)
    except Exception:
        take_back(order, pool_id=printed.pool_id, by=by)
        raise


def take_back(order: PoolOrder, *, pool_id: int, by: Actor) -> None:
    """Nobody can have its slips: they would only count as printed and never used."""
    with db.transaction() as session:
        withdraw(session, pool_id=pool_id, point=order.point, by=by)


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


def _sheet(session: Session, *, point: ServicePoint, printed: PrintedPool) -> bytes:
    settings = current_settings()
    pool = slip_pools.row(session, pool_id=printed.pool_id)
    return slip_sheet(
        printed.codes,
        point_name=point.name_vi,
        agency_name=_agency_name(session, point=point),
        scope_label=pool.procedure_vi or pool.field_vi or _everything(),
        pool=pool.id,
        valid_from=pool.valid_from,
        valid_to=pool.valid_to,
        base_url=settings.base_url,
        printed_on=pool.printed_on,
        simulated=settings.simulated,
    )


def _agency_name(session: Session, *, point: ServicePoint) -> str:
    agency = agencies.by_id(session, agency_id=point.agency_id)
    return agency.name_vi if agency is not None else ""


def _everything() -> str:
    """Names on paper are Vietnamese, whatever language the clerk works in."""
    with force_locale("vi"):
        return str(_("Every procedure at this service point"))
