"""Figures by groups: what belongs to which group, and what stands beside it."""

from survey.measures.breakdown import breakdown
from survey.measures.figure import State
from survey.measures.tables import Dimension
from survey.models.rating import Channel
from tests.factories import a_cell, a_flow, a_point, a_pool, a_procedure, a_version, an_agency
from tests.measures.asking import FEBRUARY, MARCH, the_scope


def rows(session, *, by, agency, **selected):
    scope = the_scope(session, agency=agency, **selected)
    return {row.key: row for row in breakdown(session, scope=scope, dimension=by).rows}


def shares(session, *, by, agency, **selected):
    found = rows(session, by=by, agency=agency, **selected)
    return {
        key: (row.figure.n, row.figure.satisfied.value if row.figure.is_shown else row.figure.state)
        for key, row in found.items()
    }


def test_counters_with_what_no_counter_is_known_of(session):
    agency, version = an_agency(session), a_version(session)
    one, two = (a_point(session, agency=agency) for _ in range(2))
    a_cell(session, version=version, point=one, month=MARCH, overall={"5": 20})
    a_cell(session, version=version, point=two, month=MARCH, overall={"1": 10, "4": 10})
    a_cell(session, version=version, agency=agency, month=MARCH, overall={"1": 6})

    found = shares(session, by=Dimension.POINT, agency=agency)

    assert found == {one.id: (20, 1), two.id: (20, 0.5), None: (6, 0)}


def test_procedures_and_their_fields_with_what_nobody_was_sure_of(session):
    version, point = a_version(session), a_point(session, agency=(agency := an_agency(session)))
    birth, marriage = (a_procedure(session, at=point) for _ in range(2))
    for procedure, answer in ((birth, "5"), (marriage, "1"), (None, "4")):
        where = {"point": point, "procedure": procedure}
        a_cell(session, version=version, month=MARCH, overall={answer: 8}, **where)

    by_procedure = shares(session, by=Dimension.PROCEDURE, agency=agency)
    by_field = shares(session, by=Dimension.FIELD, agency=agency)

    assert by_procedure == {birth.id: (8, 1), marriage.id: (8, 0), None: (8, 1)}
    assert by_field == {birth.field_id: (8, 1), marriage.field_id: (8, 0), None: (8, 1)}


def test_agencies_below_and_what_is_the_agencys_own(session):
    province, version = an_agency(session), a_version(session)
    district = an_agency(session, under=province)
    commune = an_agency(session, under=district)
    for agency, answer in ((province, "1"), (district, "4"), (commune, "5")):
        a_cell(session, version=version, agency=agency, month=MARCH, overall={answer: 9})

    assert shares(session, by=Dimension.AGENCY, agency=province) == {
        district.id: (18, 1),
        None: (9, 0),
    }
    assert shares(session, by=Dimension.AGENCY, agency=commune) == {}


def test_a_filter_narrows_the_other_breakdowns(session):
    version, agency = a_version(session), an_agency(session)
    one, two = (a_point(session, agency=agency) for _ in range(2))
    birth, marriage = (a_procedure(session, at=one) for _ in range(2))
    for point, procedure, n in (
        (one, birth, 11),
        (one, marriage, 12),
        (two, birth, 13),
        (two, marriage, 14),
    ):
        where = {"point": point, "procedure": procedure}
        a_cell(session, version=version, month=MARCH, overall={"5": n}, **where)

    def counts(by, **selected):
        found = rows(session, by=by, agency=agency, **selected)
        return {key: row.figure.n for key, row in found.items()}

    assert counts(Dimension.POINT, procedure_id=birth.id) == {one.id: 11, two.id: 13}
    assert counts(Dimension.POINT, field_id=marriage.field_id) == {one.id: 12, two.id: 14}
    assert counts(Dimension.PROCEDURE, point_id=two.id) == {birth.id: 13, marriage.id: 14}
    assert counts(Dimension.FIELD, point_id=two.id, procedure_id=birth.id) == {birth.field_id: 13}


def test_questions_and_factors_are_each_counted_by_their_own_answers(session):
    version, point = a_version(session), a_point(session, agency=(agency := an_agency(session)))
    answers = {"overall": {"5": 20}, "staff": {"yes": 6, "no": 2}}
    a_cell(session, version=version, point=point, month=MARCH, **answers)

    assert shares(session, by=Dimension.QUESTION, agency=agency) == {
        "overall": (20, 1),
        "staff": (8, 0.75),
    }
    assert shares(session, by=Dimension.FACTOR, agency=agency) == {"staff": (8, 0.75)}


def test_channels_and_months_are_rows_too(session):
    version, point = a_version(session), a_point(session, agency=(agency := an_agency(session)))
    for month, channel, n in ((FEBRUARY, "slip", 8), (MARCH, "slip", 9), (MARCH, "kiosk", 7)):
        where = {"point": point, "channel": Channel(channel)}
        a_cell(session, version=version, month=month, overall={"5": n}, **where)

    selected = {"first": FEBRUARY, "last": MARCH, "agency": agency}
    channels = rows(session, by=Dimension.CHANNEL, **selected)
    months = rows(session, by=Dimension.MONTH, **selected)

    assert {key: row.figure.n for key, row in channels.items()} == {
        "slip": 17,
        "poster": None,
        "kiosk": 7,
    }
    assert {key: row.figure.n for key, row in months.items()} == {"2026-02-01": 8, "2026-03-01": 9}


def test_rows_carry_their_own_denominator(session):
    version, agency = a_version(session), an_agency(session)
    one, two = (a_point(session, agency=agency) for _ in range(2))
    birth = a_procedure(session, at=one)
    a_cell(session, version=version, point=one, procedure=birth, month=MARCH, overall={"5": 20})
    a_flow(session, point=one, procedure=birth, day=MARCH, closed=80)
    a_flow(session, point=two, procedure=birth, day=MARCH, closed=30)
    a_pool(session, point=one, valid_from=MARCH, printed=50, used=20, field_id=birth.field_id)

    points = rows(session, by=Dimension.POINT, agency=agency)
    fields = rows(session, by=Dimension.FIELD, agency=agency)
    procedures = rows(session, by=Dimension.PROCEDURE, agency=agency)

    assert (points[one.id].rate.of_closed, points[one.id].rate.of_printed) == (0.25, 0.4)
    assert points[two.id].figure.state is State.NO_DATA
    assert (points[two.id].population, points[two.id].rate.of_closed) == (30, 0)
    assert fields[birth.field_id].rate.of_printed == 0.4
    assert (procedures[birth.id].population, procedures[birth.id].rate.printed) == (110, None)


def test_names_are_in_both_languages_and_in_order(session):
    version, agency = a_version(session), an_agency(session)
    for name in ("Quầy C", "Quầy A", "Quầy B"):
        point = a_point(session, agency=agency, name=name)
        a_cell(session, version=version, point=point, month=MARCH, overall={"5": 9})

    found = rows(session, by=Dimension.POINT, agency=agency).values()

    assert [row.name["vi"] for row in found] == ["Quầy A", "Quầy B", "Quầy C"]
    assert {row.name["en"] for row in found} == {"Counter 1"}
