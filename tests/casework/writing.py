"""What tests of casework do again and again: write as a citizen, act as a member of staff."""

from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.case import Case
from survey.models.point import ServicePoint
from tests.staff import submit

MESSAGE = "Hồ sơ của tôi trễ hẹn ba ngày. Bao giờ có kết quả?"
WISH = {
    "message": MESSAGE,
    "mail": "dan@example.vn",
    "phone": "0912 345 678",
    "name": "Lê Văn Dân",
    "consent": "y",
}
ANSWER = "Kết quả đã sẵn sàng từ hôm nay. Xin lỗi Ông/Bà vì sự chậm trễ."


def agency_of(session: Session, point: ServicePoint) -> Agency:
    return session.get_one(Agency, point.agency_id)


def write(client: FlaskClient, point: ServicePoint, **changed: str) -> str:
    """Send a message; the address of the citizen's own page."""
    sent = {"key": str(uuid4()), "lang": "vi", **WISH, **changed}
    answer = client.post(f"/w/{point.poster_code}", data=sent)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def the_case(session: Session) -> Case:
    session.rollback()  # a snapshot of before shows nothing of what came after
    return session.execute(select(Case)).scalar_one()


def act(browser: FlaskClient, case: Case, what: str) -> None:
    answer = submit(browser, f"/cases/{case.id}", to=f"/cases/{case.id}/{what}")
    assert answer.status_code == 303, answer.text
