"""Pages of administrators: the kiosks, those of a point, and one with its code and its device."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from flask import Blueprint, current_app, g, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from kiosk import arrivals, codes, register, stretches, wording
from kiosk.forms import KioskForm, MoveForm
from kiosk.heartbeat import SILENT_AFTER
from kiosk.stretches import Stretch
from survey import db
from survey.documents.qr import FOR_A_SLIP, drawing
from survey.errors.registers import PointNotYours
from survey.models.kiosk import Kiosk, KioskDevice
from survey.models.point import ServicePoint
from survey.policy import ADMINISTRATORS, KIOSK_KEEPERS
from survey.queries import kiosks, offers, points
from survey.queries.kiosks import Refused
from survey.staff import trails
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, found, reachable, territory, the_point, today

LAST_DAYS = timedelta(days=6)  # with today, a week
CODE = "kiosk_code"  # waits in the administrator's cookie until the page has shown it


class DeviceState(NamedTuple):
    """An enrolment with what arrived from it, what is missing and what was refused."""

    device: KioskDevice
    arrived: int
    missing: list[Stretch]
    refused: list[Refused]


bp = Blueprint("kiosks", __name__, template_folder="templates")


@bp.get("/kiosks", endpoint="index")
def browse() -> ResponseReturnValue:
    rows = kiosks.standing_in(db.session(), within=territory(KIOSK_KEEPERS), since=_week_begins())
    return render_template("kiosks/index.html", rows=rows, silent_since=_silent_since())


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
    return _page(_kiosk(kiosk_id), form=MoveForm())


@bp.post("/kiosks/<int:kiosk_id>/code", endpoint="new_code")
def new_code(kiosk_id: int) -> ResponseReturnValue:
    return _hand_out(_kiosk(kiosk_id))


@bp.post("/kiosks/<int:kiosk_id>/move", endpoint="move")
def move(kiosk_id: int) -> ResponseReturnValue:
    kiosk, form = _kiosk(kiosk_id), MoveForm()
    done = saved(
        form,
        lambda session: register.move(
            session, kiosk=kiosk, to=_reachable_point(form.point.data), by=actor()
        ),
    )
    if done:
        told = _("The kiosk was moved. What was rated before still counts for the old place.")
        return on_to("kiosks.kiosk", told=told, kiosk_id=kiosk_id)
    return _page(_kiosk(kiosk_id), form=form)


@bp.post("/kiosks/<int:kiosk_id>/revoke", endpoint="revoke")
def revoke(kiosk_id: int) -> ResponseReturnValue:
    kiosk = _kiosk(kiosk_id)
    with db.transaction() as session:
        agency_id = _point_of(kiosk).agency_id
        register.revoke(session, kiosk=kiosk, agency_id=agency_id, by=actor())
    told = _("The kiosk is out of service. Nothing is taken from its tablet any more.")
    return on_to("kiosks.kiosk", told=told, kiosk_id=kiosk_id)


def _week_begins() -> date:
    return today() - LAST_DAYS


def _silent_since() -> datetime:
    """Who was heard of before this is silent."""
    now: datetime = g.now
    return now - SILENT_AFTER


def _kiosk(kiosk_id: int) -> Kiosk:
    return found(kiosks.by_id(db.session(), kiosk_id=kiosk_id))


def _point_of(kiosk: Kiosk) -> ServicePoint:
    place = kiosks.place_of(db.session(), kiosk_id=kiosk.id)
    return found(points.by_id(db.session(), point_id=place.point_id))


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
        rows=kiosks.at_point(db.session(), point_id=point.id, since=_week_begins()),
        silent_since=_silent_since(),
    )


def _hand_out(kiosk: Kiosk) -> ResponseReturnValue:
    with db.transaction() as session:
        agency_id = _point_of(kiosk).agency_id
        code = register.new_code(session, kiosk=kiosk, agency_id=agency_id, by=actor())
    cookie[CODE] = {"kiosk": kiosk.id, "code": code}
    told = _("The code is shown once and is valid for ten minutes.")
    return on_to("kiosks.kiosk", told=told, kiosk_id=kiosk.id)


def _page(kiosk: Kiosk, *, form: MoveForm) -> ResponseReturnValue:
    point, code = _point_of(kiosk), _code_once(kiosk)
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
        devices=[_known(device) for device in kiosks.devices_of(db.session(), kiosk_id=kiosk.id)],
        silent_since=_silent_since(),
        wording=wording,
    )


def _known(device: KioskDevice) -> DeviceState:
    arrived = arrivals.stretches(db.session(), device_id=device.id)
    return DeviceState(
        device=device,
        arrived=stretches.length(arrived),
        missing=stretches.gaps(arrived),
        refused=kiosks.refusals_of(db.session(), device_id=device.id),
    )


def _code_once(kiosk: Kiosk) -> str | None:
    waiting = cookie.get(CODE)
    if not waiting or waiting["kiosk"] != kiosk.id:
        return None
    code: str = cookie.pop(CODE)["code"]
    return code


def _link(code: str) -> str:
    """The code stands behind the sign that browsers keep to themselves."""
    base: str = current_app.config["SETTINGS"].base_url
    return f"{base.rstrip('/')}{url_for('kiosk.page')}#code={code}"
