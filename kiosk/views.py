"""Pages of administrators: the kiosks, those of a point, and one with its code and its device."""

from datetime import date

from flask import g, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kiosk import codes, fleet, hours, register, remote, wording
from kiosk.blueprint import bp
from kiosk.fleet import Standing
from kiosk.forms import KioskForm, MoveForm
from kiosk.standing import point_of, the_kiosk
from survey import db
from survey.documents.qr import FOR_A_SLIP, drawing
from survey.errors.registers import PointNotYours
from survey.models.kiosk import Kiosk
from survey.models.point import ServicePoint
from survey.policy import ADMINISTRATORS, KIOSK_KEEPERS
from survey.queries import kiosk_alerts, kiosks, offers, points
from survey.queries.kiosks import KioskRow
from survey.settings import current_settings
from survey.staff import trails
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, reachable, territory, the_point, today

CODE = "kiosk_code"  # waits in the administrator's cookie until the page has shown it


@bp.get("/kiosks", endpoint="index")
def browse() -> ResponseReturnValue:
    rows = kiosks.standing_in(db.session(), within=territory(KIOSK_KEEPERS), since=_week_begins())
    return render_template("kiosks/index.html", rows=_standings(rows), patience=_patience())


@bp.get("/registers/points/<point_code>/kiosks", endpoint="at_point")
def of_point(point_code: str) -> ResponseReturnValue:
    point = the_point(point_code)
    return _list(point, form=_form(point))


@bp.post("/registers/points/<point_code>/kiosks", endpoint="set_up")
def set_up(point_code: str) -> ResponseReturnValue:
    point = the_point(point_code)
    form = _form(point)
    done = saved(
        form,
        lambda session: register.create(session, point=point, details=form.details(), by=actor()),
    )
    if done:
        return _hand_out(done.result)
    return _list(point, form=form)


@bp.get("/kiosks/<int:kiosk_id>", endpoint="kiosk")
def read(kiosk_id: int) -> ResponseReturnValue:
    return _page(the_kiosk(kiosk_id), form=MoveForm())


@bp.post("/kiosks/<int:kiosk_id>/code", endpoint="new_code")
def new_code(kiosk_id: int) -> ResponseReturnValue:
    return _hand_out(the_kiosk(kiosk_id))


@bp.post("/kiosks/<int:kiosk_id>/move", endpoint="move")
def move(kiosk_id: int) -> ResponseReturnValue:
    kiosk, form = the_kiosk(kiosk_id), MoveForm()
    done = saved(
        form,
        lambda session: register.move(
            session, kiosk=kiosk, to=_reachable_point(form.point.data), by=actor()
        ),
    )
    if done:
        told = _("The kiosk was moved. What was rated before still counts for the old place.")
        return on_to("kiosks.kiosk", told=told, kiosk_id=kiosk_id)
    return _page(the_kiosk(kiosk_id), form=form)


@bp.post("/kiosks/<int:kiosk_id>/revoke", endpoint="revoke")
def revoke(kiosk_id: int) -> ResponseReturnValue:
    kiosk = the_kiosk(kiosk_id)
    with db.transaction() as session:
        agency_id = point_of(kiosk).agency_id
        register.revoke(session, kiosk=kiosk, agency_id=agency_id, by=actor())
    told = _("The kiosk is out of service. Nothing is taken from its tablet any more.")
    return on_to("kiosks.kiosk", told=told, kiosk_id=kiosk_id)


def _standings(rows: list[KioskRow]) -> list[Standing]:
    return fleet.standings(rows, now=g.now, patience=_patience())


def _week_begins() -> date:
    return today() - fleet.LAST_DAYS


def _patience() -> int:
    return current_settings().kiosk_silent_minutes


def _reachable_point(code: str) -> ServicePoint:
    """A point that a form names must be the administrator's as well."""
    point = points.by_code(db.session(), code=code)
    if point is None or not reachable([point.agency_id], roles=ADMINISTRATORS):
        raise PointNotYours
    return point


def _form(point: ServicePoint) -> KioskForm:
    return KioskForm().offer(offers.at_point(db.session(), point_id=point.id, day=today()))


def _list(point: ServicePoint, *, form: KioskForm) -> ResponseReturnValue:
    return form_page(
        "kiosks/point.html",
        form=form,
        point=point,
        trail=trails.to_point(point),
        rows=_standings(kiosks.at_point(db.session(), point_id=point.id, since=_week_begins())),
    )


def _hand_out(kiosk: Kiosk) -> ResponseReturnValue:
    with db.transaction() as session:
        agency_id = point_of(kiosk).agency_id
        code = register.new_code(session, kiosk=kiosk, agency_id=agency_id, by=actor())
    cookie[CODE] = {"kiosk": kiosk.id, "code": code}
    told = _("The code is shown once and is valid for ten minutes.")
    return on_to("kiosks.kiosk", told=told, kiosk_id=kiosk.id)


def _page(kiosk: Kiosk, *, form: MoveForm) -> ResponseReturnValue:
    point, code = point_of(kiosk), _code_once(kiosk)
    link = _link(code) if code else ""
    return form_page(
        "kiosks/kiosk.html",
        form=form,
        kiosk=kiosk,
        point=point,
        trail=trails.to_point(point),
        code=codes.grouped(code) if code else "",
        link=link,
        drawing=drawing(link, error_correction=FOR_A_SLIP) if code else None,
        devices=fleet.states(kiosk, now=g.now, patience=_patience()),
        settings=remote.of_kiosk(kiosk),
        alerts=kiosk_alerts.of_kiosk(db.session(), kiosk_id=kiosk.id),
        week=hours.of_text(kiosk.opening_hours),
        hours=hours,
        wording=wording,
    )


def _code_once(kiosk: Kiosk) -> str | None:
    waiting = cookie.get(CODE)
    if not waiting or waiting["kiosk"] != kiosk.id:
        return None
    code: str = cookie.pop(CODE)["code"]
    return code


def _link(code: str) -> str:
    """The code stands behind the sign that browsers keep to themselves."""
    base = current_settings().base_url
    return f"{base.rstrip('/')}{url_for('kiosk.page')}#code={code}"
