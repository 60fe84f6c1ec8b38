"""Files with faults: every one is named with its place, and nothing is written."""

import ast
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.documents.spreadsheets import Sheet, xlsx_bytes
from survey.documents.table_lines import Unreadable
from survey.models.agency import Agency
from survey.registry import importing
from survey.registry.importing.columns import Register
from survey.registry.importing.faults import LONGEST_SHOWN, MOST_LISTED
from survey.registry.importing.formats import FORMATS
from survey.registry.importing.headings import match
from survey.registry.importing.reach import Bounds
from survey.registry.importing.sentences import FAULTS, REFUSALS
from tests.factories import a_point, a_procedure, a_succession, an_agency
from tests.registry.importing.files import NOW, checked, imported, reasons

SUCCESSIONS = "predecessor_code,successor_code,kind,effective_on\n"
AGENCY_HEADING = "code,kind,name_vi,parent_code,parent_from,parent_to\n"


def agencies(*rows: str) -> str:
    return AGENCY_HEADING + "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("cell", "column", "code"),
    [
        ("xã 1", "code", "not_a_code"),
        ("../etc", "code", "not_a_code"),
        ("x" * 65, "code", "not_a_code"),
        ("hội", "kind", "unknown_choice"),
        ("", "name_vi", "missing"),
        ("N" * 501, "name_vi", "too_long"),
        ("Xã\u202etấm", "name_vi", "invisible_signs"),
        ("X\0ã", "name_vi", "invisible_signs"),
        ("a" + "\u0301" * 40, "name_vi", "invisible_signs"),
        ("31/2/2026", "valid_from", "no_such_day"),
        ("2026/12/31", "valid_from", "not_a_day"),
        ("12/2026", "valid_from", "not_a_day"),
        ("45992", "valid_from", "not_a_day"),
        ("01/07/0205", "valid_from", "year_out_of_range"),
        ("2250-01-01", "valid_to", "year_out_of_range"),
        ("٠١/٠٧/٢٠٢٥", "valid_from", "not_a_day"),
        ("#N/A", "name_vi", "formula_error"),
        ("#REF!", "valid_to", "formula_error"),
        ("1", "unit_code", "not_a_unit_code"),
        ("G9", "identifier", "not_an_identifier"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place_and_value(
    session: Session, cell: str, column: str, code: str
):
    row = {"code": "x", "kind": "xã", "name_vi": "Xã Một"} | {column: cell}
    file = ",".join(row) + "\n" + ",".join(row.values()) + "\n"

    report = checked(session, Register.AGENCIES, file)

    [fault] = report.faults
    assert (fault.row, fault.column, fault.code) == (2, column, code)
    assert fault.value == (cell if len(cell) <= LONGEST_SHOWN else f"{cell[:99]}…")


def test_a_wrong_number_of_a_workbook_is_shown_as_it_stands_there(session: Session):
    table = [["code", "kind", "name_vi", "unit_code"], ["x", "xã", "Xã Một", 1]]

    report = checked(session, Register.AGENCIES, xlsx_bytes([Sheet("a", table)], created=NOW))

    assert [(fault.column, fault.value) for fault in report.faults] == [("unit_code", "1")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.00119", "not_a_national_code"),
        ("1.001193.000", "not_a_national_code"),
        ("١.٠٠١١٩٣", "not_a_national_code"),
        ("1,001193", "not_a_national_code"),
    ],
)
def test_a_national_code_has_six_digits_after_its_point(session: Session, cell: str, code: str):
    file = f'national_code;name_vi;field_vi;level\n"{cell}";Khai sinh;Hộ tịch;xã\n'

    assert reasons(checked(session, Register.PROCEDURES, file)) == [(2, "national_code", code)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("-1", "negative"),
        ("1,5", "not_a_count"),
        ("1.000", "not_a_count"),
        ("9" * 12, "out_of_range"),
    ],
)
def test_a_count_is_a_whole_number(session: Session, cell: str, code: str):
    point = a_point(session)
    a_procedure(session, national_code="1.001193")
    file = f"point_code;procedure_code;day;closed\n{point.code};1.001193;2026-11-02;{cell}\n"

    assert reasons(checked(session, Register.FLOWS, file)) == [(2, "closed", code)]


@pytest.mark.parametrize(
    ("day", "found"), [("2026-11-20", []), ("2026-11-21", [(2, "day", "day_to_come")])]
)
def test_no_dossier_is_closed_on_a_day_to_come(
    session: Session, day: str, found: list[tuple[int, str, str]]
):
    point = a_point(session)
    a_procedure(session, national_code="1.001193")
    file = f"point_code,procedure_code,day,closed\n{point.code},1.001193,{day},3\n"

    assert reasons(checked(session, Register.FLOWS, file)) == found


