"""Whoever opens every page and every period of it cannot work out what a few people answered."""

from itertools import combinations_with_replacement

import numpy as np
import pytest
from sqlalchemy import select

from survey.measures import headline
from survey.measures.breakdown import breakdown
from survey.measures.figure import State
from survey.measures.tables import Dimension
from survey.models.tally import Cell
from tests.factories import a_cell, a_point, a_procedure, a_version, an_agency
from tests.measures.asking import FEBRUARY, JANUARY, MARCH, the_scope
from tests.measures.attacker import found_group

MONTHS = (JANUARY, FEBRUARY, MARCH)
PERIODS = tuple(combinations_with_replacement(MONTHS, 2))


class Reader:
    """Notes of every figure that is shown which cells it sums up, and checks its n."""

    def __init__(self, session):
        self.session = session
        self.cells = list(session.scalars(select(Cell).order_by(Cell.id)))
        self.n = np.array([cell.responses for cell in self.cells])
        self.shown = []

    def reads(self, figure, *, first, last, **where):
        cells = np.array(
            [
                first <= cell.period <= last
                and all(getattr(cell, name) == value for name, value in where.items())
                for cell in self.cells
            ]
        )
        if figure.state is State.SHOWN:
            assert figure.n == self.n[cells].sum()
        if figure.state in (State.SHOWN, State.NO_DATA):
            self.shown.append(cells)

    def finds(self):
        return found_group(self.shown, n=self.n, threshold=5)


def opened(session, *, agency, first, last, dimension, **selected):
    scope = the_scope(session, agency=agency, first=first, last=last, **selected)
    return breakdown(session, scope=scope, dimension=dimension)


COUNTERS = [
    [[20, 21, 22], [3, 9, 9], [9, 9, 9]],
    [[20, 21, 22], [1, 1, 1], [9, 9, 9]],
    [[4, 4, 4], [4, 4, 4], [4, 4, 4]],
    [[30, 30, 2], [9, 1, 9], [2, 9, 9]],
    [[6, 0, 6], [1, 0, 0], [5, 5, 5]],
]


@pytest.mark.parametrize("counts", COUNTERS)
def test_counters_of_an_agency_in_every_period(session, counts):
    agency, version = an_agency(session), a_version(session)
    for row in counts:
        point = a_point(session, agency=agency)
        for month, n in zip(MONTHS, row, strict=True):
            if n:
                a_cell(session, version=version, point=point, month=month, overall={"5": n})
    reader = Reader(session)

    for first, last in PERIODS:
        found = opened(session, agency=agency, first=first, last=last, dimension=Dimension.POINT)
        reader.reads(found.total, first=first, last=last)
        for row in found.rows:
            reader.reads(row.figure, first=first, last=last, point_id=row.key)
            scope = the_scope(session, agency=agency, first=first, last=last, point_id=row.key)
            filtered = headline.of_index(session, scope)
            assert filtered.state is row.figure.state
            reader.reads(filtered, first=first, last=last, point_id=row.key)

    assert reader.shown
    assert reader.finds() == []


@pytest.mark.parametrize("counts", COUNTERS)
def test_procedures_and_fields_of_an_agency_in_every_period(session, counts):
    version, point = a_version(session), a_point(session, agency=(agency := an_agency(session)))
    procedures = [a_procedure(session, at=point) for _ in counts]
    procedures[1].field_id = procedures[0].field_id
    session.commit()
    for procedure, row in zip(procedures, counts, strict=True):
        for month, n in zip(MONTHS, row, strict=True):
            where = {"point": point, "procedure": procedure}
            if n:
                a_cell(session, version=version, month=month, overall={"5": n}, **where)
    reader = Reader(session)

    for first, last in PERIODS:
        months = {"first": first, "last": last}
        by_procedure = opened(session, agency=agency, dimension=Dimension.PROCEDURE, **months)
        reader.reads(by_procedure.total, **months)
        for row in by_procedure.rows:
            reader.reads(row.figure, procedure_id=row.key, **months)
        by_field = opened(session, agency=agency, dimension=Dimension.FIELD, **months)
        for row in by_field.rows:
            ids = [p.id for p in procedures if p.field_id == row.key]
            cells = [c.procedure_id in ids and first <= c.period <= last for c in reader.cells]
            if row.figure.state in (State.SHOWN, State.NO_DATA):
                reader.shown.append(np.array(cells))

    assert reader.finds() == []


@pytest.mark.parametrize("counts", COUNTERS)
def test_agencies_below_another_one_on_its_page_and_on_their_own(session, counts):
    province, version = an_agency(session), a_version(session)
    communes = [an_agency(session, under=province) for _ in counts]
    for agency, row in zip(communes, counts, strict=True):
        for month, n in zip(MONTHS, row, strict=True):
            if n:
                a_cell(session, version=version, agency=agency, month=month, overall={"5": n})
    reader = Reader(session)

    for first, last in PERIODS:
        months = {"first": first, "last": last}
        found = opened(session, agency=province, dimension=Dimension.AGENCY, **months)
        reader.reads(found.total, **months)
        for row in found.rows:
            reader.reads(row.figure, agency_id=row.key, **months)
        for agency in communes:
            scope = the_scope(session, agency=agency, seen_from=province.id, **months)
            reader.reads(headline.of_index(session, scope), agency_id=agency.id, **months)

    assert reader.finds() == []


def test_who_sees_one_agency_alone_is_not_bound_by_its_neighbours(session):
    province, version = an_agency(session), a_version(session)
    small, large = (an_agency(session, under=province) for _ in range(2))
    a_cell(session, version=version, agency=small, month=MARCH, overall={"5": 3})
    a_cell(session, version=version, agency=large, month=MARCH, overall={"5": 300})

    def state(**selected):
        return headline.of_index(session, the_scope(session, agency=large, **selected)).state

    assert state(seen_from=province.id) is State.TOO_FEW
    assert state() is State.SHOWN


def test_a_question_that_few_answered_is_hidden_by_its_own_count(session):
    agency, version = an_agency(session), a_version(session)
    one, two = (a_point(session, agency=agency) for _ in range(2))
    a_cell(session, version=version, point=one, month=MARCH, overall={"5": 50}, staff={"yes": 40})
    a_cell(session, version=version, point=two, month=MARCH, overall={"5": 50}, staff={"no": 2})

    def staff(**selected):
        scope = the_scope(session, agency=agency, **selected)
        found = breakdown(session, scope=scope, dimension=Dimension.FACTOR)
        return found.rows[0].figure.state

    assert staff() is State.SHOWN
    assert staff(point_id=two.id) is State.TOO_FEW
    assert staff(point_id=one.id) is State.TOO_FEW, "42 less 40 are the two"
