"""The application of a demonstration, with the ward that newcomers are led to and little else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from survey.demonstration import featured
from survey.models.point import Offering, PointKind, ServicePoint
from survey.models.slip_code import new_code
from survey.settings import Settings
from tests.databases import fresh_sqlite
from tests.demonstration.building import built
from tests.factories import a_procedure, a_version, an_agency


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url,
        secret_key="only-for-tests-0123456789-abcdefghij",
        base_url="http://localhost",
        simulated=True,
        var_dir=tmp_path,
    )


@pytest.fixture
def ward(session: Session) -> ServicePoint:
    """The featured counter, asked and open."""
    province = an_agency(session, code="tinh-mau", name="Ủy ban nhân dân tỉnh Mẫu")
    agency = an_agency(
        session, code=featured.AGENCY, name="Ủy ban nhân dân phường Mẫu Đông", under=province
    )
    a_version(session, asked_by=province)
    point = ServicePoint(
        code=featured.POINT,
        agency_id=agency.id,
        kind=PointKind.COUNTER,
        name_vi="Quầy 1",
        name_en="Counter 1",
        poster_code=new_code(),
        search="quay 1",
    )
    session.add(point)
    session.flush()
    procedure = a_procedure(session, national_code=featured.PROCEDURE)
    session.add(Offering(point_id=point.id, procedure_id=procedure.id))
    session.commit()
    return point


@pytest.fixture(scope="session")
def told(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Tỉnh Mẫu with a third of its dossiers; who asks for it only looks."""
    folder = tmp_path_factory.mktemp("stories")
    with built(fresh_sqlite(sqlite_template, folder), folder=folder, volume=0.3) as app:
        yield app
