"""What a record says in words: on its page and on paper alike."""

from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from survey.i18n import language
from survey.measures import basis, methods
from survey.models.agency import Agency
from survey.models.measurement_plan import MeasurementPlan
from survey.models.measurement_record import Attainment, MeasurementRecord, RecordFigure
from survey.models.wording import in_language
from survey.quality import plan_items
from survey.queries import measurement_records, versions
from survey.staff import record_words
from survey.staff.record_words import PER_CENT

OBJECTIVES = {
    Attainment.MET: _l(
        "The objective of %(target)s is met: the whole interval lies at or above it."
    ),
    Attainment.NOT_MET: _l(
        "The objective of %(target)s is not met: the whole interval lies below it."
    ),
    Attainment.CANNOT_TELL: _l(
        "Whether the objective of %(target)s is met cannot be told: it lies within the interval. "
        "With more answers it could be told."
    ),
}
RISEN = _l("Since the record before, the share has risen by %(points)s points.")
FALLEN = _l("Since the record before, the share has fallen by %(points)s points.")
UNCHANGED = _l("Since the record before, no change can be told from chance: %(points)s points.")


def names(session: Session, *, record: MeasurementRecord, agency: Agency) -> dict[int | None, str]:
    """What was measured, by the item; the agency itself is the whole."""
    known = plan_items.named(session, agency=agency, items=record.items)
    return {
        figure.item_id: known[plan_items.key_of(figure.item) if figure.item else plan_items.AGENCY]
        for figure in record.figures
    }


def questionnaire(session: Session, *, record: MeasurementRecord) -> str:
    """What was asked: title and versions that were counted together."""
    found = versions.by_ids(session, ids=basis.read(record.figures[0].basis).version_ids)
    if not found:
        return "–"
    title = in_language(methods.parsed(found[0].definition).title, language())
    numbers = ", ".join(str(version.number) for version in reversed(found))
    return _("%(title)s, version %(number)s", title=title, number=numbers)


def meanings(record: MeasurementRecord) -> list[str]:
    """The figures of the agency as a whole, one plain sentence each."""
    figure = record.figures[0]
    found = [_of_share(figure), _of_rate(figure), _of_objective(record, figure), _of_change(figure)]
    return [sentence for sentence in found if sentence]


def place(plan: MeasurementPlan, *, record: MeasurementRecord) -> int | None:
    """The number of the wave in the present version of the plan, while it has it."""
    waves = [(wave.first_day, wave.last_day) for wave in plan.current.waves]
    wanted = (record.first_day, record.last_day)
    return waves.index(wanted) + 1 if wanted in waves else None


def newer(session: Session, *, record: MeasurementRecord) -> MeasurementRecord | None:
    """The record that took its place."""
    of_wave = measurement_records.of_wave(
        session, plan_id=record.plan_id, first_day=record.first_day, last_day=record.last_day
    )
    return of_wave[0] if of_wave and of_wave[0].number > record.number else None


def _of_share(figure: RecordFigure) -> str:
    if figure.is_hidden:
        return _("Too few answered to show what they said without giving somebody away.")
    if figure.share_limits is None or figure.n is None:
        return _("Nobody answered in this wave.")
    share, lower, upper = (format_percent(one, PER_CENT) for one in figure.share_limits)
    return _(
        "Of %(n)s people who answered, %(share)s were satisfied; of all whom they stand for it is, "
        "with 95 %% confidence, between %(lower)s and %(upper)s.",
        n=format_decimal(figure.n),
        share=share,
        lower=lower,
        upper=upper,
    )


def _of_rate(figure: RecordFigure) -> str:
    if not figure.closed or figure.ratings is None:
        return ""
    return _(
        "%(ratings)s ratings came for %(closed)s closed dossiers, that is %(rate)s of them.",
        ratings=format_decimal(figure.ratings),
        closed=format_decimal(figure.closed),
        rate=format_percent(figure.ratings / figure.closed, PER_CENT),
    )


def _of_objective(record: MeasurementRecord, figure: RecordFigure) -> str:
    if figure.attainment is None or record.target_per_mille is None:
        return ""
    target = format_percent(record.target_per_mille / 1000, PER_CENT)
    return str(OBJECTIVES[figure.attainment]) % {"target": target}


def _of_change(figure: RecordFigure) -> str:
    if figure.change_limits is None:
        return ""
    _value, lower, upper = figure.change_limits
    said = UNCHANGED if lower <= 0 <= upper else RISEN if lower > 0 else FALLEN
    return str(said) % {"points": record_words.change(figure)}
