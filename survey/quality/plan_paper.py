"""A measurement plan on paper: for the signature, the file and the wall."""

from datetime import date

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.documents.official import Block, Heading, Official, Paragraph, Signature, Table
from survey.i18n import called, language
from survey.models.agency import Agency
from survey.models.measurement_plan import MeasurementPlan, PlanItem, SampleRule
from survey.models.rating import Channel
from survey.quality import plan_items, planned_fields
from survey.queries import agencies, measurement_plans, questionnaires
from survey.settings import current_settings
from survey.staff import plan_words


def paper(session: Session, *, plan: MeasurementPlan, agency: Agency, today: date) -> Official:
    """As it stands now; what is not approved yet says that it is a draft."""
    above = agencies.path(session, agency_id=agency.id, day=today)[:-1]
    is_draft = plan.approved_on is None
    return Official(
        language=language(),
        superior=called(above[-1].name_vi, above[-1].name_en) if above else "",
        issuer=called(agency.name_vi, agency.name_en),
        number="",
        place="",
        issued_on=plan.approved_on,
        kind=_("Plan (draft)") if is_draft else _("Plan"),
        about=_("Measurement of satisfaction: %(title)s", title=plan.title),
        blocks=[
            *_what(session, plan=plan, agency=agency),
            *_how(session, plan=plan),
            *_changes(plan),
        ],
        recipients=[_("Filed: office, quality system.")],
        signatures=[Signature(_("Head of the agency"))],
        simulated=current_settings().simulated,
        written_on=today,
    )


def _what(session: Session, *, plan: MeasurementPlan, agency: Agency) -> list[Block]:
    names = plan_items.named(session, agency=agency, items=plan.current.items)
    columns = [_("What"), _("Rule"), _("Dossiers"), _("Answers needed")]
    rows = [
        [
            names[plan_items.key_of(item)],
            _rule(item),
            _number(item.population),
            _number(item.target),
        ]
        for item in plan.current.items
    ]
    return [
        Heading(_("1. What is measured")),
        *_objective(session, plan=plan),
        Table(columns, rows, numbers=frozenset({2, 3})),
        *_overlaps(plan),
        *planned_fields.on_paper(
            session, items=plan.current.items, agency_id=agency.id, day=plan.last_day
        ),
    ]


def _overlaps(plan: MeasurementPlan) -> list[Block]:
    if len(plan.current.items) == 1:
        return []
    said = _(
        "Each row counts what it names: an answer about a procedure counts for the procedure, for "
        "its field and for the agency as a whole, so rows are not added up."
    )
    return [Paragraph(said)]


def _objective(session: Session, *, plan: MeasurementPlan) -> list[Block]:
    if plan.objective_id is None:
        return []
    found = measurement_plans.objective_by_id(session, objective_id=plan.objective_id)
    return [Paragraph(_("Objective: %(statement)s", statement=found.statement))] if found else []


def _how(session: Session, *, plan: MeasurementPlan) -> list[Block]:
    version = plan.questionnaire_version_id and questionnaires.version(
        session, version_id=plan.questionnaire_version_id
    )
    asked = _("version %(number)s", number=version.number) if version else _("whichever is in use")
    first, last = format_date(plan.first_day), format_date(plan.last_day)
    return [
        Heading(_("2. When, how and by whom")),
        Paragraph(_("Period: from %(first)s to %(last)s.", first=first, last=last)),
        *_waves(plan),
        Paragraph(_("Channel: %(channel)s.", channel=plan_words.CHANNELS[plan.channel])),
        Paragraph(_("Questionnaire: %(asked)s.", asked=asked)),
        Paragraph(_("Who measures: %(responsible)s.", responsible=plan.responsible)),
        *_invitation(plan),
    ]


def _waves(plan: MeasurementPlan) -> list[Block]:
    """Where the period is one wave, nothing is said of it."""
    found = plan.current.waves
    if len(found) == 1 and (found[0].first_day, found[0].last_day) == (
        plan.first_day,
        plan.last_day,
    ):
        return []
    rows = [
        [str(number), format_date(wave.first_day), format_date(wave.last_day)]
        for number, wave in enumerate(found, start=1)
    ]
    columns = [_("Wave"), _("First day"), _("Last day")]
    title = _("Waves, each reckoned up in a record of its own")
    return [Table(columns, rows, title=title, narrow=frozenset({0}))]


def _invitation(plan: MeasurementPlan) -> list[Block]:
    if plan.channel is not Channel.SLIP:
        return []
    said = _(
        "Citizens are invited by slips that the system prints and shuffles; ratings are "
        "sealed every night and cannot be changed by the agency."
    )
    return [Paragraph(said)]


def _changes(plan: MeasurementPlan) -> list[Block]:
    later = [version for version in plan.versions if version.number > 1]
    if not later:
        return []
    rows = [[str(one.number), format_date(one.made_on), one.reason or "–"] for one in later]
    return [
        Heading(_("3. Changes after the approval")),
        Table([_("Version"), _("Made on"), _("Reason")], rows),
    ]


def _rule(item: PlanItem) -> str:
    rule = str(plan_words.RULES[item.rule])
    if item.rule is SampleRule.QUOTA or item.margin_per_mille is None:
        return rule
    margin = format_decimal(item.margin_per_mille / 10, "#,##0.#")
    return _("%(rule)s, ± %(margin)s points", rule=rule, margin=margin)


def _number(number: int | None) -> str:
    return "–" if number is None else format_decimal(number)
