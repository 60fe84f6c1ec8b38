"""What does not fit the registers, and a file may say: it is told, and stops nothing."""

from datetime import date
from typing import get_args

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.flow import Flow
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure
from survey.registry.importing.columns import Register
from survey.registry.importing.faults import MOST_LISTED
from survey.registry.importing.oddities import SAID, Kind
from survey.registry.importing.report import Report
from survey.registry.importing.sentences import ODDITIES
from tests.factories import a_point, a_procedure, an_agency
from tests.registry.importing.files import checked, imported, reasons

BEGAN, ENDED = date(2020, 1, 1), date(2025, 6, 30)
POINTS = "code,agency_code,kind,name_vi,valid_from,valid_to\n"
OFFERINGS = "point_code,procedure_code,valid_from,valid_to\n"
FLOWS = "point_code,procedure_code,day,closed\n"
AGENCIES = "code,kind,name_vi,parent_code,parent_from,parent_to,valid_from,valid_to\n"
SUCCESSIONS = "predecessor_code,successor_code,kind,effective_on\n"

Odd = list[tuple[int, str, str, str]]


def odd(report: Report) -> Odd:
    """Row, column, value and code of all that is worth a look; nothing is refused."""
    assert reasons(report) == []
    assert report.oddity_count >= len(report.oddities)
    return [(o.row, o.column, o.value, o.code) for o in report.oddities]


def dated(session: Session, row: Agency | ServicePoint | Procedure) -> None:
    row.valid_from, row.valid_to = BEGAN, ENDED
    session.commit()


@pytest.fixture
def agency(session: Session) -> Agency:
    """Ended with June 2025."""
    agency = an_agency(session, code="old")
    dated(session, agency)
    return agency


@pytest.fixture
def point(session: Session) -> ServicePoint:
    """Closed with June 2025, in an agency that goes on."""
    point = a_point(session)
    point.code = "q"
    dated(session, point)
    a_procedure(session, national_code="1.001193")
    return point


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("2020-01-01,2025-06-30", []),
        (",2025-06-30", []),
        ("2019-12-31,2025-06-30", [(2, "valid_from", "2019-12-31", "agency_begins")]),
        ("2025-07-01,", [(2, "valid_from", "2025-07-01", "agency_ends")]),
        (",2025-07-01", [(2, "valid_to", "2025-07-01", "agency_ends")]),
        (",", [(2, "agency_code", "old", "agency_ends")]),
        (
            "2019-01-01,",
            [
                (2, "valid_from", "2019-01-01", "agency_begins"),
                (2, "agency_code", "old", "agency_ends"),
            ],
        ),
    ],
)
def test_a_point_holds_no_longer_than_its_agency(
    session: Session, agency: Agency, row: str, found: Odd
):
    report = checked(session, Register.POINTS, f"{POINTS}q,old,quầy,Quầy 1,{row}\n")

    assert odd(report) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("2020-01-01,2025-06-30", []),
        ("2019-12-31,2025-06-30", [(2, "valid_from", "2019-12-31", "point_begins")]),
        ("2025-07-01,", [(2, "valid_from", "2025-07-01", "point_ends")]),
        ("2024-01-01,", [(2, "point_code", "q", "point_ends")]),
    ],
)
def test_an_offering_holds_no_longer_than_its_point(
    session: Session, point: ServicePoint, row: str, found: Odd
):
    report = checked(session, Register.OFFERINGS, f"{OFFERINGS}q,1.001193,{row}\n")

    assert odd(report) == found


def test_an_offering_holds_no_longer_than_its_procedure(session: Session):
    point = a_point(session)
    dated(session, a_procedure(session, name="Khai sinh", national_code="1.001193"))
    heading = "point_code,procedure_name,procedure_level,valid_from\n"
    row = f"{point.code},Khai sinh,xã,2026-01-01\n"

    report = checked(session, Register.OFFERINGS, heading + row)

    assert odd(report) == [(2, "valid_from", "2026-01-01", "procedure_ends")]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2020-01-01", []),
        ("2025-06-30", []),
        ("2019-12-31", [(2, "day", "2019-12-31", "point_begins")]),
        ("2025-07-01", [(2, "day", "2025-07-01", "point_ends")]),
    ],
)
def test_dossiers_are_closed_where_a_point_is_open(
    session: Session, point: ServicePoint, day: str, found: Odd
):
    assert odd(checked(session, Register.FLOWS, f"{FLOWS}q,1.001193,{day},5\n")) == found


