"""Pages of administrators: set a kiosk from afar, let its page load anew."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from kiosk import remote
from kiosk.blueprint import bp
from kiosk.remote_forms import RemoteForm
from kiosk.standing import point_of, the_kiosk
from survey import db
from survey.models.point import ServicePoint
from survey.queries import questionnaires
from survey.questionnaires import reading
from survey.staff import trails
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, today


@bp.route("/kiosks/<int:kiosk_id>/settings", methods=["GET", "POST"], endpoint="settings")
def settings(kiosk_id: int) -> ResponseReturnValue:
    kiosk = the_kiosk(kiosk_id)
    point = point_of(kiosk)
    form = RemoteForm().offer(_versions(db.session(), point=point))
    if not form.is_submitted():
        form.fill(remote.of_kiosk(kiosk))
    done = saved(
        form,
        lambda session: remote.change(
            session, kiosk=kiosk, to=form.settings(), agency_id=point.agency_id, by=actor()
        ),
    )
    if done:
        told = _("Saved. The tablet learns it at its next contact and takes it over at rest.")
        return on_to("kiosks.kiosk", told=told, kiosk_id=kiosk_id)
    trail = trails.to_point(point)
    return form_page("kiosks/settings.html", form=form, kiosk=kiosk, point=point, trail=trail)


@bp.post("/kiosks/<int:kiosk_id>/reload", endpoint="reload")
def reload(kiosk_id: int) -> ResponseReturnValue:
    kiosk = the_kiosk(kiosk_id)
    agency_id = point_of(kiosk).agency_id
    with db.transaction() as session:
        remote.reload(session, kiosk=kiosk, agency_id=agency_id, by=actor())
    told = _("The page of the kiosk loads anew at its next contact, as soon as it rests.")
    return on_to("kiosks.kiosk", told=told, kiosk_id=kiosk_id)


def _versions(session: Session, *, point: ServicePoint) -> dict[int, str]:
    found = questionnaires.all_in_use(session, agency_id=point.agency_id, day=today())
    return {version.id: reading.name_of(reading.headline(version)) for version in found}
