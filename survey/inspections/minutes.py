"""The minutes of an inspection on paper, for the signatures of both sides."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.documents.official import Block, Heading, Official, Paragraph, Signature, Table
from survey.i18n import called, language
from survey.inspections import words
from survey.inspections.check_words import VERDICTS
from survey.inspections.decisions import decision, head_of, team
from survey.inspections.places import Place
from survey.inspections.sheets import Line, sheet
from survey.models.campaign import Campaign
from survey.models.finding import Finding, Severity
from survey.models.inspection_sheet import Judgement, SelfCheckAnswer
from survey.queries import findings, inspection_sheets
from survey.settings import current_settings


def paper(session: Session, *, place: Place, today: date) -> Official:
    """As the inspection stands; before its end it says that it is a draft."""
    inspection, campaign, agency = place
    found = findings.of_inspection(session, inspection_id=inspection.id)
    name = called(agency.name_vi, agency.name_en)
    return Official(
        language=language(),
        superior=campaign.issuer,
        issuer=_("Inspection team"),
        number="",
        place="",
        issued_on=inspection.concluded_on,
        kind=_("Minutes") if inspection.concluded_on else _("Minutes (draft)"),
        about=_("Inspection of the quality management system at %(name)s", name=name),
        blocks=[
            Paragraph(decision(campaign)),
            *_who(campaign),
            *_how(campaign),
            *_checklist(sheet(session, place=place, today=today)),
            *_sample(session, place=place),
            *_findings(found),
            *_end(),
        ],
        signatures=[
            Signature(_("Head of the agency")),
            Signature(_("Head of the inspection team"), head_of(campaign)),
        ],
        simulated=current_settings().simulated,
        written_on=today,
    )


def _who(campaign: Campaign) -> list[Block]:
    return [
        Heading(_("1. Who took part")),
        Paragraph(_("The inspection team:")),
        team(campaign),
        Paragraph(_("For the agency: ……………………………………")),
    ]


def _how(campaign: Campaign) -> list[Block]:
    spans = {
        "first": format_date(campaign.period_first),
        "last": format_date(campaign.period_last),
    }
    return [
        Heading(_("2. What was inspected, and how")),
        Paragraph(_("Period inspected: from %(first)s to %(last)s.", **spans)),
        Paragraph(_("Manner: %(manner)s.", manner=words.MANNERS[campaign.manner])),
    ]


def _checklist(lines: Sequence[Line]) -> list[Block]:
    columns = [_("Question"), _("Clause"), _("Agency"), _("System"), _("Inspector")]
    rows = [
        [
            line.question,
            line.clause or "–",
            _said(line.agency),
            str(VERDICTS[line.system.verdict][1]) if line.system else "–",
            _said(line.inspector),
        ]
        for line in lines
    ]
    return [Heading(_("3. Results by item")), Table(columns, rows, narrow=frozenset({1, 3}))]


def _said(one: SelfCheckAnswer | Judgement | None) -> str:
    if one is None:
        return "–"
    said = str(words.CONFORMITIES[one.conformity])
    return f"{said}. {one.remark}" if one.remark else said


def _sample(session: Session, *, place: Place) -> list[Block]:
    sample = inspection_sheets.sample(session, inspection_id=place.inspection.id)
    if sample is None:
        return []
    said = _(
        "Of %(n)s sealed ratings from %(first)s to %(last)s %(wanted)s were drawn by lot and "
        "looked into (seed %(seed)s).",
        n=format_decimal(sample.population),
        wanted=format_decimal(min(sample.wanted, sample.population)),
        first=format_date(sample.first_day),
        last=format_date(sample.last_day),
        seed=sample.seed,
    )
    return [Paragraph(said)]


def _findings(found: Sequence[Finding]) -> list[Block]:
    counts = Counter(finding.severity for finding in found)
    said = _(
        "Major nonconformities: %(major)s; minor nonconformities: %(minor)s; opportunities for "
        "improvement: %(opportunity)s.",
        **{severity.value: counts[severity] for severity in Severity},
    )
    table = [findings_table(found)] if found else []
    return [Heading(_("4. Findings")), Paragraph(said), *table]


def findings_table(found: Sequence[Finding], *, title: str = "") -> Table:
    columns = [_("No."), _("Clause"), _("Severity"), _("What was found"), _("Deadline")]
    rows = [
        [
            str(finding.number),
            finding.clause or "–",
            str(words.SEVERITIES[finding.severity]),
            finding.statement,
            format_date(finding.due_on),
        ]
        for finding in found
    ]
    return Table(columns, rows, title, narrow=frozenset({0, 1, 2, 4}))


def _end() -> list[Block]:
    return [
        Heading(_("5. What follows")),
        Paragraph(
            _(
                "The agency answers each finding with its cause and what was done about it, by "
                "the deadline. The inspection team follows it up until it is closed."
            )
        ),
        Paragraph(_("Opinion of the agency: ……………………………………")),
        Paragraph(
            _(
                "These minutes were made in two copies, read to both sides and signed; each side "
                "keeps one."
            )
        ),
    ]
