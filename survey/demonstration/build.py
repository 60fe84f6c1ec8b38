"""Building Tỉnh Mẫu into an empty database."""

from datetime import datetime

from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.clock import local_day
from survey.demonstration import (
    methods,
    named,
    quality_story,
    registers,
    reported,
    running_plan,
)
from survey.demonstration.chronicle import Chronicle
from survey.demonstration.counter_history import World
from survey.demonstration.plan import province
from survey.demonstration.registers import Site

PROVINCE = "tinh-mau"
ASKS_THREE_LEVELS = "so-tu-phap"
ASK_NINE_INDICATORS = ("so-giao-duc-dao-tao", "xa-mau-bac", "xa-mau-phu-dien")
USUAL_VOLUME = 1.22


def found(session: Session, *, now: datetime, months: int = 24, volume: float = 1.0) -> World:
    """Write the registers and the questionnaires."""
    chronicle = Chronicle(local_day(now), months=months)
    site = Site(session, province(), chronicle, Actor(None, now))
    counters = registers.build(site)
    reported.build(session, under=named.agency(session, PROVINCE))
    quality_story.build(session, today=chronicle.today, volume=volume)
    running_plan.build(session, today=chronicle.today, volume=volume)
    forms = methods.build(
        session,
        province=named.agency(session, PROVINCE),
        levels_in=named.agency(session, ASKS_THREE_LEVELS),
        nine_in=[named.agency(session, code) for code in ASK_NINE_INDICATORS],
        chronicle=chronicle,
    )
    return World(chronicle, counters, forms, volume=volume * USUAL_VOLUME, now=now)
