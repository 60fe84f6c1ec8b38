"""What is exported is imported without a change, whatever stands in the registers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from survey.models.procedure import NATIONAL_CODE
from survey.registry.codes import IDENTIFIER
from survey.registry.importing.columns import Register
from survey.registry.importing.exporting import as_csv, as_xlsx
from survey.registry.importing.formats import FORMATS
from tests.factories import a_point, a_procedure, an_agency
from tests.registry.importing.files import NOW, checked, imported
from tests.registry.importing.registers import TABLES, fill

ONE_DATABASE = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def exported(session: Session, register: Register, *, kind: str, language: str) -> bytes:
    format = FORMATS[register]
    if kind == "csv":
        return b"".join(as_csv(session, format=format, language=language))
    return as_xlsx(session, format=format, language=language, now=NOW)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@ONE_DATABASE
@given(draw=st.data(), language=st.sampled_from(["vi", "en"]))
def test_an_export_changes_nothing_when_it_is_imported(
    session: Session, kind: str, draw: st.DataObject, language: str
):
    fill(session, draw)

    for register in Register:
        report = checked(
            session, register, exported(session, register, kind=kind, language=language)
        )
        assert (report.refusal, report.faults) == (None, [])
        assert set(report.counts) <= {"unchanged"}, report.samples


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@ONE_DATABASE
@given(draw=st.data())
def test_exports_carry_all_registers_into_an_empty_database(
    session: Session, kind: str, draw: st.DataObject
):
    fill(session, draw)
    files = {r: exported(session, r, kind=kind, language="vi") for r in Register}
    for table in TABLES:
        session.query(table).delete()
    session.commit()

    for register in Register:
        imported(session, register, files[register])

    assert {r: exported(session, r, kind=kind, language="vi") for r in Register} == files


@pytest.mark.parametrize(
    "code", ["1.001193", "2.000635.000.00.00.H29", "1.012753.H19", "3.000181.000.00.00"]
)
def test_what_the_form_of_procedures_takes_comes_back(session: Session, code: str):
    assert NATIONAL_CODE.fullmatch(code)
    point = a_point(session)
    a_procedure(session, at=point, national_code=code)

    for register in (Register.PROCEDURES, Register.OFFERINGS):
        report = checked(session, register, exported(session, register, kind="csv", language="vi"))
        assert (report.faults, report.oddities, report.counts) == ([], [], {"unchanged": 1})


@pytest.mark.parametrize("identifier", ["H29", "H29.13", "H29.13.1.2.3"])
def test_what_the_form_of_agencies_takes_comes_back(session: Session, identifier: str):
    assert IDENTIFIER.fullmatch(identifier)
    an_agency(session).identifier = identifier
    session.commit()

    file = exported(session, Register.AGENCIES, kind="csv", language="vi")

    assert checked(session, Register.AGENCIES, file).faults == []


def test_an_export_speaks_the_language_of_its_reader(session: Session):
    an_agency(session, code="xa-1", name="Xã Một")

    vietnamese = exported(session, Register.AGENCIES, kind="csv", language="vi").decode()
    english = exported(session, Register.AGENCIES, kind="csv", language="en").decode()

    assert vietnamese.startswith("\ufeffMã cơ quan,Loại cơ quan,Tên tiếng Việt")
    assert "xa-1,xã,Xã Một" in vietnamese
    assert english.startswith("\ufeffcode,kind,name_vi")
    assert "xa-1,commune,Xã Một" in english


def test_an_empty_register_gives_a_file_to_fill_in(session: Session):
    file = exported(session, Register.FLOWS, kind="csv", language="en")

    assert file.decode("utf-8-sig") == (
        "point_code,procedure_code,procedure_name,procedure_level,day,closed\r\n"
    )
