"""Things that tests need, each with one keyword for what the test is about."""

from datetime import date, timedelta
from itertools import count
from os import urandom
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from survey.clock import local_day, now
from survey.models.agency import (
    Agency,
    AgencyKind,
    AgencyPlacement,
    AgencySuccession,
    SuccessionKind,
)
from survey.models.case import Case
from survey.models.flow import Flow
from survey.models.kiosk import Kiosk, KioskPlacement, ProcedureChoice
from survey.models.method import Definition
from survey.models.point import Offering, PointKind, ServicePoint
from survey.models.procedure import Field, Procedure, ProcedureLevel
from survey.models.questionnaire import (
    Questionnaire,
    QuestionnaireUse,
    QuestionnaireVersion,
    VersionStatus,
)
from survey.models.rating import Channel
from survey.models.slip import Slip, SlipPool
from survey.models.slip_code import digest, new_code
from survey.models.tally import Cell, Tally
from survey.text import fold

_numbers = count(1)


def an_agency(
    session: Session,
    *,
    name: str = "Ủy ban nhân dân xã Mẫu",
    kind: AgencyKind = AgencyKind.COMMUNE,
    under: Agency | None = None,
    code: str | None = None,
) -> Agency:
    agency = Agency(
        code=code or f"agency-{next(_numbers)}",
        kind=kind,
        name_vi=name,
        name_en="Model commune",
        search=fold(name),
    )
    session.add(agency)
    session.flush()
    if under is not None:
        session.add(AgencyPlacement(agency_id=agency.id, parent_id=under.id))
    session.commit()
    return agency


def a_point(
    session: Session, *, agency: Agency | None = None, name: str = "Quầy số 1"
) -> ServicePoint:
    agency = agency or an_agency(session)
    point = ServicePoint(
        code=f"point-{next(_numbers)}",
        agency_id=agency.id,
        kind=PointKind.COUNTER,
        name_vi=name,
        name_en="Counter 1",
        poster_code=new_code(),
        search=fold(name),
    )
    session.add(point)
    session.commit()
    return point


def a_field(session: Session) -> Field:
    field = Field(name_vi=f"Hộ tịch {next(_numbers)}", name_en="Civil status")
    session.add(field)
    session.flush()
    return field


def a_procedure(
    session: Session,
    *,
    name: str = "Thủ tục đăng ký khai sinh",
    name_en: str = "Birth registration",
    at: ServicePoint | None = None,
    national_code: str | None = None,
    beside: Procedure | None = None,
) -> Procedure:
    """In the field of the one `beside` it, else in one of its own."""
    field = session.get(Field, beside.field_id) if beside else a_field(session)
    procedure = Procedure(
        national_code=national_code,
        name_vi=name,
        name_en=name_en,
        field_id=field.id,
        level=ProcedureLevel.COMMUNE,
        search=fold(name),
    )
    session.add(procedure)
    session.flush()
    if at is not None:
        session.add(Offering(point_id=at.id, procedure_id=procedure.id))
    session.commit()
    return procedure


def a_kiosk(session: Session, *, at: ServicePoint, since: date = date(2000, 1, 1)) -> Kiosk:
    """A kiosk that stands at a point; no tablet is enrolled for it yet."""
    kiosk = Kiosk(
        name="Máy tính bảng 1",
        procedures=ProcedureChoice.NONE,
        pin_salt=b"salt" * 4,
        pin_digest=b"pin!" * 8,
        created_at=now(),
    )
    session.add(kiosk)
    session.flush()
    session.add(KioskPlacement(kiosk_id=kiosk.id, point_id=at.id, began_on=since))
    session.commit()
    return kiosk


def a_case(session: Session, *, at: ServicePoint) -> Case:
    """A message that nobody can read: nothing here knows the secret of an installation."""
    day = local_day(now())
    case = Case(
        key=uuid4(),
        link_digest=urandom(32),
        agency_id=at.agency_id,
        point_id=at.id,
        language="vi",
        opened_on=day,
        due_on=day + timedelta(days=15),
        message=b"sealed",
        contact=b"sealed",
    )
    session.add(case)
    session.commit()
    return case


def some_slips(
    session: Session,
    *,
    point: ServicePoint,
    procedure: Procedure | None = None,
    count: int = 1,
    valid_from: date = date(2000, 1, 1),
    valid_to: date = date(2999, 12, 31),
) -> list[str]:
    """The codes of new slips; only here are they known, the database keeps digests."""
    pool = SlipPool(
        point_id=point.id,
        procedure_id=procedure.id if procedure else None,
        printed_on=valid_from,
        valid_from=valid_from,
        valid_to=valid_to,
        printed=count,
    )
    session.add(pool)
    session.flush()
    codes = [new_code() for _ in range(count)]
    session.add_all(Slip(digest=digest(code), pool_id=pool.id) for code in codes)
    session.commit()
    return codes


FIVE_LEVELS = {
    "key": "levels",
    "kind": "five_levels",
    "options": [
        {"key": str(n), "label": {"vi": f"Mức {n}", "en": f"Level {n}"}, "score": n, "face": n}
        for n in range(1, 6)
    ],
    "satisfied": ["4", "5"],
    "dissatisfied": ["1", "2"],
}
GOOD_OR_NOT = {
    "key": "good",
    "kind": "yes_no",
    "options": [
        {"key": "yes", "label": {"vi": "Tốt", "en": "Good"}, "score": 1},
        {"key": "no", "label": {"vi": "Chưa tốt", "en": "Not good"}, "score": 0},
    ],
    "satisfied": ["yes"],
    "dissatisfied": ["no"],
}
TEXT = {"key": "text", "kind": "free_text"}


