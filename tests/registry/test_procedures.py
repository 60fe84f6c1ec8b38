"""Procedures, their fields, limits and successions."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from survey.audit import Actor
from survey.errors.registers import (
    FieldNameTaken,
    LimitsOverlap,
    NationalCodeTaken,
    ProcedureKnown,
    SuccessorEnds,
)
from survey.models.agency import SuccessionKind
from survey.models.point import Offering
from survey.models.procedure import NATIONAL_CODE, Field, ProcedureLevel, TimeLimit
from survey.queries import procedures as register
from survey.queries import successions
from survey.queries.paging import Window
from survey.queries.procedures import ProcedureFilter
from survey.registry import fields, limits, procedure_changes, procedures
from survey.registry.limits import LimitDetails
from survey.registry.procedure_changes import Replacement
from survey.registry.procedures import ProcedureDetails
from tests.counting import statements
from tests.factories import a_point, a_procedure, an_agency

BY = Actor(None, datetime(2026, 3, 2, 5, tzinfo=UTC))
MARCH, JUNE, JULY = date(2026, 3, 1), date(2026, 6, 30), date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _context(app):
    with app.test_request_context():
        yield


@pytest.fixture
def civil_status(session) -> Field:
    return fields.create(session, name_vi="Hộ tịch", name_en="Civil status", by=BY)


@pytest.fixture
def birth(session, civil_status):
    details = ProcedureDetails(
        name_vi="Thủ tục đăng ký khai sinh",
        name_en="Birth registration",
        field=civil_status,
        level=ProcedureLevel.COMMUNE,
        national_code="1.001193",
    )
    return procedures.create(session, details=details, by=BY)


def names(session, **where) -> list[str]:
    where = ProcedureFilter(**{"day": MARCH} | where)
    return [row.name_vi for row in register.found(session, where=where, window=Window()).rows]


@pytest.mark.parametrize(
    "words", ["khai sinh", "BIRTH", "1.001193", "ho tich", "civil dang ky", "sinh khai"]
)
def test_a_procedure_is_found_by_its_names_code_and_field(session, birth, words):
    assert names(session, words=words) == [birth.name_vi]


def test_a_procedure_is_found_by_the_new_name_of_its_field(session, birth, civil_status):
    fields.rename(session, field=civil_status, name_vi="Tư pháp", name_en=None, by=BY)
    session.flush()

    assert names(session, words="ho tich") == []
    assert names(session, words="tu phap") == [birth.name_vi]


def test_a_field_is_entered_once(session, civil_status):
    with pytest.raises(FieldNameTaken):
        fields.create(session, name_vi="Hộ tịch", name_en=None, by=BY)


def test_a_national_code_belongs_to_one_procedure_and_may_be_missing(session, birth, civil_status):
    details = ProcedureDetails(
        name_vi="Khác", field=civil_status, level=ProcedureLevel.COMMUNE, national_code="1.001193"
    )

    with pytest.raises(NationalCodeTaken):
        procedures.create(session, details=details, by=BY)
    session.rollback()


def test_several_procedures_may_lack_a_code(session, civil_status):
    first = ProcedureDetails(name_vi="A", field=civil_status, level=ProcedureLevel.COMMUNE)
    both = (first, first._replace(name_vi="B"))

    codes = [procedures.create(session, details=one, by=BY).national_code for one in both]

    assert codes == [None, None]


@pytest.mark.parametrize(
    "code", ["1.001193", "2.000635.000.00.00.H29", "1.012753.H19", "3.000181.000.00.00"]
)
def test_codes_of_the_national_portal_are_known_by_their_shape(code):
    assert NATIONAL_CODE.fullmatch(code)


@pytest.mark.parametrize("code", ["1.00119", "1001193", "1.001193.", "x.001193", "1.001193 "])
def test_other_shapes_are_not_codes(code):
    assert not NATIONAL_CODE.fullmatch(code)


def test_the_catalogue_is_narrowed_by_field_level_and_day(session, birth, civil_status):
    other = a_procedure(session, name="Khác")
    other.level = ProcedureLevel.PROVINCE
    procedures.end(session, procedure=birth, last_day=JUNE, by=BY)
    session.flush()

    assert names(session, field_id=civil_status.id) == [birth.name_vi]
    assert names(session, level=ProcedureLevel.PROVINCE) == ["Khác"]
    assert names(session, day=JULY) == ["Khác"]
    assert len(names(session, day=JULY, any_time=True)) == 2


def test_what_a_point_offers_already_is_left_out_of_its_choice(session):
    point = a_point(session)
    a_procedure(session, name="Đã có", at=point)
    a_procedure(session, name="Chưa có")

    assert names(session, not_offered_at=point.id) == ["Chưa có"]


def test_a_page_of_the_catalogue_takes_two_statements(session, birth):
    session.flush()

    with statements(session.get_bind()) as sent:
        names(session, words="khai sinh")

    assert len(sent) == 2


def test_the_end_of_a_procedure_can_be_taken_back_with_its_offers(session):
    procedure = a_procedure(session, at=a_point(session))
    offering = session.execute(select(Offering)).scalar_one()

    procedures.end(session, procedure=procedure, last_day=JUNE, by=BY)
    ends = (procedure.valid_to, offering.valid_to)
    session.flush()
    procedures.reopen(session, procedure=procedure, by=BY)

    assert ends == (JUNE, JUNE)
    assert (procedure.valid_to, offering.valid_to) == (None, None)


def limit(session, procedure, agency=None, **details) -> TimeLimit:
    return limits.create(
        session,
        procedure_id=procedure.id,
        agency_id=agency.id if agency else None,
        details=LimitDetails(**details),
        by=BY,
    )


def test_a_new_limit_ends_the_one_before_it(session, birth):
    first = limit(session, birth, amount=5)

    second = limit(session, birth, amount=3, valid_from=JULY)

    assert (first.valid_to, second.valid_to) == (JUNE, None)


def test_two_limits_of_one_kind_never_hold_on_one_day(session, birth):
    limit(session, birth, amount=5, valid_from=JULY)

    with pytest.raises(LimitsOverlap):
        limit(session, birth, amount=3, valid_from=MARCH)


def test_agencies_commit_beside_the_law(session, birth):
    limit(session, birth, amount=15)

    committed = limit(session, birth, an_agency(session), amount=13)

    assert committed.valid_from is None


def test_a_successor_is_offered_wherever_its_predecessors_were(session):
    point = a_point(session)
    old, older = a_procedure(session, at=point), a_procedure(session, at=point)
    new = a_procedure(session)
    replacement = Replacement(day=JULY, predecessors=(old, older), successors=(new,))

    outcome = procedure_changes.carry_out(session, replacement=replacement, by=BY)

    rows = session.execute(select(Offering).order_by(Offering.id)).scalars().all()
    assert [(row.procedure_id, row.valid_from, row.valid_to) for row in rows] == [
        (old.id, None, JUNE),
        (older.id, None, JUNE),
        (new.id, JULY, None),
    ]
    assert outcome == (2, 1, 0)
    assert (old.valid_to, replacement.kind) == (JUNE, SuccessionKind.MERGE)


def test_a_succession_of_procedures_is_told_from_both_ends(session):
    old, new = a_procedure(session, name="Cũ"), a_procedure(session, name="Mới")
    replacement = Replacement(
        day=JULY, predecessors=(old,), successors=(new,), legal_basis="QĐ 1/QĐ-UBND"
    )

    procedure_changes.carry_out(session, replacement=replacement, by=BY)

    (after,) = successions.procedures_after(session, procedure_id=old.id)
    (before,) = successions.procedures_before(session, procedure_id=new.id)
    assert (after.name_vi, before.name_vi) == ("Mới", "Cũ")
    assert (after.kind, after.legal_basis) == (SuccessionKind.RENAME, "QĐ 1/QĐ-UBND")


def test_a_procedure_that_has_ended_takes_over_from_nobody(session):
    old, new = a_procedure(session), a_procedure(session)
    new.valid_to = JUNE

    with pytest.raises(SuccessorEnds):
        procedure_changes.carry_out(session, replacement=Replacement(JULY, (old,), (new,)), by=BY)


def test_a_rehearsal_of_a_replacement_changes_nothing(session):
    old, new = a_procedure(session, at=a_point(session)), a_procedure(session)

    outcome = procedure_changes.rehearse(
        session, replacement=Replacement(JULY, (old,), (new,)), by=BY
    )

    assert outcome.offers_begun == 1
    assert (old.valid_to, len(session.execute(select(Offering)).all())) == (None, 1)


def named_as(procedure, **changes) -> ProcedureDetails:
    """What is entered for another procedure of the same name at the same level."""
    same = {"name_vi": procedure.name_vi, "level": procedure.level}
    return ProcedureDetails(**same | changes)


def test_without_a_code_no_second_procedure_of_one_name_is_entered(session, civil_status, birth):
    for code in ("1.001193", None):
        birth.national_code = code
        session.flush()

        with pytest.raises(ProcedureKnown):
            procedures.create(session, details=named_as(birth, field=civil_status), by=BY)


def test_a_procedure_with_a_code_does_not_stand_beside_one_that_lacks_it(
    session, civil_status, birth
):
    birth.national_code = None
    details = named_as(birth, field=civil_status, national_code="2.000815")

    with pytest.raises(ProcedureKnown):
        procedures.create(session, details=details, by=BY)
    procedures.end(session, procedure=birth, last_day=JUNE, by=BY)
    assert procedures.create(session, details=details, by=BY).national_code == "2.000815"


@pytest.mark.parametrize("name", ["ĐĂNG KÝ KHAI SINH", "dang  ky khai sinh"])
def test_case_and_accents_do_not_make_another_procedure(session, civil_status, name):
    known = a_procedure(session, name="Đăng ký khai sinh")
    details = named_as(known, field=civil_status, name_vi=name)

    with pytest.raises(ProcedureKnown):
        procedures.create(session, details=details, by=BY)
    longer = named_as(known, field=civil_status, name_vi="Đăng ký khai sinh lại")
    assert procedures.create(session, details=longer, by=BY).id != known.id


def test_two_codes_or_two_levels_tell_procedures_apart(session, civil_status, birth):
    for changes in ({"national_code": "2.000815"}, {"level": ProcedureLevel.PROVINCE}):
        details = named_as(birth, field=civil_status, **changes)

        assert procedures.create(session, details=details, by=BY).id != birth.id


def test_what_already_stands_twice_can_still_be_corrected(session, civil_status, birth):
    twin = a_procedure(session, name=birth.name_vi)
    twin.field_id, twin.level, twin.national_code = civil_status.id, birth.level, None
    session.flush()

    details = named_as(twin, field=civil_status, note="Twice in the catalogue")
    procedures.edit(session, procedure=twin, details=details, by=BY)

    assert twin.note == "Twice in the catalogue"
