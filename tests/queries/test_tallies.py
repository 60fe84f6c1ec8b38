"""Counts of ratings: the sums that the database keeps are those of the cells."""

from datetime import date

import pytest
from sqlalchemy import delete, func, select, update

from survey.models.flow import Flow, MonthlyFlow, PointFlow
from survey.models.rating import Channel
from survey.models.tally import AgencyTally, Cell, ProcedureTally, Tally
from survey.queries import closed_dossiers, tallies
from survey.queries.slices import Group, Members, Slice
from tests.factories import a_cell, a_flow, a_point, a_procedure, a_version, an_agency

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def of(*agencies, **filters):
    return Slice((Members(tuple(agency.id for agency in agencies), None, None),), **filters)


@pytest.fixture
def world(session):
    """Two points with two procedures and what nobody was sure of, in two months."""
    agency, version = an_agency(session), a_version(session)
    points = [a_point(session, agency=agency) for _ in range(2)]
    procedures = [a_procedure(session, at=point) for point in points]
    for number, point in enumerate(points, start=1):
        for month in (MARCH, APRIL):
            for procedure in (*procedures, None):
                where = {"point": point, "procedure": procedure, "version": version}
                answers = {"overall": {"4": number, "1": 1}, "staff": {"yes": number}}
                a_cell(session, month=month, **where, **answers)
    return agency, points, procedures, version


def test_the_sums_of_the_agency_are_those_of_its_cells(session, world):
    agency, *_, version = world
    cells = select(func.sum(Tally.n)).join(Cell).where(Tally.question == "overall")
    asked = {"overall": (version.id,)}

    for by in ((), (Group.MONTH,), (Group.PROCEDURE,), (Group.POINT,), (Group.AGENCY,)):
        rows = tallies.answered(session, of=of(agency), by=by, channel=Channel.SLIP, asked=asked)
        assert sum(row.n for row in rows) == session.execute(cells).scalar() == 30


def test_an_unknown_procedure_is_a_group_of_its_own(session, world):
    agency, _, (one, two), _ = world

    rows = tallies.responses(session, of=of(agency), by=(Group.PROCEDURE,))

    assert {row.key: row.n for row in rows} == {(one.id,): 10, (two.id,): 10, (None,): 10}


def test_a_filter_reads_the_same_from_every_table(session, world):
    agency, (point, _), (one, _), version = world
    asked = {"overall": (version.id,)}

    def answers(by, **filters):
        rows = tallies.answers(
            session, of=of(agency, **filters), by=by, channel=Channel.SLIP, asked=asked
        )
        return {(row.answer): row.n for row in rows}

    assert answers((), procedure_ids=(one.id,)) == {"4": 6, "1": 4}
    assert answers((), procedure_ids=(one.id,), point_id=point.id) == {"4": 2, "1": 2}
    assert answers((), point_id=point.id) == {"4": 6, "1": 6}


@pytest.mark.usefixtures("world")
def test_sums_follow_what_is_added_changed_and_removed(session):
    session.execute(update(Tally).where(Tally.answer == "4").values(n=Tally.n + 10))
    session.execute(update(Cell).values(responses=Cell.responses + 10))
    session.execute(delete(Tally).where(Tally.answer == "1"))
    session.execute(update(Tally).where(Tally.answer == "yes").values(answer="no", n=Tally.n * 2))
    session.commit()

    for table in (AgencyTally, ProcedureTally):
        sums = dict.fromkeys(["4", "1", "yes", "no", ""], 0)
        for answer, n in session.execute(select(table.answer, table.n)):
            sums[answer] += n
        assert sums == {"4": 18 + 120, "1": 0, "yes": 0, "no": 2 * 18, "": 30 + 120}


def test_dossiers_are_summed_by_month_while_they_come_and_go(session, world):
    agency, (point, _), (one, _), _ = world
    flows = [
        a_flow(session, point=point, procedure=one, day=day, closed=closed)
        for day, closed in ((date(2026, 3, 31), 5), (MARCH, 7), (APRIL, 11), (date(2026, 4, 2), 1))
    ]
    flows[0].day, flows[1].closed = date(2026, 4, 3), 70
    session.delete(flows[3])
    session.commit()

    for filters in ({}, {"procedure_ids": (one.id,)}, {"point_id": point.id}):
        rows = closed_dossiers.closed(session, of=of(agency, **filters), by=(Group.MONTH,))
        assert {row.key: row.closed for row in rows} == {(MARCH,): 70, (APRIL,): 16}
    days = session.execute(select(func.sum(Flow.closed))).scalar()
    for table in (MonthlyFlow, PointFlow):
        assert session.execute(select(func.sum(table.closed))).scalar() == days


def test_dossiers_over_all_procedures_are_those_of_each(session, world):
    agency, points, procedures, _ = world
    flows = [
        a_flow(session, point=point, procedure=procedure, day=day, closed=day.month)
        for point in points
        for procedure in procedures
        for day in (MARCH, date(2026, 3, 2), APRIL)
    ]
    session.execute(update(Flow).where(Flow.day == MARCH).values(closed=Flow.closed * 10))
    session.execute(update(Flow).where(Flow.day == APRIL).values(day=date(2026, 5, 1)))
    session.execute(delete(Flow).where(Flow.point_id == points[0].id, Flow.closed == 3))
    session.commit()

    for by in ((Group.MONTH,), (Group.POINT,), (Group.AGENCY,), (Group.POINT, Group.MONTH)):
        apart: dict = {}
        for key, closed in closed_dossiers.closed(
            session, of=of(agency), by=(*by, Group.PROCEDURE)
        ):
            apart[key[:-1]] = apart.get(key[:-1], 0) + closed
        assert dict(closed_dossiers.closed(session, of=of(agency), by=by)) == apart
    assert len(flows) == 12
    assert sum(apart.values()) == 4 * 30 + 4 * 4 + 2 * 3