def a_definition(*, key: str = "counter") -> Definition:
    """An overall question on five levels, one about the staff, and a comment."""
    return Definition.model_validate(
        {
            "format": 1,
            "key": key,
            "title": {"vi": "Phiếu tại quầy", "en": "At the counter"},
            "description": {"vi": "Để thử", "en": "For tests"},
            "languages": ["vi", "en"],
            "channels": ["slip", "poster", "kiosk"],
            "publishable": True,
            "verified": False,
            "verified_note": {"vi": "Để thử", "en": "For tests"},
            "factors": [{"key": "staff", "name": {"vi": "Công chức", "en": "Staff"}}],
            "scales": [FIVE_LEVELS, GOOD_OR_NOT, TEXT],
            "questions": [
                {
                    "key": "overall",
                    "text": {"vi": "Ông/Bà hài lòng đến mức nào?", "en": "How satisfied are you?"},
                    "scale": "levels",
                    "required": True,
                },
                {
                    "key": "staff",
                    "text": {"vi": "Công chức phục vụ", "en": "The staff"},
                    "scale": "good",
                    "factor": "staff",
                },
                {
                    "key": "comment",
                    "text": {"vi": "Ý kiến khác", "en": "Anything else"},
                    "scale": "text",
                },
            ],
            "index": {"aggregate": "top_two_box_share", "overall": ["overall"]},
        }
    )


def a_version(
    session: Session,
    *,
    asked_by: Agency | None = None,
    definition: Definition | None = None,
    after: QuestionnaireVersion | None = None,
) -> QuestionnaireVersion:
    """A published version; asked by the agency and below it where one is named.

    `after`: the version of the same questionnaire that it follows.
    """
    definition = definition or a_definition(key=f"questionnaire-{next(_numbers)}")
    version = QuestionnaireVersion(
        questionnaire=after.questionnaire if after else Questionnaire(code=definition.key),
        number=after.number + 1 if after else 1,
        status=VersionStatus.PUBLISHED,
        definition=definition.canonical_json(),
        definition_hash=definition.digest,
        created_at=now(),
        published_at=now(),
    )
    session.add(version)
    session.flush()
    if asked_by is not None:
        session.add(QuestionnaireUse(agency_id=asked_by.id, version_id=version.id))
    session.commit()
    return version


def an_open_point(session: Session, *, agency: Agency | None = None) -> ServicePoint:
    """A point whose agency asks a questionnaire."""
    agency = agency or an_agency(session)
    a_version(session, asked_by=agency)
    return a_point(session, agency=agency)


def a_cell(
    session: Session,
    *,
    version: QuestionnaireVersion,
    month: date,
    point: ServicePoint | None = None,
    agency: Agency | None = None,
    procedure: Procedure | None = None,
    channel: Channel = Channel.SLIP,
    responses: int | None = None,
    **answers: dict[str, int],
) -> Cell:
    """Sealed ratings as the tallies keep them: question=…, each a count for every answer.

    `agency` is that of the point unless it is named; without a point the rating kept only
    its week.
    """
    cell = Cell(
        period=month,
        agency_id=agency.id if agency else point.agency_id,
        point_id=point.id if point else None,
        procedure_id=procedure.id if procedure else None,
        channel=channel,
        version_id=version.id,
        responses=responses or max(sum(counts.values()) for counts in answers.values()),
    )
    session.add(cell)
    session.flush()
    session.add_all(
        Tally(cell_id=cell.id, question=question, answer=answer, n=n)
        for question, counts in answers.items()
        for answer, n in counts.items()
        if n
    )
    session.commit()
    return cell


def a_flow(
    session: Session, *, point: ServicePoint, procedure: Procedure, day: date, closed: int
) -> Flow:
    """Dossiers closed on a day."""
    flow = Flow(point_id=point.id, procedure_id=procedure.id, day=day, closed=closed)
    session.add(flow)
    session.commit()
    return flow


def a_pool(
    session: Session,
    *,
    point: ServicePoint,
    valid_from: date,
    printed: int,
    used: int,
    procedure: Procedure | None = None,
    field_id: int | None = None,
) -> SlipPool:
    """A pool as it stands after sealing, without its slips."""
    pool = SlipPool(
        point_id=point.id,
        procedure_id=procedure.id if procedure else None,
        field_id=field_id,
        printed_on=valid_from,
        valid_from=valid_from,
        valid_to=valid_from + timedelta(days=6),
        printed=printed,
        used=used,
    )
    session.add(pool)
    session.commit()
    return pool


def a_succession(
    session: Session,
    *,
    of: Agency,
    by: Agency,
    on: date,
    kind: SuccessionKind = SuccessionKind.MERGE,
) -> AgencySuccession:
    """One agency goes into another one; its own placement ends the day before."""
    succession = AgencySuccession(
        predecessor_id=of.id, successor_id=by.id, kind=kind, effective_on=on
    )
    session.add(succession)
    session.execute(
        update(AgencyPlacement)
        .where(AgencyPlacement.agency_id == of.id)
        .values(valid_to=on - timedelta(days=1))
    )
    session.commit()
    return succession
