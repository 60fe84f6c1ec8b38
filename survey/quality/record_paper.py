"""A record of measurement on paper, in the form of administrative texts."""

from datetime import date

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.documents.official import Block, Heading, Official, Paragraph, Signature, Table
from survey.i18n import called, language
from survey.models.agency import Agency
from survey.models.measurement_record import MeasurementRecord
from survey.quality import planned_fields, record_telling
from survey.queries import agencies, measurement_plans
from survey.settings import current_settings
from survey.staff import plan_words, record_words


def paper(session: Session, *, record: MeasurementRecord, agency: Agency, today: date) -> Official:
    above = agencies.path(session, agency_id=agency.id, day=today)[:-1]
    first, last = format_date(record.first_day), format_date(record.last_day)
    is_draft = record.approved_on is None
    return Official(
        language=language(),
        superior=called(above[-1].name_vi, above[-1].name_en) if above else "",
        issuer=called(agency.name_vi, agency.name_en),
        number="",
        place="",
        issued_on=record.approved_on,
        kind=_("Report (draft)") if is_draft else _("Report"),
        about=_(
            "Result of measuring satisfaction from %(first)s to %(last)s", first=first, last=last
        ),
        blocks=[
            *_how(session, record=record),
            *_figures(session, record=record, agency=agency),
            *_meanings(record),
            *_proof(session, record=record, agency=agency),
        ],
        recipients=[_("Filed: office, quality system.")],
        signatures=[Signature(_("Quality officer")), Signature(_("Head of the agency"))],
        simulated=current_settings().simulated,
        written_on=today,
    )


def _how(session: Session, *, record: MeasurementRecord) -> list[Block]:
    plan = measurement_plans.plan_by_id(session, plan_id=record.plan_id)
    channel, formula = plan_words.CHANNELS[record.channel], record.formula
    asked = record_telling.questionnaire(session, record=record)
    made = _(
        "Record number %(number)s of this wave, made on %(day)s.",
        number=record.number,
        day=format_date(record.created_on),
    )
    said = [
        _("Plan: %(title)s.", title=plan.title if plan else "–"),
        _("Channel: %(channel)s.", channel=channel),
        _("Questionnaire: %(asked)s.", asked=asked),
        _("Formulas: edition %(formula)s; intervals have 95 %% confidence.", formula=formula),
        made,
    ]
    if record.reason:
        said.append(_("It takes the place of the record before: %(reason)s", reason=record.reason))
    return [Heading(_("1. How it was measured")), *map(Paragraph, said)]


def _figures(session: Session, *, record: MeasurementRecord, agency: Agency) -> list[Block]:
    names = record_telling.names(session, record=record, agency=agency)
    measured = [
        [
            names[figure.item_id],
            record_words.counted(figure),
            record_words.share(figure),
            record_words.index(figure),
            record_words.response_rate(figure),
        ]
        for figure in record.figures
    ]
    compared = [
        [
            names[figure.item_id],
            format_decimal(figure.item.target) if figure.item else "–",
            str(record_words.ATTAINMENTS[figure.attainment][1]) if figure.attainment else "–",
            record_words.change(figure),
        ]
        for figure in record.figures
    ]
    return [
        Heading(_("2. Figures")),
        Table(
            [
                _("What"),
                _("Satisfied of answers"),
                _("Satisfied share"),
                _("Index"),
                _("Ratings of dossiers"),
            ],
            measured,
            title=_("Figures of the wave, with their confidence intervals"),
        ),
        Table(
            [_("What"), _("Answers planned"), _("Objective"), _("Points since the record before")],
            compared,
            title=_("Beside the plan, the objective and the period before"),
        ),
        *planned_fields.on_paper(
            session, items=record.items, agency_id=agency.id, day=record.last_day
        ),
    ]


def _meanings(record: MeasurementRecord) -> list[Block]:
    return [
        Heading(_("3. What the figures mean")),
        *map(Paragraph, record_telling.meanings(record)),
    ]


def _proof(session: Session, *, record: MeasurementRecord, agency: Agency) -> list[Block]:
    names = record_telling.names(session, record=record, agency=agency)
    rows = [[names[figure.item_id], _in_groups(figure.rows_sha256)] for figure in record.figures]
    said = _(
        "Every figure can be computed again from the sealed ratings. The number below is the "
        "SHA-256 of their hashes, one after another in their order; a single changed rating would "
        "give another one."
    )
    return [
        Heading(_("4. How it can be verified")),
        Paragraph(said),
        Table([_("What"), "SHA-256"], rows),
    ]


def _in_groups(digits: str) -> str:
    """Of eight, so that they can be read and a line can end between them."""
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))