def test_dates_must_follow_each_other_even_when_the_file_holds_only_one(session: Session):
    imported(session, Register.AGENCIES, "code,kind,name_vi,valid_from\nx,xã,X,2026-01-01\n")

    report = checked(session, Register.AGENCIES, "code,kind,name_vi,valid_to\nx,xã,X,2025-01-01\n")

    assert reasons(report) == [(2, "valid_to", "dates_out_of_order")]


def test_the_same_row_twice_is_a_fault_however_it_is_written(session: Session):
    point = a_point(session)
    a_procedure(session, name="Khai sinh", national_code="1.001193")
    heading = "point_code,procedure_code,procedure_name,procedure_level,day,closed\n"
    file = (
        f"{heading}{point.code},1.001193,,,2026-11-02,1\n{point.code},,Khai sinh,xã,2/11/2026,2\n"
    )

    report = checked(session, Register.FLOWS, file)

    assert reasons(report) == [(3, "point_code", "same_row_twice")]
    assert report.faults[0].params == {"first": 2}


def test_rows_of_one_agency_must_agree(session: Session):
    an_agency(session, code="a")
    file = agencies("x,xã,Xã Một,a,,2025-12-31", "x,xã,Xã Hai,a,2026-01-01,")

    assert reasons(checked(session, Register.AGENCIES, file)) == [(3, "code", "rows_disagree")]


def test_a_field_has_one_english_name(session: Session):
    file = "name_vi,field_vi,field_en,level\nA,Hộ tịch,One,xã\nB,Hộ tịch,Two,xã\n"

    assert reasons(checked(session, Register.PROCEDURES, file)) == [
        (3, "field_en", "rows_disagree")
    ]


def test_two_limits_of_one_procedure_must_not_hold_at_once(session: Session):
    a_procedure(session, national_code="1.001193")
    heading = "procedure_code,amount,unit,day_type,valid_from,valid_to\n"
    imported(session, Register.TIME_LIMITS, heading + "1.001193,3,ngày,làm việc,,2025-12-31\n")

    report = checked(
        session, Register.TIME_LIMITS, heading + "1.001193,2,ngày,làm việc,2025-07-01,\n"
    )

    assert reasons(report) == [(2, "valid_from", "holds_at_the_same_time")]


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        (["a,xã,A,a,,"], [(2, "parent_code", "own_parent")]),
        (["a,xã,A,nobody,,"], [(2, "parent_code", "unknown_agency")]),
        (["a,xã,A,,2026-01-01,"], [(2, "parent_code", "parent_missing")]),
        (
            ["a,xã,A,b,,", "b,xã,B,c,,", "c,xã,C,a,,"],
            [(row, "parent_code", "circle") for row in (2, 3, 4)],
        ),
        (
            ["p,tỉnh,P,,,", "q,tỉnh,Q,,,", "a,xã,A,p,,2026-01-31", "a,xã,A,q,2026-01-31,"],
            [(5, "parent_from", "two_parents_at_once")],
        ),
    ],
)
def test_the_tree_stays_a_tree(session: Session, rows: list[str], faults: list[object]):
    assert reasons(checked(session, Register.AGENCIES, agencies(*rows))) == faults


def test_a_circle_closed_together_with_the_register_is_found(session: Session):
    imported(session, Register.AGENCIES, agencies("a,sở,A,,,", "b,sở,B,a,,"))

    report = checked(session, Register.AGENCIES, agencies("a,sở,A,b,,"))

    assert reasons(report) == [(2, "parent_code", "circle")]


def test_agencies_that_follow_each_other_in_a_circle_are_refused(session: Session):
    one, two = an_agency(session, code="a"), an_agency(session, code="b")
    an_agency(session, code="c")
    a_succession(session, of=one, by=two, on=date(2025, 6, 30))

    report = checked(
        session,
        Register.SUCCESSIONS,
        f"{SUCCESSIONS}a,b,sáp nhập,2025-06-30\nb,c,đổi tên,2026-01-01\nc,a,đổi tên,2026-02-01\n",
    )

    assert reasons(report) == [
        (3, "successor_code", "agencies_in_a_circle"),
        (4, "successor_code", "agencies_in_a_circle"),
    ]


def test_a_circle_that_stands_in_the_register_can_be_handed_in_again(session: Session):
    one, two = an_agency(session, code="a"), an_agency(session, code="b")
    for of, by in ((one, two), (two, one)):
        a_succession(session, of=of, by=by, on=date(2025, 6, 30))

    report = checked(
        session,
        Register.SUCCESSIONS,
        f"{SUCCESSIONS}a,b,sáp nhập,2025-06-30\nb,a,sáp nhập,2025-07-01\n",
    )

    assert reasons(report) == []


