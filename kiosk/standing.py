"""The kiosk that an address names, and the point where it stands."""

from survey import db
from survey.models.kiosk import Kiosk
from survey.models.point import ServicePoint
from survey.queries import kiosks, points
from survey.staff.standing import found


def the_kiosk(kiosk_id: int) -> Kiosk:
    return found(kiosks.by_id(db.session(), kiosk_id=kiosk_id))


def point_of(kiosk: Kiosk) -> ServicePoint:
    place = kiosks.place_of(db.session(), kiosk_id=kiosk.id)
    return found(points.by_id(db.session(), point_id=place.point_id))
