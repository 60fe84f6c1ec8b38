"""Citizens of Tỉnh Mẫu who wrote to the ward: one waits, one is being answered, one is overdue."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.casework import handling, wishes
from survey.casework.confidence import Contact
from survey.casework.wishes import Wish
from survey.clock import local_day
from survey.demonstration import featured
from survey.models.account import Account
from survey.models.case import Case, Verdict
from survey.queries import cases, sign_ins
from survey.settings import current_settings

OFFICER, LEADER = "thukyiso@tinhmau.example", "lanhdao@tinhmau.example"
CONTACT = Contact("Nguyễn Văn Mẫu (mô phỏng)", "congdan@tinhmau.example", None)
WAITS = "Tôi nộp hồ sơ khai sinh tuần trước, bao giờ có kết quả? (mô phỏng)"
TAKEN = "Buổi sáng thứ Hai chỉ có một người làm việc tại quầy. (mô phỏng)"
ANSWERED = "Bảng niêm yết ghi thiếu giấy tờ cần nộp. (mô phỏng)"
OVERDUE = "Hồ sơ của tôi bị hẹn lại hai lần. (mô phỏng)"
HANDED_OVER = "Lối vào quầy không có chỗ cho xe lăn. (mô phỏng)"
ANSWER = "Cơ quan đã bổ sung bảng niêm yết. Cảm ơn Ông/Bà đã phản ánh. (mô phỏng)"
DAYS_AGO = {WAITS: 3, TAKEN: 9, ANSWERED: 12, OVERDUE: 21, HANDED_OVER: 5}


def ensure(session: Session, *, now: datetime) -> None:
    """As citizens and the ward did it; what was told already stays as it is."""
    steps: dict[str, Callable[[Session, Case, Actor], None]] = {
        WAITS: lambda _session, _case, _by: None,
        TAKEN: _take,
        ANSWERED: _answer,
        OVERDUE: _take,
        HANDED_OVER: _hand_over,
    }
    for message, step in steps.items():
        if cases.by_key(session, key=uuid5(NAMESPACE_URL, message)) is None:
            sent_at = now - timedelta(days=DAYS_AGO[message])
            case = _received(session, message=message, sent_at=sent_at)
            officer = _account(session, OFFICER)
            step(session, case, Actor(officer.id, sent_at + timedelta(days=1)))


def _received(session: Session, *, message: str, sent_at: datetime) -> Case:
    code = featured.point(session).poster_code
    place = cases.place(session, poster_code=code, day=local_day(sent_at))
    if place is None:
        raise LookupError(code)
    return wishes.receive(
        session,
        wish=Wish(uuid5(NAMESPACE_URL, message), message, CONTACT, "vi"),
        place=place,
        now=sent_at,
        days_to_answer=current_settings().days_to_answer,
    )


def _take(session: Session, case: Case, by: Actor) -> None:
    handling.take(session, case=case, by=by)


def _answer(session: Session, case: Case, by: Actor) -> None:
    _take(session, case, by)
    handling.answer(session, case=case, text=ANSWER, by=by)
    handling.judge(session, case=case, verdict=Verdict.HELPED)


def _hand_over(session: Session, case: Case, by: Actor) -> None:
    _take(session, case, by)
    handling.hand_over(session, case=case, to=_account(session, LEADER), by=by)


def _account(session: Session, login: str) -> Account:
    account = sign_ins.account_by_login(session, login=login)
    if account is None:
        raise LookupError(login)
    return account
