"""The months of a period, and where a series is broken."""

from datetime import date

from survey.measures.figure import State
from survey.measures.selection import Lineage
from survey.measures.tables import BreakReason
from survey.measures.trend import trend
from survey.models.agency import SuccessionKind
from survey.models.point import Offering
from tests.factories import (
    a_cell,
    a_definition,
    a_point,
    a_procedure,
    a_succession,
    a_version,
    an_agency,
)
from tests.measures.asking import APRIL, FEBRUARY, JANUARY, MARCH, MAY, the_scope

JUNE = date(2026, 6, 1)


def the_trend(session, *, agency, first=JANUARY, last=MAY, **selected):
    scope = the_scope(session, agency=agency, first=first, last=last, **selected)
    return trend(session, scope=scope)


def breaks(found):
    return {one.month: one.reasons for one in found.breaks}


def test_every_month_of_the_period_is_there(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    version = a_version(session)
    for month, n in ((JANUARY, 10), (MARCH, 20), (MAY, 30)):
        a_cell(session, version=version, point=point, month=month, overall={"5": n})

    found = the_trend(session, agency=agency, last=JUNE)

    assert [point.figure.n for point in found.points] == [10, None, 20, None, 30, None]
    assert found.points[1].figure.state is State.NO_DATA
    assert found.points[5].figure.state is State.NOT_SEALED
    assert found.breaks == ()


def test_a_month_is_hidden_where_the_next_one_would_give_it_away(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    version = a_version(session)
    for month, n in ((JANUARY, 10), (FEBRUARY, 3), (MARCH, 20)):
        a_cell(session, version=version, point=point, month=month, overall={"5": n})

    found = the_trend(session, agency=agency, last=MARCH)

    assert [point.figure.n for point in found.points] == [None, None, 20]


def test_another_method_breaks_the_series_and_is_not_pooled(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    old = a_version(session)
    other = a_definition(key="other").plain()
    other["index"] = {"aggregate": "mean_0_100", "overall": ["overall"]}
    new = a_version(session, definition=type(a_definition()).model_validate(other))
    a_cell(session, version=old, point=point, month=FEBRUARY, overall={"5": 10})
    a_cell(session, version=old, point=point, month=MARCH, overall={"5": 10})
    a_cell(session, version=new, point=point, month=MARCH, overall={"1": 8})
    a_cell(session, version=new, point=point, month=APRIL, overall={"1": 9})

    found = the_trend(session, agency=agency, first=FEBRUARY, last=APRIL)

    assert [point.figure.n for point in found.points] == [10, 8, 9]
    assert breaks(found) == {MARCH: (BreakReason.METHOD,)}


def test_a_new_version_of_the_same_method_is_pooled_and_marked(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    first = a_version(session)
    definition = a_definition(key=first.questionnaire.code)
    changed = definition.model_copy(update={"description": {"vi": "Mới", "en": "New"}})
    second = a_version(session, definition=changed, after=first)
    a_cell(session, version=first, point=point, month=MARCH, overall={"5": 10})
    a_cell(session, version=first, point=point, month=APRIL, overall={"5": 10})
    a_cell(session, version=second, point=point, month=APRIL, overall={"1": 10})

    found = the_trend(session, agency=agency, first=MARCH, last=APRIL)

    assert [point.figure.n for point in found.points] == [10, 20]
    assert breaks(found) == {APRIL: (BreakReason.VERSION,)}


def test_a_version_asked_for_breaks_nothing_in_months_that_did_not_ask_it(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    version = a_version(session)
    a_cell(session, version=a_version(session), point=point, month=MARCH, overall={"1": 10})
    a_cell(session, version=version, point=point, month=APRIL, overall={"5": 10})

    found = the_trend(session, agency=agency, first=FEBRUARY, last=APRIL, version_id=version.id)

    assert [point.figure.n for point in found.points] == [None, None, 10]
    assert breaks(found) == {}


def test_a_merger_breaks_the_series_of_what_came_out_of_it(session):
    province = an_agency(session)
    old, new = (an_agency(session, under=province) for _ in range(2))
    a_succession(session, of=old, by=new, on=MARCH)
    version = a_version(session)
    a_cell(session, version=version, agency=old, month=FEBRUARY, overall={"5": 10})
    a_cell(session, version=version, agency=new, month=MARCH, overall={"5": 20})

    of_commune = the_trend(session, agency=new, first=FEBRUARY, last=MARCH)
    of_province = the_trend(session, agency=province, first=FEBRUARY, last=MARCH)

    assert [point.figure.n for point in of_commune.points] == [10, 20]
    assert breaks(of_commune) == {MARCH: (BreakReason.SUCCESSION,)}
    assert breaks(of_province) == {}


def test_a_new_name_breaks_no_series(session):
    province = an_agency(session)
    old, new = (an_agency(session, under=province) for _ in range(2))
    a_succession(session, of=old, by=new, on=MARCH, kind=SuccessionKind.RENAME)
    procedure, version = a_procedure(session), a_version(session)
    for agency, dates in ((old, {"valid_to": date(2026, 2, 28)}), (new, {"valid_from": MARCH})):
        point = a_point(session, agency=agency)
        session.add(Offering(point_id=point.id, procedure_id=procedure.id, **dates))
    session.commit()
    a_cell(session, version=version, agency=old, month=FEBRUARY, overall={"5": 10})
    a_cell(session, version=version, agency=new, month=MARCH, overall={"5": 20})

    trend = the_trend(session, agency=new, first=FEBRUARY, last=MARCH)

    assert [point.figure.n for point in trend.points] == [10, 20]
    assert breaks(trend) == {}


def test_a_large_change_of_what_is_offered_breaks_the_series(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    version = a_version(session)
    for _ in range(9):
        a_procedure(session, at=point)
    new = a_procedure(session)
    session.add(Offering(point_id=point.id, procedure_id=new.id, valid_from=APRIL))
    session.commit()
    for month in (MARCH, APRIL, MAY):
        a_cell(session, version=version, point=point, month=month, overall={"5": 10})

    assert breaks(the_trend(session, agency=agency, first=MARCH)) == {APRIL: (BreakReason.OFFER,)}

    for _ in range(3):
        a_procedure(session, at=point)
    assert breaks(the_trend(session, agency=agency, first=MARCH)) == {}


def test_as_it_was_then_each_month_counts_those_below_in_that_month(session):
    province = an_agency(session)
    old, new = (an_agency(session, under=province) for _ in range(2))
    a_succession(session, of=old, by=new, on=MARCH)
    version = a_version(session)
    for month in (FEBRUARY, MARCH):
        a_cell(session, version=version, agency=old, month=month, overall={"5": 10})
        a_cell(session, version=version, agency=new, month=month, overall={"5": 20})

    now = the_trend(session, agency=new, first=FEBRUARY, last=MARCH)
    then = the_trend(session, agency=province, first=FEBRUARY, last=MARCH, lineage=Lineage.THEN)

    assert [point.figure.n for point in now.points] == [30, 30]
    assert [point.figure.n for point in then.points] == [30, 20]
