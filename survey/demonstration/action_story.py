"""Corrective actions of Tỉnh Mẫu: one that worked and was told to the public, one begun again and
overdue, one that was opened on a signal.

Each is opened, announced, carried out and read on the days on which people would have done it.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from survey import closing
from survey.audit import Actor
from survey.clock import start_of_day
from survey.demonstration.chronicle import Chronicle, later
from survey.measures.effect_questions import rated_questions
from survey.models.agency import Agency
from survey.models.corrective_action import CorrectiveAction, Direction, Measured, Origin
from survey.models.point import ServicePoint
from survey.models.rating import Channel
from survey.models.staged import Stage
from survey.quality.actions import publishing, readings, rounds, testing
from survey.quality.actions.rounds import Opening
from survey.queries import agencies, corrective_actions, points, sign_ins
from survey.settings import current_settings

WARD_OFFICER, PROVINCE = "thukyiso@tinhmau.example", "quantritinh@tinhmau.example"
POWER = 80


class Tale(NamedTuple):
    """An action at a counter; months are counted from the first of the story."""

    counter: str
    owner: str
    title: str
    happened: str
    causes: dict[str, str]
    remedy: str
    changed: int
    read_after: int
    expected_tenths: int
    answers: int
    signal: int | None = None


HELP_AT_COUNTER_3 = Tale(
    counter="mau-dong-3",
    owner=WARD_OFFICER,
    title="Chờ lâu tại quầy 3 (mô phỏng)",
    happened="Từ nhiều tháng, người dân đánh giá quầy 3 thấp hơn các quầy khác.",
    causes={
        "why_1": "Hồ sơ đất đai dồn vào buổi sáng",
        "why_2": "Chỉ một công chức nhận hồ sơ",
        "people": "Không có người trực thay",
        "root_cause": "Lịch trực không theo số lượt khách",
    },
    remedy="Bố trí người thứ hai trực buổi sáng và phát số thứ tự theo lĩnh vực",
    changed=16,
    read_after=5,
    expected_tenths=80,
    answers=100,
)
LIST_AT_COUNTER_2 = Tale(
    counter="mau-dong-2",
    owner=WARD_OFFICER,
    title="Hướng dẫn giấy tờ tại quầy 2 (mô phỏng)",
    happened="Nhiều người phải quay lại vì thiếu giấy tờ.",
    causes={"documents": "Bảng niêm yết cũ", "root_cause": "Không ai được giao cập nhật niêm yết"},
    remedy="In lại bảng niêm yết",
    changed=15,
    read_after=5,
    expected_tenths=50,
    answers=100,
)
SOFTWARE_AT_MAU_GIANG = Tale(
    counter="mau-giang-1",
    owner=PROVINCE,
    title="Phần mềm một cửa bị lỗi tại quầy 1 (mô phỏng)",
    happened="Biểu đồ kiểm soát có một tháng thấp bất thường, đúng lúc phần mềm bị lỗi.",
    causes={"equipment": "Máy chủ quá tải", "root_cause": "Không có quy trình làm thủ công"},
    remedy="Ban hành quy trình xử lý thủ công khi phần mềm dừng",
    changed=20,  # when the month of the signal was final, and looked into
    read_after=3,
    expected_tenths=30,
    answers=100,
    signal=17,
)


def ensure(session: Session, *, today: date) -> None:
    """Once, where the counters of the story are there."""
    if points.by_code(session, code=HELP_AT_COUNTER_3.counter) is None:
        return
    for tale in (HELP_AT_COUNTER_3, LIST_AT_COUNTER_2, SOFTWARE_AT_MAU_GIANG):
        point, agency = _place(session, tale)
        known = corrective_actions.of_agency(session, agency_id=agency.id)
        if tale.title not in {action.title for action in known}:
            action = _told(session, tale, point=point, agency=agency, chronicle=Chronicle(today))
            _ending(session, tale, action=action, today=today)


def _told(
    session: Session, tale: Tale, *, point: ServicePoint, agency: Agency, chronicle: Chronicle
) -> CorrectiveAction:
    """Up to the verdict, which is read on its day."""
    changed = chronicle.month(tale.changed)
    read_on = closing.complete_on(later(changed, months=tale.read_after) - timedelta(days=1))
    signal = chronicle.month(tale.signal) if tale.signal else None
    opening = Opening(
        tale.title,
        tale.happened,
        origin=Origin.SIGNAL if signal else Origin.HAND,
        reference="below_limit" if signal else None,
        signal_month=signal,
    )
    opened = _on(session, tale, changed - timedelta(days=20))
    action = rounds.create(session, agency=agency, opening=opening, by=opened)
    values = _values(session, tale, point=point, chronicle=chronicle, read_on=read_on)
    _write(session, action, values=values, by=opened)
    announced, done = (_on(session, tale, changed - timedelta(days=n)) for n in (14, 2))
    rounds.advance(session, action=action, to=Stage.ANNOUNCED, by=announced)
    rounds.advance(session, action=action, to=Stage.CARRIED_OUT, by=done)
    if read_on <= chronicle.today:
        readings.read(
            session,
            action=action,
            suppress_below=current_settings().suppress_below,
            now=_on(session, tale, read_on).now,
        )
    return action


def _ending(session: Session, tale: Tale, *, action: CorrectiveAction, today: date) -> None:
    if tale is HELP_AT_COUNTER_3:
        publishing.publish(
            session,
            action=action,
            vi="Buổi sáng, quầy 3 có hai người nhận hồ sơ và phát số theo lĩnh vực.",
            en="In the morning two people take dossiers at counter 3, with numbers by field.",
            by=_on(session, tale, today),
        )
    if tale is LIST_AT_COUNTER_2 and action.current.judged_on is not None:
        _begin_again(session, tale, action=action, today=today)


def _begin_again(session: Session, tale: Tale, *, action: CorrectiveAction, today: date) -> None:
    """Announced a month ago, and not carried out by its day."""
    month = later(today.replace(day=1), months=1)
    by = _on(session, tale, today - timedelta(days=30))
    if by.now < _on(session, tale, action.current.last_step_on).now:
        by = _on(session, tale, action.current.last_step_on)
    rounds.reopen(session, action=action, by=by)
    values = {
        "remedy": "Giao một người kiểm tra niêm yết hằng tuần, gửi danh mục qua tin nhắn",
        "due_on": today - timedelta(days=4),
        "changed_on": month,
        "read_on": closing.complete_on(later(month, months=6) - timedelta(days=1)),
        "answers": tale.answers,
        "design": action.rounds[0].design,
    }
    rounds.write(session, action=action, values=values, by=by)
    rounds.advance(session, action=action, to=Stage.ANNOUNCED, by=by)


def _values(
    session: Session, tale: Tale, *, point: ServicePoint, chronicle: Chronicle, read_on: date
) -> dict[str, Any]:
    changed = chronicle.month(tale.changed)
    asked = rated_questions(
        session,
        agency_id=point.agency_id,
        today=chronicle.today,
        suppress_below=current_settings().suppress_below,
    )[0]
    return {
        **tale.causes,
        "remedy": tale.remedy,
        "owner_id": _account_id(session, tale.owner),
        "due_on": changed - timedelta(days=1),
        "measured": Measured.SHARE,
        "channel": Channel.SLIP,
        "version_id": asked.version_id,
        "question": asked.question,
        "point_id": point.id,
        "direction": Direction.RISE,
        "expected_tenths": tale.expected_tenths,
        "first_month": later(changed, months=-6),
        "changed_on": changed,
        "read_on": read_on,
        "answers": tale.answers,
    }


def _write(
    session: Session, action: CorrectiveAction, *, values: dict[str, Any], by: Actor
) -> None:
    whole = testing.worked_out(
        session,
        action=action,
        values=values,
        power=POWER,
        suppress_below=current_settings().suppress_below,
    )
    rounds.write(session, action=action, values=whole, by=by)


def _place(session: Session, tale: Tale) -> tuple[ServicePoint, Agency]:
    point = points.by_code(session, code=tale.counter)
    agency = agencies.by_id(session, agency_id=point.agency_id) if point else None
    if point is None or agency is None:
        raise LookupError(tale.counter)
    return point, agency


def _on(session: Session, tale: Tale, day: date) -> Actor:
    return Actor(_account_id(session, tale.owner), start_of_day(day) + timedelta(hours=9))


def _account_id(session: Session, login: str) -> int:
    account = sign_ins.account_by_login(session, login=login)
    if account is None:
        raise LookupError(login)
    return account.id
