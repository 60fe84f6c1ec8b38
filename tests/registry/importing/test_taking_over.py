"""Files are taken over whole, once, and only as their preview said."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.agency import Agency, AgencyPlacement
from survey.models.flow import Flow
from survey.models.point import ServicePoint
from survey.models.procedure import Field, Procedure, TimeLimit
from survey.registry.importing.columns import Register
from tests.factories import a_point, a_procedure, an_agency
from tests.registry.importing.files import checked, imported, reasons

AGENCIES = """\
code,kind,name_vi,name_en,parent_code,valid_from
mau,tỉnh,Tỉnh Mẫu,Model Province,,
xa-1,xã,Xã Một,Commune One,mau,2025-07-01
"""


def test_agencies_are_added_with_their_places_in_the_tree(session: Session):
    report = imported(session, Register.AGENCIES, AGENCIES)

    placement = session.execute(select(AgencyPlacement)).scalar_one()
    codes = {agency.id: agency.code for agency in session.execute(select(Agency)).scalars()}
    assert report.counts == {"added": 2}
    assert (codes[placement.agency_id], codes[placement.parent_id]) == ("xa-1", "mau")


def test_the_same_file_twice_changes_nothing(session: Session):
    imported(session, Register.AGENCIES, AGENCIES)

    assert checked(session, Register.AGENCIES, AGENCIES).counts == {"unchanged": 2}


def test_a_move_is_a_second_row_of_the_same_agency(session: Session):
    imported(session, Register.AGENCIES, AGENCIES)
    moved = """\
code,kind,name_vi,parent_code,parent_from,parent_to
other,tỉnh,Tỉnh Khác,,,
xa-1,xã,Xã Một,mau,,31/12/2025
xa-1,xã,Xã Một,other,01/01/2026,
"""

    report = imported(session, Register.AGENCIES, moved)

    stays = session.execute(select(AgencyPlacement).order_by(AgencyPlacement.valid_from)).scalars()
    assert report.counts == {"added": 1, "changed": 2}
    assert {(s.valid_from, s.valid_to) for s in stays} == {
        (None, date(2025, 12, 31)),
        (date(2026, 1, 1), None),
    }
    assert checked(session, Register.AGENCIES, moved).counts == {"unchanged": 3}


def test_an_agency_ends_by_its_last_day_and_not_by_being_left_out(session: Session):
    imported(session, Register.AGENCIES, AGENCIES)
    ended = "code,kind,name_vi,valid_to\nxa-1,xã,Xã Một,2026-06-30\n"

    report = imported(session, Register.AGENCIES, ended)

    [sample] = report.samples["ended"]
    assert sample.fields == [("valid_to", None, "2026-06-30")]
    assert session.execute(select(Agency.valid_to).where(Agency.code == "mau")).scalar() is None


def test_points_get_a_poster_and_keep_it(session: Session):
    agency = an_agency(session, code="xa-1")
    file = "code,agency_code,kind,name_vi\nq1,xa-1,quầy,{}\n"

    imported(session, Register.POINTS, file.format("Quầy số 1"))
    before = session.execute(select(ServicePoint.poster_code)).scalar_one()
    imported(session, Register.POINTS, file.format("Quầy hộ tịch"))

    point = session.execute(select(ServicePoint)).scalar_one()
    assert (point.agency_id, point.name_vi, point.poster_code) == (
        agency.id,
        "Quầy hộ tịch",
        before,
    )
    assert "quay ho tich" in point.search


def test_procedures_bring_their_fields_along(session: Session):
    file = """\