@pytest.mark.parametrize(
    ("closed", "found"),
    [("100000", []), ("100001", [(2, "closed", "100001", "many_dossiers")])],
)
def test_more_dossiers_a_day_than_the_form_takes_are_told(
    session: Session, point: ServicePoint, closed: str, found: Odd
):
    report = checked(session, Register.FLOWS, f"{FLOWS}q,1.001193,2025-01-02,{closed}\n")

    assert odd(report) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("2020-01-01,2025-06-30,,", []),
        (",,2021-01-01,2025-06-30", []),
        (",2025-06-30,,", []),
        (",,,", [(2, "parent_code", "old", "parent_ends")]),
        ("2025-07-01,,,", [(2, "parent_code", "old", "parent_ends")]),
        (",,2019-01-01,2020-12-31", [(2, "parent_code", "old", "parent_begins")]),
        ("2019-01-01,2020-12-31,2018-01-01,", [(2, "parent_code", "old", "parent_begins")]),
    ],
)
def test_an_agency_stands_under_one_that_exists(
    session: Session, agency: Agency, row: str, found: Odd
):
    report = checked(session, Register.AGENCIES, f"{AGENCIES}new,xã,Xã Mới,old,{row}\n")

    assert odd(report) == found


def test_a_parent_of_the_same_file_is_looked_at_wherever_it_stands(session: Session):
    rows = ["new,xã,Xã Mới,top,,,,", "top,sở,Sở,,,,,2025-06-30"]

    report = checked(session, Register.AGENCIES, AGENCIES + "\n".join(rows) + "\n")

    assert odd(report) == [(2, "parent_code", "top", "parent_ends")]


def test_a_parent_that_the_file_opens_again_is_not_told_as_ended(session: Session, agency: Agency):
    rows = ["new,xã,Xã Mới,old,,,,", "old,xã,Ủy ban nhân dân xã Mẫu,,,,2020-01-01,"]

    report = checked(session, Register.AGENCIES, AGENCIES + "\n".join(rows) + "\n")

    assert odd(report) == []


def test_what_only_restates_the_register_says_nothing(
    session: Session, agency: Agency, point: ServicePoint
):
    files = {
        Register.AGENCIES: f"{AGENCIES}new,xã,Xã Mới,old,,,,\n",
        Register.POINTS: f"{POINTS}p,old,quầy,Quầy 1,,\n",
        Register.OFFERINGS: f"{OFFERINGS}q,1.001193,2025-07-01,\n",
        Register.FLOWS: f"{FLOWS}q,1.001193,2025-07-01,100001\n",
    }
    first = {register: imported(session, register, file) for register, file in files.items()}

    again = {register: checked(session, register, file) for register, file in files.items()}

    assert all(odd(report) for report in first.values())
    assert not any(odd(report) for report in again.values())


@pytest.mark.parametrize(
    ("column", "longest"), [("name_vi", 300), ("name_en", 300), ("field_vi", 300), ("note", 2_000)]
)
def test_a_text_longer_than_the_form_takes_is_told(session: Session, column: str, longest: int):
    row = {"name_vi": "Khai sinh", "name_en": "", "field_vi": "Hộ tịch", "level": "xã", "note": ""}

    def found(letters: int) -> Odd:
        cells = row | {column: "N" * letters}
        file = ",".join(cells) + "\n" + ",".join(cells.values()) + "\n"
        return odd(checked(session, Register.PROCEDURES, file))

    assert found(longest) == []
    assert found(longest + 1) == [(2, column, "N" * 99 + "…", "longer_than_by_hand")]


def test_parts_that_agencies_append_to_a_new_code_are_told(session: Session):
    heading, rest = "national_code,name_vi,field_vi,level\n", "Khai sinh,Hộ tịch,xã\n"
    code = "1.001193.000.00.00.H29"

    told = odd(imported(session, Register.PROCEDURES, f"{heading}{code},{rest}"))
    again = odd(checked(session, Register.PROCEDURES, f"{heading}{code},{rest}"))

    assert told == [(2, "national_code", code, "parts_behind_the_code")]
    assert again == []