STAYS = "code,kind,name_vi,parent_code,parent_from,parent_to,valid_to\n"
DISTRICT = "d,huyện,D,p,,,2025-06-30"
ONLY_BELOW = "c,xã,C,d,,2025-06-30,"
AFTERWARDS = "c,xã,C,p,2025-07-01,,"
MERGED = f"{SUCCESSIONS}d,c,sáp nhập,2025-07-01\n"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([DISTRICT, ONLY_BELOW, AFTERWARDS], []),
        ([DISTRICT, ONLY_BELOW], [(2, "successor_code", "heir_stood_below")]),
        (["d,huyện,D,p,,,", "c,xã,C,d,,,"], [(2, "successor_code", "heir_stood_below")]),
        (
            ["d,huyện,D,p,,,", "b,xã,B,d,,,", "c,xã,C,b,,,"],
            [(2, "successor_code", "heir_stood_below")],
        ),
    ],
)
def test_an_agency_does_not_go_into_one_that_stands_only_below_it(
    session: Session, rows: list[str], found: list[object]
):
    imported(session, Register.AGENCIES, STAYS + "\n".join(["p,tỉnh,P,,,,", *rows]) + "\n")

    assert reasons(checked(session, Register.SUCCESSIONS, MERGED)) == found


@pytest.mark.parametrize(
    ("stay", "found"),
    [
        ("c,xã,C,p,,,", []),
        ("c,xã,C,d,,2025-06-30,", [(2, "parent_code", "stands_below_what_went_into_it")]),
        ("c,xã,C,b,,,", [(2, "parent_code", "stands_below_what_went_into_it")]),
    ],
)
def test_an_agency_is_not_placed_only_below_what_went_into_it(
    session: Session, stay: str, found: list[object]
):
    rows = ["p,tỉnh,P,,,,", DISTRICT, "b,xã,B,d,,2025-06-30,", "c,xã,C,,,,"]
    imported(session, Register.AGENCIES, STAYS + "\n".join(rows) + "\n")
    imported(session, Register.SUCCESSIONS, MERGED)

    assert reasons(checked(session, Register.AGENCIES, f"{STAYS}{stay}\n")) == found


def test_what_stands_below_itself_in_the_register_can_be_handed_in_again(session: Session):
    rows = f"{STAYS}p,tỉnh,P,,,,\n{DISTRICT}\n{ONLY_BELOW}\n"
    imported(session, Register.AGENCIES, rows)
    heir, old = (
        session.execute(select(Agency).where(Agency.code == code)).scalar_one() for code in "cd"
    )
    a_succession(session, of=old, by=heir, on=date(2025, 7, 1))

    for register, file in ((Register.AGENCIES, rows), (Register.SUCCESSIONS, MERGED)):
        report = checked(session, register, file)
        assert (reasons(report), set(report.counts)) == ([], {"unchanged"})


def test_agencies_may_change_places_from_one_day_to_the_next(session: Session):
    rows = ["a,sở,A,b,,2025-12-31", "b,sở,B,a,2026-01-01,"]

    assert checked(session, Register.AGENCIES, agencies(*rows)).faults == []


def test_a_tree_without_end_is_refused(session: Session):
    chain = [f"a{n},xã,A,a{n + 1},," for n in range(20)]

    report = checked(session, Register.AGENCIES, agencies(*chain, "a20,xã,A,,,"))

    assert {fault.code for fault in report.faults} == {"tree_too_deep"}


def test_a_parent_whose_own_row_has_a_fault_is_not_unknown_as_well(session: Session):
    report = checked(session, Register.AGENCIES, agencies("p,hội,P,,,", "a,xã,A,p,,"))

    assert reasons(report) == [(2, "kind", "unknown_choice")]


def test_all_faults_are_counted_and_the_first_thousand_listed(session: Session):
    report = checked(session, Register.AGENCIES, agencies(*["?,xã,A,,,"] * 1_500))

    assert (report.fault_count, len(report.faults)) == (1_500, MOST_LISTED)
    assert report.rows == 1_500


def test_a_file_with_a_fault_writes_nothing(session: Session):
    with pytest.raises(AssertionError):
        imported(session, Register.AGENCIES, agencies("a,xã,A,,,", "?,xã,B,,,"))

    assert session.execute(select(func.count(Agency.id))).scalar() == 0


def test_rows_outside_of_a_persons_part_of_the_tree_are_refused(session: Session):
    mine, other = an_agency(session, code="mine"), an_agency(session, code="other")
    rows = [
        "mine,xã,A,,,",
        "other,xã,B,,,",
        "new,xã,C,mine,,",
        "new2,xã,D,new,,",
        "new3,xã,E,other,,",
    ]

    report = checked(
        session,
        Register.AGENCIES,
        agencies(*rows, "new4,xã,F,,,"),
        bounds=Bounds(within={mine.id}, shared=False, top=False),
    )

    assert other.id != mine.id
    assert reasons(report) == [
        (3, "code", "out_of_reach"),
        (6, "parent_code", "out_of_reach"),
        (7, "parent_code", "parent_needed"),
    ]


