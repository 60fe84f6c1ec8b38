"""The report on a campaign: the agencies, and all that was found in them."""

from datetime import date

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.documents.official import Block, Heading, Official, Paragraph, Signature, Table
from survey.i18n import called, language
from survey.inspections import words
from survey.inspections.decisions import decision, head_of, team
from survey.inspections.minutes import findings_table
from survey.models.agency import Agency
from survey.models.campaign import Campaign
from survey.queries import findings, inspections
from survey.queries.inspections import InspectionRow
from survey.settings import current_settings


def paper(session: Session, *, campaign: Campaign, agency: Agency, today: date) -> Official:
    rows = inspections.of_campaign(session, campaign_id=campaign.id)
    return Official(
        language=language(),
        superior=campaign.issuer,
        issuer=_("Inspection team"),
        number="",
        place="",
        issued_on=campaign.closed_on,
        kind=_("Report") if campaign.closed_on else _("Report (draft)"),
        about=_("Results of the inspection: %(title)s", title=campaign.title),
        blocks=[
            Paragraph(decision(campaign)),
            Heading(_("1. The inspection team")),
            team(campaign),
            *_agencies(rows),
            *_found(session, rows),
        ],
        recipients=[called(agency.name_vi, agency.name_en), _("Filed: inspection team.")],
        signatures=[Signature(_("Head of the inspection team"), head_of(campaign))],
        simulated=current_settings().simulated,
        written_on=today,
    )


def _agencies(rows: list[InspectionRow]) -> list[Block]:
    columns = [
        _("Agency"),
        _("How it was chosen"),
        _("Minutes made on"),
        _("Findings"),
        _("Findings closed"),
    ]
    lines = [
        [
            called(row.agency.name_vi, row.agency.name_en),
            str(words.CHOOSINGS[row.inspection.choosing]),
            format_date(row.inspection.concluded_on) if row.inspection.concluded_on else "–",
            format_decimal(row.findings),
            format_decimal(row.closed),
        ]
        for row in rows
    ]
    return [
        Heading(_("2. The agencies inspected")),
        Table(columns, lines, numbers=frozenset({3, 4}), narrow=frozenset({2})),
    ]


def _found(session: Session, rows: list[InspectionRow]) -> list[Block]:
    blocks: list[Block] = [Heading(_("3. Findings"))]
    ids = [row.inspection.id for row in rows]
    by_inspection = findings.of_inspections(session, inspection_ids=ids)
    for row in rows:
        found = by_inspection.get(row.inspection.id)
        name = called(row.agency.name_vi, row.agency.name_en)
        if found:
            blocks.append(findings_table(found, title=name))
        else:
            blocks.append(Paragraph(_("%(name)s: nothing was found.", name=name)))
    return blocks