def test_a_long_name_is_told_where_it_is_given_and_not_where_it_is_only_named(session: Session):
    name = "N" * 301
    procedures = f"name_vi,field_vi,level\n{name},Hộ tịch,xã\n"
    offerings = f"point_code,procedure_name,procedure_level\n{a_point(session).code},{name},xã\n"

    told = odd(imported(session, Register.PROCEDURES, procedures))

    assert [code for _, _, _, code in told] == ["longer_than_by_hand"]
    assert odd(checked(session, Register.PROCEDURES, procedures)) == []
    assert odd(checked(session, Register.OFFERINGS, offerings)) == []


@pytest.mark.parametrize(("sign", "most"), [("title", 300), ("number", 300), ("link", 300)])
def test_what_names_a_document_is_no_longer_than_by_hand(session: Session, sign: str, most: int):
    an_agency(session, code="a")
    start = "https://" if sign == "link" else ""
    row = {
        "agency_code": "a",
        "year": "2026",
        "kind": "mục tiêu chất lượng",
        "number": "12/QĐ",
        "title": "Mục tiêu",
        "signed_on": "2026-01-05",
        sign: start + "N" * (most + 1 - len(start)),
    }
    file = ",".join(row) + "\n" + ",".join(row.values()) + "\n"

    report = checked(session, Register.QUALITY_DOCUMENTS, file)

    assert [(column, code) for _, column, _, code in odd(report)] == [(sign, "longer_than_by_hand")]


def test_a_row_that_changes_something_else_says_nothing(session: Session, agency: Agency):
    imported(session, Register.POINTS, f"{POINTS}q,old,quầy,Quầy 1,,\n")

    report = checked(session, Register.POINTS, f"{POINTS}q,old,quầy,Quầy số 1,,\n")

    assert report.counts == {"changed": 1}
    assert odd(report) == []


def test_every_oddity_has_its_sentence():
    hung_on = {f"{kind}_{said}" for kind in get_args(Kind) for said in SAID.values()}

    alone = {
        "many_dossiers",
        "procedures_in_a_circle",
        "longer_than_by_hand",
        "parts_behind_the_code",
    }
    assert hung_on | alone == ODDITIES.keys()


def test_odd_rows_are_taken_over(session: Session, point: ServicePoint):
    report = imported(session, Register.FLOWS, f"{FLOWS}q,1.001193,2025-07-01,100001\n")

    assert [code for _, _, _, code in odd(report)] == ["point_ends", "many_dossiers"]
    assert session.execute(select(func.sum(Flow.closed))).scalar() == 100_001


def test_all_oddities_are_counted_and_the_first_thousand_listed(session: Session, agency: Agency):
    rows = "".join(f"q{n},old,quầy,Quầy {n},,\n" for n in range(1_500))

    report = checked(session, Register.POINTS, POINTS + rows)

    assert (report.oddity_count, len(report.oddities)) == (1_500, MOST_LISTED)


def test_oddities_belong_to_what_a_person_has_looked_at(session: Session, point: ServicePoint):
    """A point that is closed between preview and decision makes another preview."""
    file = f"{FLOWS}q,1.001193,2025-06-30,5\n"
    before = checked(session, Register.FLOWS, file)

    point.valid_to = date(2025, 6, 29)
    session.commit()

    assert checked(session, Register.FLOWS, file).digest != before.digest


def test_procedures_that_follow_each_other_in_a_circle_are_told(session: Session):
    for code in ("1.000001", "1.000002"):
        a_procedure(session, national_code=code)
    first = f"{SUCCESSIONS}1.000001,1.000002,đổi tên,2025-01-01\n"
    imported(session, Register.PROCEDURE_SUCCESSIONS, first)

    back = checked(
        session,
        Register.PROCEDURE_SUCCESSIONS,
        f"{first}1.000002,1.000001,đổi tên,2026-01-01\n",
    )

    assert odd(back) == [(3, "successor_code", "1.000001", "procedures_in_a_circle")]
