"""A plan that runs while the story is told: one thing is reached, another falls behind.

So that somebody sees progress, the forecast and what to do about it, and can draw whom to invite.
"""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from survey.demonstration import named
from survey.measures.handed_on import of_quarter
from survey.models.measurement_plan import (
    MeasurementPlan,
    PlanItem,
    PlanVersion,
    PlanWave,
    SampleRule,
)
from survey.models.rating import Channel
from survey.queries import points

AGENCY, COUNTER = "phuong-mau-dong", "mau-dong-3"
QUARTERS = ("I", "II", "III", "IV")
ANSWERS_OF_ALL = 600
ANSWERS_OF_COUNTER = 1_200
"""At the usual volume a quarter brings some 3,600 of the ward and 700 of this counter."""


def build(session: Session, *, today: date, volume: float) -> None:
    """The quarter of today, approved before it began."""
    number = (today.month + 2) // 3
    quarter = of_quarter(today.year, number)
    first_day, last_day = quarter.first, quarter.end
    told = f"quý {QUARTERS[number - 1]} năm {today.year}"
    counter = points.by_code(session, code=COUNTER)
    if counter is None:
        raise LookupError(COUNTER)
    items = [
        _item(ANSWERS_OF_ALL, volume=volume),
        _item(ANSWERS_OF_COUNTER, volume=volume, point_id=counter.id),
    ]
    wave = PlanWave(first_day=first_day, last_day=last_day)
    made_on = first_day - timedelta(days=30)
    version = PlanVersion(number=1, made_on=made_on, items=items, waves=[wave])
    plan = MeasurementPlan(
        agency_id=named.agency(session, AGENCY).id,
        title=f"Kế hoạch đo lường sự hài lòng {told} (mô phỏng)",
        first_day=first_day,
        last_day=last_day,
        responsible="Văn phòng HĐND và UBND",
        channel=Channel.SLIP,
        created_on=made_on,
        submitted_on=made_on + timedelta(days=10),
        approved_on=made_on + timedelta(days=15),
        versions=[version],
    )
    session.add(plan)
    session.flush()


def _item(answers: int, *, volume: float, point_id: int | None = None) -> PlanItem:
    return PlanItem(
        rule=SampleRule.QUOTA, target=max(round(answers * volume), 1), point_id=point_id
    )
