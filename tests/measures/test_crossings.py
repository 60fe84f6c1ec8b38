"""Whoever crosses places with procedures, on whatever page, cannot work out what a few answered."""

from random import Random

import numpy as np
import pytest

from survey.measures import headline
from survey.measures.breakdown import breakdown
from survey.measures.figure import State
from survey.measures.selection import Lineage
from survey.measures.tables import Dimension
from survey.models.rating import Channel
from tests.factories import a_cell, a_point, a_procedure, a_version, an_agency
from tests.measures.asking import FEBRUARY, MARCH, the_scope
from tests.measures.attacker import found_group
from tests.measures.test_lineages_together import move

SIZES = [0, 0, 1, 2, 3, 6, 9, 20, 30]
GRIDS = [
    [[3, 20, 9], [20, 30, 9], [40, 9, 9]],
    [[1, 7, 7], [7, 7, 7], [7, 7, 30]],
    [[9, 30, 6], [20, 3, 30], [9, 30, 1]],
    *(
        [[random.choice(SIZES) for _ in range(3)] for _ in range(3)]
        for random in map(Random, range(12))
    ),
]


class World:
    """Places by procedures in March: how many answered, and what of it is shown somewhere.

    That nobody asked for a procedure at a place is not known to the reader unless a page says so.
    """

    def __init__(self, session, grid, *, places, procedures):
        self.session, self.grid = session, np.array(grid)
        self.places, self.procedures = places, procedures
        self.shown = []

    def reads(self, figure, *, place=None, procedures=None):
        mask = np.zeros(self.grid.shape, bool)
        rows = [self.places.index(place)] if place is not None else slice(None)
        columns = [
            p for p, own in enumerate(self.procedures) if procedures is None or own.id in procedures
        ]
        mask[np.ix_(np.arange(len(self.places))[rows], columns)] = True
        if figure.state is State.SHOWN:
            assert figure.n == self.grid[mask].sum()
        if figure.state in (State.SHOWN, State.NO_DATA):
            self.shown.append(mask.ravel())

    def finds(self):
        return found_group(self.shown, n=self.grid.ravel(), threshold=5)

    def opens(self, *, dimension, place=None, procedures=None, **asked):
        """A page; `place` and `procedures` are what it is filtered by."""
        scope = the_scope(self.session, **asked)
        found = breakdown(self.session, scope=scope, dimension=dimension)
        self.reads(found.total, place=place, procedures=procedures)
        self.reads(headline.of_index(self.session, scope), place=place, procedures=procedures)
        for row in found.rows:
            if dimension is Dimension.PROCEDURE:
                self.reads(row.figure, place=place, procedures=[row.key])
            elif dimension is Dimension.FIELD:
                inside = [p.id for p in self.procedures if p.field_id == row.key]
                self.reads(row.figure, place=place, procedures=inside)
            else:
                (own,) = [one for one in self.places if one.id == row.key]
                self.reads(row.figure, place=own, procedures=procedures)


def procedures_in_two_fields(session, *, at):
    one, two, other = (a_procedure(session, at=at) for _ in range(3))
    two.field_id = one.field_id
    session.commit()
    return [one, two, other]


def answered(session, grid, *, places, procedures, where):
    version = a_version(session)
    for place, line in zip(places, grid, strict=True):
        for procedure, n in zip(procedures, line, strict=True):
            if n:
                a_cell(
                    session,
                    version=version,
                    procedure=procedure,
                    month=MARCH,
                    overall={"5": n},
                    **{where: place},
                )


@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_counters_of_an_agency(session, grid):
    agency = an_agency(session)
    points = [a_point(session, agency=agency) for _ in grid]
    procedures = procedures_in_two_fields(session, at=points[0])
    answered(session, grid, places=points, procedures=procedures, where="point")
    world = World(session, grid, places=points, procedures=procedures)

    for dimension in (Dimension.POINT, Dimension.FIELD, Dimension.PROCEDURE):
        world.opens(dimension=dimension, agency=agency)
    for point in points:
        for dimension in (Dimension.FIELD, Dimension.PROCEDURE):
            world.opens(dimension=dimension, agency=agency, point_id=point.id, place=point)
    filters(world, agency=agency, dimension=Dimension.POINT)

    assert world.shown
    assert world.finds() == []


