"""Pools of slips: drawn, printed, withdrawn."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from survey.audit import Actor
from survey.errors.problem import NotFound
from survey.errors.registers import (
    DayAfterEnd,
    LastDayTooEarly,
    NotOffered,
    PoolHandedOut,
    PoolUsed,
    SlipsOfThePast,
    TooFewToHide,
)
from survey.models.flow import Flow
from survey.models.slip import Slip, SlipPool
from survey.models.slip_code import digest
from survey.registry.slip_pools import PoolOrder, print_pool, withdraw
from survey.registry.slip_scopes import Scope
from tests.factories import a_point, a_procedure

BY = Actor(None, datetime(2026, 3, 2, 5, tzinfo=UTC))
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _context(app):
    with app.test_request_context():
        yield


@pytest.fixture
def point(session):
    return a_point(session)


@pytest.fixture
def draw(session, point):
    def draw(slips=20, *, scope=Scope(), days=14, **changed):  # noqa: B008
        wanted = {"valid_from": TODAY, "valid_to": TODAY + timedelta(days=days - 1)}
        order = PoolOrder(point=point, slips=slips, scope=scope, **wanted | changed)
        return print_pool(session, order=order, today=TODAY, by=BY)

    return draw


def test_the_database_keeps_the_digest_of_every_code_and_no_code(session, draw):
    printed = draw(20)

    kept = session.execute(select(Slip.digest).where(Slip.pool_id == printed.pool_id)).scalars()
    assert set(kept) == {digest(code) for code in printed.codes}
    assert len(set(printed.codes)) == 20


def test_the_rows_lie_in_another_order_than_the_paper(session, draw):
    printed = draw(50)

    stored = [bytes(row) for row in session.execute(select(Slip.digest)).scalars()]
    assert stored != [digest(code) for code in printed.codes]


def test_a_pool_counts_what_was_printed(session, draw):
    pool = session.get(SlipPool, draw(20, days=14).pool_id)

    assert (pool.printed, pool.used, pool.printed_on) == (20, 0, TODAY)
    assert (pool.valid_from, pool.valid_to) == (TODAY, date(2026, 3, 15))


def test_a_pool_belongs_to_something_that_is_offered(session, point, draw):
    here, elsewhere = a_procedure(session, at=point), a_procedure(session)

    pools = [
        draw(scope=Scope(procedure_id=here.id)),
        draw(scope=Scope(field_id=here.field_id)),
    ]
    assert len({pool.pool_id for pool in pools}) == 2
    for scope in (Scope(procedure_id=elsewhere.id), Scope(field_id=elsewhere.field_id)):
        with pytest.raises(NotOffered):
            draw(scope=scope)


def test_a_slip_must_be_able_to_hide_among_enough_dossiers(session, point, draw):
    rare, common = a_procedure(session, at=point), a_procedure(session, at=point)
    for procedure, closed in ((rare, 29), (common, 30)):
        session.add(Flow(point_id=point.id, procedure_id=procedure.id, day=TODAY, closed=closed))

    assert draw(scope=Scope(procedure_id=common.id)).codes
    assert draw(scope=Scope()).codes
    with pytest.raises(TooFewToHide):
        draw(scope=Scope(procedure_id=rare.id))


def test_slips_are_not_valid_backwards_nor_at_a_closed_point(point, draw):
    with pytest.raises(LastDayTooEarly):
        draw(valid_to=date(2026, 3, 1))
    point.valid_to = date(2026, 3, 1)
    with pytest.raises(DayAfterEnd):
        draw()


def test_slips_are_not_added_to_a_month_that_may_be_closed(session, draw):
    with pytest.raises(SlipsOfThePast):
        draw(valid_from=TODAY - timedelta(days=1))

    assert session.execute(select(SlipPool)).first() is None
    assert draw(valid_from=TODAY + timedelta(days=1)).codes


@pytest.mark.parametrize("slips", [0, 2001])
def test_a_pool_has_a_size(draw, slips):
    with pytest.raises(ValueError, match="slips must lie in"):
        draw(slips)


def test_a_pool_that_was_not_handed_out_can_be_withdrawn(session, point, draw):
    printed = draw()

    withdraw(session, pool_id=printed.pool_id, point=point, by=BY)

    assert session.execute(select(Slip)).first() is None
    assert session.execute(select(SlipPool)).first() is None


def test_the_number_of_a_withdrawn_pool_is_not_given_again(session, point, draw):
    """Its sheet still bears it, and an open page still offers to withdraw it."""
    withdrawn = draw()
    withdraw(session, pool_id=withdrawn.pool_id, point=point, by=BY)

    assert draw().pool_id > withdrawn.pool_id


@pytest.mark.parametrize(
    ("begins", "days_later", "may"), [(0, 0, True), (0, 1, False), (7, 6, True), (7, 7, False)]
)
def test_what_may_be_in_citizens_hands_is_not_withdrawn(
    session, point, draw, begins, days_later, may
):
    printed = draw(valid_from=TODAY + timedelta(days=begins))
    later = BY._replace(now=BY.now + timedelta(days=days_later))

    with nullcontext() if may else pytest.raises(PoolHandedOut):
        withdraw(session, pool_id=printed.pool_id, point=point, by=later)

    assert (session.execute(select(SlipPool)).first() is None) == may


def test_a_pool_that_was_rated_with_stays(session, point, draw):
    printed = draw()
    session.get(Slip, digest(printed.codes[0])).used_on = TODAY
    session.flush()

    with pytest.raises(PoolUsed):
        withdraw(session, pool_id=printed.pool_id, point=point, by=BY)


def test_a_pool_of_another_point_is_not_found(session, draw):
    with pytest.raises(NotFound):
        withdraw(session, pool_id=draw().pool_id, point=a_point(session), by=BY)


def test_nothing_is_called_withdrawn_that_never_was_at_the_point(session, point, draw):
    printed = draw()
    withdraw(session, pool_id=printed.pool_id, point=point, by=BY)
    elsewhere = a_point(session)
    elsewhere.agency_id = point.agency_id

    assert not withdraw(session, pool_id=printed.pool_id, point=point, by=BY)
    with pytest.raises(NotFound):
        withdraw(session, pool_id=printed.pool_id + 1, point=point, by=BY)
    with pytest.raises(NotFound):
        withdraw(session, pool_id=printed.pool_id, point=elsewhere, by=BY)
