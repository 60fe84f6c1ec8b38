"""Whoever reads the past as it is now and as it was then cannot subtract the one from the other."""

from random import Random

import numpy as np
import pytest
from sqlalchemy import update

from survey.measures.figure import State
from survey.measures.selection import Lineage
from survey.measures.tables import Dimension
from survey.models.agency import AgencyPlacement
from tests.factories import a_cell, a_succession, a_version, an_agency
from tests.measures.asking import FEBRUARY, MARCH, the_scope
from tests.measures.test_pages_together import MONTHS, PERIODS, Reader, opened

LAST_OF_FEBRUARY = MARCH.replace(month=2, day=28)
MERGED = [
    [[9, 3, 0], [50, 50, 0], [9, 2, 9], [60, 60, 60]],
    [[3, 3, 0], [50, 50, 0], [20, 20, 20], [60, 60, 60]],
    [[9, 9, 0], [9, 9, 0], [3, 3, 3], [2, 2, 2]],
]


class ReaderOfBoth(Reader):
    """Opens every page of an agency in both readings, as somebody who sees all below `top`."""

    def __init__(self, session, *, top):
        super().__init__(session)
        self.top = top

    def opens(self, agency):
        for lineage in Lineage:
            for first, last in PERIODS:
                months = {"first": first, "last": last, "lineage": lineage}
                seen = {"seen_from": self.top.id, **months}
                scope = the_scope(self.session, agency=agency, **seen)
                found = opened(self.session, agency=agency, dimension=Dimension.AGENCY, **seen)
                self.notes(found.total, scope=scope, first=first, last=last, agency_id=agency.id)
                for row in found.rows:
                    self.notes(
                        row.figure,
                        scope=scope,
                        first=first,
                        last=last,
                        agency_id=row.key,
                        of=agency.id,
                    )

    def notes(self, figure, *, scope, first, last, agency_id, of=None):
        def counts(cell):
            path = scope.family.path(cell.agency_id, month=cell.period)
            if of is None:
                return agency_id in path
            below = path[path.index(of) + 1 :][:1] if of in path else None
            return below == ((agency_id,) if agency_id else ())

        cells = np.array([first <= cell.period <= last and counts(cell) for cell in self.cells])
        if figure.state is State.SHOWN:
            assert figure.n == self.n[cells].sum()
        if figure.state in (State.SHOWN, State.NO_DATA):
            self.shown.append(cells)


def an_heir(session, *, under):
    heir = an_agency(session)
    session.add(AgencyPlacement(agency_id=heir.id, parent_id=under.id, valid_from=MARCH))
    session.commit()
    return heir


def rated(session, *, agencies, counts):
    version = a_version(session)
    for agency, row in zip(agencies, counts, strict=True):
        for month, n in zip(MONTHS, row, strict=True):
            if n:
                a_cell(session, version=version, agency=agency, month=month, overall={"5": n})


@pytest.mark.parametrize("counts", MERGED)
def test_merged_agencies_as_they_are_and_as_they_were(session, counts):
    province = an_agency(session)
    communes = [an_agency(session, under=province) for _ in counts]
    heir = an_heir(session, under=province)
    for agency in communes[:2]:
        a_succession(session, of=agency, by=heir, on=MARCH)
    rated(session, agencies=[*communes, heir], counts=[*counts, [0, 0, 50]])
    reader = ReaderOfBoth(session, top=province)

    for agency in (province, *communes, heir):
        reader.opens(agency)

    assert reader.shown
    assert reader.finds() == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(12))
def test_districts_that_ended_and_communes_merged_across_them(session, seed):
    chance = Random(seed)
    province = an_agency(session)
    districts = [an_agency(session, under=province) for _ in range(2)]
    communes = [an_agency(session, under=districts[number // 3]) for number in range(6)]
    heirs = [an_heir(session, under=province) for _ in range(2)]
    for agency, heir in ((0, 0), (1, 0), (2, 1), (3, 1)):  # the third and fourth across the border
        a_succession(session, of=communes[agency], by=heirs[heir], on=MARCH)
    for agency in communes[4:]:
        move(session, agency=agency, to=province)
    usual = (1, 2, 3, 4, 6, 9, 30)
    before = [[chance.choice(usual), chance.choice(usual), 0] for _ in communes[:4]]
    stayed = [[chance.choice(usual) for _ in MONTHS] for _ in communes[4:]]
    after = [[0, 0, chance.choice(usual)] for _ in heirs]
    rated(session, agencies=[*communes, *heirs], counts=[*before, *stayed, *after])
    reader = ReaderOfBoth(session, top=province)

    for agency in (province, *districts, *communes, *heirs):
        reader.opens(agency)

    assert reader.shown
    assert reader.finds() == []


def move(session, *, agency, to):
    session.execute(
        update(AgencyPlacement)
        .where(AgencyPlacement.agency_id == agency.id)
        .values(valid_to=LAST_OF_FEBRUARY)
    )
    session.add(AgencyPlacement(agency_id=agency.id, parent_id=to.id, valid_from=MARCH))
    session.commit()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_district_of_large_communes_is_still_read_as_it_was(session):
    province = an_agency(session)
    district = an_agency(session, under=province)
    communes = [an_agency(session, under=district) for _ in range(3)]
    heir = an_heir(session, under=province)
    for agency in communes:
        a_succession(session, of=agency, by=heir, on=MARCH)
    counts = [[2, 2, 0], [40, 40, 0], [50, 50, 0]]
    rated(session, agencies=[*communes, heir], counts=[*counts, [0, 0, 70]])

    found = opened(
        session,
        agency=district,
        seen_from=province.id,
        first=FEBRUARY,
        last=FEBRUARY,
        lineage=Lineage.THEN,
        dimension=Dimension.AGENCY,
    )

    assert found.total.n == 92