@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_agencies_below_another_one(session, grid):
    province = an_agency(session)
    communes = [an_agency(session, under=province) for _ in grid]
    procedures = procedures_in_two_fields(session, at=a_point(session, agency=communes[0]))
    answered(session, grid, places=communes, procedures=procedures, where="agency")
    world = World(session, grid, places=communes, procedures=procedures)

    for dimension in (Dimension.AGENCY, Dimension.FIELD, Dimension.PROCEDURE):
        world.opens(dimension=dimension, agency=province)
    for commune in communes:
        for dimension in (Dimension.FIELD, Dimension.PROCEDURE):
            world.opens(dimension=dimension, agency=commune, seen_from=province.id, place=commune)
    filters(world, agency=province, dimension=Dimension.AGENCY)

    assert world.shown
    assert world.finds() == []


def test_what_nobody_answered_at_a_place_by_this_channel_is_no_data(session):
    province, version = an_agency(session), a_version(session)
    district = an_agency(session, under=province)
    commune = an_agency(session, under=district)
    procedure = a_procedure(session, at=a_point(session, agency=commune))
    a_cell(
        session,
        version=version,
        agency=commune,
        procedure=procedure,
        month=MARCH,
        channel=Channel.POSTER,
        overall={"5": 9},
    )

    scope = the_scope(
        session,
        agency=commune,
        seen_from=province.id,
        procedure_id=procedure.id,
        version_id=version.id,
    )

    assert headline.of_index(session, scope).state is State.NO_DATA
    assert breakdown(session, scope=scope, dimension=Dimension.PROCEDURE).rows == ()


@pytest.mark.parametrize("before", [3, 9])
@pytest.mark.parametrize("at", ["point", "agency"])
def test_an_agency_that_moved_is_read_across_its_places(session, before, at):
    """As it was then it stood in two places; months in both are the sum of what either tells."""
    province, version = an_agency(session), a_version(session)
    district, other = (an_agency(session, under=province) for _ in range(2))
    neighbours = [an_agency(session, under=above) for above in (district, district, other, other)]
    commune = an_agency(session, under=district)
    point = a_point(session, agency=commune)
    move(session, agency=commune, to=other)
    few, many = (a_procedure(session, at=point) for _ in range(2))
    for month, n in ((FEBRUARY, before), (MARCH, 10)):
        for procedure, answers in ((few, n), (many, 60)):
            where = {"point": point, "procedure": procedure, "month": month}
            a_cell(session, version=version, overall={"5": answers}, **where)
            for neighbour in neighbours:
                where = {"agency": neighbour, "procedure": procedure, "month": month}
                a_cell(session, version=version, overall={"5": 60}, **where)

    def shown(first, *, last=MARCH):
        asked = {"agency": commune, "seen_from": province.id, "lineage": Lineage.THEN}
        if at == "point":
            asked["point_id"] = point.id
        scope = the_scope(session, first=first, last=last, procedure_id=few.id, **asked)
        (row,) = breakdown(session, scope=scope, dimension=Dimension.PROCEDURE).rows
        figure = headline.of_index(session, scope)
        assert row.figure == figure
        return figure.n

    months = [shown(FEBRUARY, last=FEBRUARY), shown(MARCH), shown(FEBRUARY)]
    assert months == ([9, 10, 19] if before == 9 else [None, 10, None])


def filters(world, *, agency, dimension):
    """By procedure and by field, the places beside each other."""
    for procedure in world.procedures:
        asked = {"agency": agency, "procedure_id": procedure.id}
        world.opens(dimension=dimension, procedures=[procedure.id], **asked)
    for field_id in {procedure.field_id for procedure in world.procedures}:
        inside = [p.id for p in world.procedures if p.field_id == field_id]
        asked = {"agency": agency, "field_id": field_id}
        world.opens(dimension=dimension, procedures=inside, **asked)