national_code;name_vi;field_vi;field_en;level
1.001193;Đăng ký khai sinh;Hộ tịch;Civil status;xã
;Đăng ký khai tử;Hộ tịch;;commune
"""

    report = imported(session, Register.PROCEDURES, file)

    assert report.counts == {"added": 2}
    assert [(f.name_vi, f.name_en) for f in session.execute(select(Field)).scalars()] == [
        ("Hộ tịch", "Civil status")
    ]
    assert checked(session, Register.PROCEDURES, file).counts == {"unchanged": 2}


def test_a_code_that_becomes_known_goes_to_the_procedure_of_that_name(session: Session):
    known = a_procedure(session, name="Đăng ký khai sinh")
    field = session.get(Field, known.field_id).name_vi
    file = f"national_code,name_vi,field_vi,level\n1.001193,Đăng ký khai sinh,{field},xã\n"

    report = imported(session, Register.PROCEDURES, file)

    session.refresh(known)
    assert report.counts == {"changed": 1}
    assert known.national_code == "1.001193"


def test_case_and_accents_do_not_make_another_procedure(session: Session):
    known = a_procedure(session, name="Đăng ký khai sinh")
    field = session.get(Field, known.field_id).name_vi
    file = f"name_vi,field_vi,level\nĐĂNG KÝ KHAI SINH,{field},xã\n"
    twice = file + f"Dang ky khai sinh,{field},xã\n"

    assert reasons(checked(session, Register.PROCEDURES, twice)) == [
        (3, "national_code", "same_row_twice")
    ]
    assert imported(session, Register.PROCEDURES, file).counts == {"changed": 1}
    session.refresh(known)
    assert known.name_vi == "ĐĂNG KÝ KHAI SINH"


def test_of_two_names_that_differ_by_accents_the_exact_one_is_meant(session: Session):
    for name in ("Đăng ký khai sinh", "Dang ky khai sinh"):
        field = session.get(Field, a_procedure(session, name=name).field_id).name_vi
        file = f"name_vi,field_vi,level\n{name},{field},xã\n"
    assert checked(session, Register.PROCEDURES, file).counts == {"unchanged": 1}


def test_a_row_without_a_code_never_takes_a_code_away(session: Session):
    known = a_procedure(session, name="Đăng ký khai sinh", national_code="1.001193")
    field = session.get(Field, known.field_id).name_vi
    file = f"national_code,name_vi,field_vi,level,note\n,Đăng ký khai sinh,{field},xã,Mới\n"

    imported(session, Register.PROCEDURES, file)

    session.refresh(known)
    assert (known.national_code, known.note) == ("1.001193", "Mới")


def test_two_procedures_of_one_name_stay_two(session: Session):
    file = """\
national_code,name_vi,field_vi,level
1.001193,Đăng ký khai sinh,Hộ tịch,xã
,Đăng ký khai sinh,Hộ tịch,xã
"""

    imported(session, Register.PROCEDURES, file)

    assert len(session.execute(select(Procedure.id)).all()) == 2
    assert checked(session, Register.PROCEDURES, file).counts == {"unchanged": 2}


def test_time_limits_are_statutory_or_of_an_agency(session: Session):
    an_agency(session, code="xa-1")
    a_procedure(session, name="Đăng ký khai sinh", national_code="1.001193")
    file = """\
procedure_code,agency_code,amount,unit,day_type,same_day,cutoff_hour
1.001193,,3,ngày,làm việc,không,
1.001193,xa-1,1,ngày,làm việc,có,15
"""

    report = imported(session, Register.TIME_LIMITS, file)

    limits = session.execute(select(TimeLimit).order_by(TimeLimit.id)).scalars().all()
    assert report.counts == {"added": 2}
    assert [(limit.amount, limit.same_day, limit.cutoff_hour) for limit in limits] == [
        (3, False, None),
        (1, True, 15),
    ]
    assert checked(session, Register.TIME_LIMITS, file).counts == {"unchanged": 2}


def test_flows_are_counts_per_point_procedure_and_day(session: Session):
    point = a_point(session)
    a_procedure(session, name="Đăng ký khai sinh", national_code="1.001193")
    heading = "Ngày,Số hồ sơ đã giải quyết,Mã điểm phục vụ,Mã thủ tục\n"

    imported(session, Register.FLOWS, heading + f"02/11/2026,12,{point.code},1.001193\n")
    report = imported(
        session,
        Register.FLOWS,
        heading + f"2/11/2026,14,{point.code},1.001193\n3/11/2026,0,{point.code},1.001193\n",
    )

    flows = session.execute(select(Flow).order_by(Flow.day)).scalars()
    assert report.counts == {"changed": 1, "added": 1}
    assert [(flow.day, flow.closed) for flow in flows] == [
        (date(2026, 11, 2), 14),
        (date(2026, 11, 3), 0),
    ]


@pytest.mark.parametrize("register", [Register.OFFERINGS, Register.FLOWS])
def test_codes_that_lead_nowhere_are_faults_with_their_place(session: Session, register: Register):
    more = {"offerings": ("", ""), "flows": (",day,closed", ",2026-11-02,1")}[register]

    report = checked(
        session, register, f"point_code,procedure_code{more[0]}\nnone,9.999999{more[1]}\n"
    )

    assert reasons(report) == [
        (2, "point_code", "unknown_point"),
        (2, "procedure_code", "unknown_procedure"),
    ]
