"""What the things are called that the audit trail notes by number."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, String, cast, null, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from survey.models.account import Account
from survey.models.agency import Agency
from survey.models.campaign import Campaign
from survey.models.corrective_action import CorrectiveAction
from survey.models.kiosk import Kiosk
from survey.models.point import ServicePoint
from survey.models.procedure import Field, Procedure
from survey.models.quality_process import QualityProcess
from survey.models.quality_system import QualityDocument
from survey.models.questionnaire import Questionnaire, QuestionnaireVersion
from survey.queries.names import Name, Names

Part = InstrumentedAttribute[Any] | ColumnElement[Any]
_VERSION = (
    select(Questionnaire.code + " " + cast(QuestionnaireVersion.number, String))
    .where(Questionnaire.id == QuestionnaireVersion.questionnaire_id)
    .scalar_subquery()
)
_THINGS: dict[str, tuple[InstrumentedAttribute[int], Part, Part]] = {
    "account": (Account.id, Account.name + " (" + Account.login + ")", null()),
    "action": (CorrectiveAction.id, CorrectiveAction.title, null()),
    "agency": (Agency.id, Agency.name_vi, Agency.name_en),
    "campaign": (Campaign.id, Campaign.title, null()),
    "document": (QualityDocument.id, QualityDocument.title, null()),
    "field": (Field.id, Field.name_vi, Field.name_en),
    "kiosk": (Kiosk.id, Kiosk.name, null()),
    "point": (ServicePoint.id, ServicePoint.name_vi, ServicePoint.name_en),
    "procedure": (Procedure.id, Procedure.name_vi, Procedure.name_en),
    "process": (QualityProcess.id, QualityProcess.name_vi, QualityProcess.name_en),
    "version_id": (QuestionnaireVersion.id, _VERSION, null()),
}


def of(session: Session, *, thing: str, ids: Collection[int]) -> Names:
    """Nothing for a thing that has no name, or is not there any more."""
    if thing not in _THINGS or not ids:
        return {}
    columns = _THINGS[thing]
    rows = session.execute(select(*columns).where(columns[0].in_(ids)))
    return {key: Name(vi, en) for key, vi, en in rows}
