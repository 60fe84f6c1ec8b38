"""To which agencies the things named in addresses belong; None: there is no such thing."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.account import Membership
from survey.models.agency import Agency
from survey.models.campaign import Campaign, Inspection
from survey.models.case import Case
from survey.models.corrective_action import CorrectiveAction
from survey.models.finding import Finding
from survey.models.import_run import ImportRun
from survey.models.invitation_draw import InvitationDraw
from survey.models.kiosk import KioskPlacement
from survey.models.management_review import ManagementReview
from survey.models.measurement_plan import MeasurementPlan, Objective, PlanItem, PlanVersion
from survey.models.measurement_record import MeasurementRecord
from survey.models.point import ServicePoint
from survey.models.quality_process import QualityProcess
from survey.models.quality_system import QualityDocument

Owners = Collection[int] | None


def of_agency(session: Session, *, code: str) -> Owners:
    return _one(session.execute(select(Agency.id).where(Agency.code == code)).scalar())


def of_point(session: Session, *, code: str) -> Owners:
    statement = select(ServicePoint.agency_id).where(ServicePoint.code == code)
    return _one(session.execute(statement).scalar())


def of_kiosk(session: Session, *, kiosk_id: int) -> Owners:
    """The agency of the point where it stands now."""
    statement = (
        select(ServicePoint.agency_id)
        .join(KioskPlacement, KioskPlacement.point_id == ServicePoint.id)
        .where(KioskPlacement.kiosk_id == kiosk_id, KioskPlacement.ended_on.is_(None))
    )
    return _one(session.execute(statement).scalar())


def of_import(session: Session, *, import_id: int) -> Owners:
    """Empty for a file of a register that all agencies share."""
    row = session.execute(select(ImportRun.agency_id).where(ImportRun.id == import_id)).first()
    if row is None:
        return None
    return [] if row.agency_id is None else [row.agency_id]


def of_case(session: Session, *, case_id: int) -> Owners:
    return _one(session.execute(select(Case.agency_id).where(Case.id == case_id)).scalar())


def of_document(session: Session, *, document_id: int) -> Owners:
    statement = select(QualityDocument.agency_id).where(QualityDocument.id == document_id)
    return _one(session.execute(statement).scalar())


def of_process(session: Session, *, process_id: int) -> Owners:
    statement = select(QualityProcess.agency_id).where(QualityProcess.id == process_id)
    return _one(session.execute(statement).scalar())


def of_objective(session: Session, *, objective_id: int) -> Owners:
    statement = select(Objective.agency_id).where(Objective.id == objective_id)
    return _one(session.execute(statement).scalar())


def of_plan(session: Session, *, plan_id: int) -> Owners:
    statement = select(MeasurementPlan.agency_id).where(MeasurementPlan.id == plan_id)
    return _one(session.execute(statement).scalar())


def of_draw(session: Session, *, draw_id: int) -> Owners:
    statement = (
        select(MeasurementPlan.agency_id)
        .join(PlanVersion, PlanVersion.plan_id == MeasurementPlan.id)
        .join(PlanItem, PlanItem.version_id == PlanVersion.id)
        .join(InvitationDraw, InvitationDraw.item_id == PlanItem.id)
        .where(InvitationDraw.id == draw_id)
    )
    return _one(session.execute(statement).scalar())


def of_campaign(session: Session, *, campaign_id: int) -> Owners:
    statement = select(Campaign.agency_id).where(Campaign.id == campaign_id)
    return _one(session.execute(statement).scalar())


def of_inspection(session: Session, *, inspection_id: int) -> Owners:
    """The agency that is inspected: its people and inspectors above it meet there."""
    statement = select(Inspection.agency_id).where(Inspection.id == inspection_id)
    return _one(session.execute(statement).scalar())


def of_finding(session: Session, *, finding_id: int) -> Owners:
    statement = select(Inspection.agency_id).join(Finding, Finding.inspection_id == Inspection.id)
    return _one(session.execute(statement.where(Finding.id == finding_id)).scalar())


def of_record(session: Session, *, record_id: int) -> Owners:
    statement = select(MeasurementRecord.agency_id).where(MeasurementRecord.id == record_id)
    return _one(session.execute(statement).scalar())


def of_action(session: Session, *, action_id: int) -> Owners:
    statement = select(CorrectiveAction.agency_id).where(CorrectiveAction.id == action_id)
    return _one(session.execute(statement).scalar())


def of_review(session: Session, *, review_id: int) -> Owners:
    statement = select(ManagementReview.agency_id).where(ManagementReview.id == review_id)
    return _one(session.execute(statement).scalar())


def of_account(session: Session, *, account_id: int) -> Owners:
    """Every agency in which the person holds a role: who administers must cover them all."""
    statement = select(Membership.agency_id).where(Membership.account_id == account_id)
    return list(session.execute(statement).scalars()) or None


def _one(agency_id: int | None) -> Owners:
    return None if agency_id is None else [agency_id]
