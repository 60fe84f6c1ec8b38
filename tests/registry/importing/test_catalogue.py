"""The catalogue that is shipped goes through the import like any other file."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.procedure import Procedure, TimeLimit
from survey.registry import catalogue
from survey.registry.importing.columns import Register
from tests.registry.importing.files import checked, imported

FOLDER = Path(catalogue.__file__).parent


@pytest.fixture
def loaded(session: Session) -> Session:
    for register, name in (
        (Register.PROCEDURES, "procedures.csv"),
        (Register.TIME_LIMITS, "time_limits.csv"),
        (Register.AGENCIES, "provinces.csv"),
    ):
        imported(session, register, (FOLDER / name).read_bytes())
    return session


def test_everything_in_it_is_taken_over(loaded: Session):
    counted = [
        loaded.execute(select(func.count()).select_from(table)).scalar()
        for table in (Procedure, TimeLimit, Agency)
    ]

    assert counted == [123, 48, 34]
    again = checked(loaded, Register.PROCEDURES, (FOLDER / "procedures.csv").read_bytes())
    assert again.counts == {"unchanged": 123}


def test_unknown_codes_stay_empty_and_known_ones_say_how_certain_they_are(loaded: Session):
    procedures = loaded.execute(select(Procedure)).scalars().all()

    assert len([p for p in procedures if p.national_code]) == 74
    assert all("chưa đối chiếu" in p.note for p in procedures if p.national_code)
    assert all(agency.identifier is None for agency in loaded.execute(select(Agency)).scalars())


def test_a_limit_with_all_its_parts_is_kept_as_such(loaded: Session):
    marriage = loaded.execute(
        select(TimeLimit)
        .join(Procedure, Procedure.id == TimeLimit.procedure_id)
        .where(Procedure.national_code == "1.000894")
    ).scalar_one()

    assert (marriage.amount, marriage.same_day, marriage.cutoff_hour) == (1, True, 15)
    assert marriage.verified_amount == 5
    assert "cần xác minh" in marriage.as_stated