def test_a_parent_that_is_nowhere_or_at_fault_itself_is_not_called_out_of_reach(session: Session):
    mine = an_agency(session, code="mine")
    rows = ["new,xã,A,nowhere,,", "bad,hội,B,mine,,", "new2,xã,C,bad,,"]

    report = checked(
        session,
        Register.AGENCIES,
        agencies(*rows),
        bounds=Bounds(within={mine.id}, shared=False, top=False),
    )

    assert reasons(report) == [(2, "parent_code", "unknown_agency"), (3, "kind", "unknown_choice")]


def test_flows_of_a_point_outside_of_a_persons_part_are_refused(session: Session):
    mine, other = a_point(session), a_point(session)
    a_procedure(session, national_code="1.001193")
    heading = "point_code,procedure_code,day,closed\n"
    rows = [f"{point.code},1.001193,2026-11-02,1\n" for point in (mine, other)]

    report = checked(
        session,
        Register.FLOWS,
        heading + "".join(rows),
        bounds=Bounds(within={mine.agency_id}, shared=False, top=False),
    )

    assert reasons(report) == [(3, "point_code", "out_of_reach")]


def test_statutory_limits_are_for_administrators(session: Session):
    mine = an_agency(session, code="mine")
    a_procedure(session, national_code="1.001193")
    heading = "procedure_code,agency_code,amount,unit,day_type\n"
    rows = ["1.001193,,3,ngày,làm việc\n", "1.001193,mine,2,ngày,làm việc\n"]

    report = checked(
        session,
        Register.TIME_LIMITS,
        heading + "".join(rows),
        bounds=Bounds(within={mine.id}, shared=False, top=False),
    )

    assert reasons(report) == [(2, "agency_code", "statutory_out_of_reach")]


def test_a_point_cannot_be_taken_out_of_anothers_part(session: Session):
    mine, other = an_agency(session, code="mine"), a_point(session)
    file = f"code,agency_code,kind,name_vi\n{other.code},mine,quầy,Q\n"

    report = checked(
        session, Register.POINTS, file, bounds=Bounds(within={mine.id}, shared=False, top=False)
    )

    assert reasons(report) == [(2, "code", "out_of_reach")]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("một,hai", "no_headings"),
        ("code,Mã cơ quan,kind,name_vi", "column_twice"),
        ("code,kind", "columns_missing"),
    ],
)
def test_a_first_row_that_does_not_fit_is_refused(session: Session, heading: str, code: str):
    with pytest.raises(Unreadable) as refusal:
        checked(session, Register.AGENCIES, heading + "\n")

    assert refusal.value.code == code


def test_headings_are_known_in_both_languages_in_any_order_without_accents():
    headings = match(FORMATS[Register.AGENCIES], ["TEN TIENG VIET", "Kind", "ma co quan", "Thêm"])

    assert [column.name for column in headings.places.values()] == ["name_vi", "kind", "code"]
    assert headings.unknown == ["Thêm"]


@pytest.mark.parametrize("format", FORMATS.values(), ids=lambda format: format.register.value)
def test_no_two_columns_of_a_register_are_called_alike(format):
    names = [column.heading(language) for column in format.columns for language in ("vi", "en")]

    assert len(match(format, [*names[::2]]).places) == len(format.columns)
    for column in format.columns:
        assert len(column.accepted) >= len(column.words)
        for value, words in column.words.items():
            assert {column.accepted[word] for word in [value]} == {value}
            assert len(words) >= 1


def test_every_reason_has_its_sentence():
    folders = (Path(importing.__file__).parent, Path(importing.__file__).parents[2] / "documents")
    calls = [
        node
        for folder in folders
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
    ]
    refusals = {code for call in calls if name_of(call) == "Unreadable" for code in words(call, 0)}
    faults = {code for call in calls if name_of(call) == "BadCell" for code in words(call, 0)}
    faults |= {code for call in calls if name_of(call) == "faults.add" for code in words(call, 3)}

    assert refusals <= REFUSALS.keys()
    assert faults <= FAULTS.keys()
    assert (len(refusals), len(faults)) > (10, 20)


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func)


def words(call: ast.Call, place: int) -> list[str]:
    """The code at this place of the arguments, where it stands there in words."""
    argument = call.args[place] if len(call.args) > place else None
    return [str(argument.value)] if isinstance(argument, ast.Constant) else []
