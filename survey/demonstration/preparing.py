"""From nothing to a province that can be tried: each step only where something is missing."""

from collections.abc import Iterator
from datetime import datetime

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey import db, schema
from survey.audit import Actor
from survey.clock import local_day
from survey.demonstration import (
    action_story,
    board_story,
    build,
    case_story,
    catalogue,
    featured,
    history,
    inspection_story,
    people,
    quality_records,
    quality_reviews,
    report,
    slips,
    standing,
    waiting,
)
from survey.demonstration.counter_history import World
from survey.demonstration.installation import Installation, write_private
from survey.demonstration.report import Report
from survey.demonstration.standing import Standing


def migrate(engine: Engine, *, reset: bool) -> Standing:
    """Bring a database to the present schema, emptied first of a province that is of no use.

    One of somebody else stays at its own schema: another version of the program may be using it.
    """
    if schema.revision(engine) is not None:
        with Session(engine) as session:
            if standing.of(session) is Standing.IN_USE:
                return Standing.IN_USE
    schema.migrate(engine)
    with Session(engine) as session:
        found = standing.of(session)
    if found is Standing.OUTDATED or (reset and found is Standing.READY):
        standing.wipe(engine)
        schema.migrate(engine)
        return Standing.EMPTY
    return found


def found_province(*, now: datetime, volume: float = 1.0) -> World:
    """Registers and questionnaires, with the mark that the years are still to come."""
    with db.transaction() as session:
        standing.note(session, action=standing.BEGUN, by=Actor(None, now))
        catalogue.take_in(session, by=Actor(None, now))
        return build.found(session, now=now, volume=volume)


def tell(world: World) -> Iterator[None]:
    """The two years, one step at a time."""
    yield from history.play(world)
    with db.transaction() as session:
        quality_records.build(session, today=world.chronicle.today)
        quality_reviews.build(session, today=world.chronicle.today)
        inspection_story.build(session, today=world.chronicle.today)
        board_story.build(session, today=world.chronicle.today)
        standing.note(session, action=standing.BUILT, by=Actor(None, world.now))


def make_ready(installation: Installation, *, now: datetime) -> Report:
    """Accounts, slips and waiting ratings in good supply; written down for people and tools."""
    with db.transaction() as session:
        accounts = people.ensure(
            session, known=report.passwords(installation.folder / report.FILE), now=now
        )
        session.flush()
        case_story.ensure(session, now=now)
        action_story.ensure(session, today=standing.built_on(session) or local_day(now))
        waiting.ensure(session, now=now)
        supply = slips.supplied(
            session, codes=report.codes(installation.folder / report.FILE), now=now
        )
        sheet = slips.sheet(session, supply=supply, base_url=installation.base_url, now=now)
        poster_code = featured.point(session).poster_code
        more = _demonstrated(session, now=now)
    write_private(installation.sheet, sheet)
    ready = Report(
        base_url=installation.base_url,
        slip_urls=[_url(installation, "citizen.slip", code=slip.code) for slip in supply],
        poster_url=_url(installation, "citizen.poster", code=poster_code),
        dashboard_url=_url(installation, "dashboard.results", agency_code=featured.AGENCY),
        journey_url=_url(installation, "demonstration.journey"),
        accounts=accounts,
        more=more,
    )
    report.write(installation.folder / report.FILE, ready)
    return ready


def _demonstrated(session: Session, *, now: datetime) -> dict[str, str]:
    """What the parts add that the survey does not know."""
    parts = current_app.extensions.get("demonstrated", ())
    return {name: value for add in parts for name, value in add(session, now=now).items()}


def _url(installation: Installation, endpoint: str, **values: str) -> str:
    path = current_app.url_map.bind(installation.address).build(endpoint, values)
    return installation.base_url + path
