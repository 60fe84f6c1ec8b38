"""What the things are called that the audit trail notes by number."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, null, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from survey.models.account import Account
from survey.models.agency import Agency
from survey.models.campaign import Campaign
from survey.models.corrective_action import CorrectiveAction
from survey.models.import_run import ImportRun
from survey.models.kiosk import Kiosk
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.models.point import ServicePoint
from survey.models.procedure import Field, Procedure, TimeLimit
from survey.models.quality_process import QualityProcess
from survey.models.quality_system import QualityDocument
from survey.models.questionnaire import Questionnaire, QuestionnaireVersion
from survey.models.slip import SlipPool
from survey.queries.names import Name, Names

Part = InstrumentedAttribute[Any] | ColumnElement[Any]
_VERSION = (
    select(Questionnaire.code + " " + cast(QuestionnaireVersion.number, String))
    .where(Questionnaire.id == QuestionnaireVersion.questionnaire_id)
    .scalar_subquery()
)
_LIMIT_OF, _POOL_OF = aliased(Procedure), aliased(Procedure)
_POOL_POINT, _POOL_FIELD = aliased(ServicePoint), aliased(Field)


def _numbered(name: Part, number: Part) -> Part:
    return name + " (" + cast(number, String) + ")"


def _limit(name: str) -> Part:
    return (
        select(getattr(_LIMIT_OF, name))
        .where(_LIMIT_OF.id == TimeLimit.procedure_id)
        .scalar_subquery()
    )


def _pool(name: str) -> Part:
    """Slips are known by what they are for, and by the number that stands on them."""
    narrowest = case(
        (SlipPool.procedure_id.is_not(None), getattr(_POOL_OF, name)),
        (SlipPool.field_id.is_not(None), getattr(_POOL_FIELD, name)),
        else_=getattr(_POOL_POINT, name),
    )
    return (
        select(_numbered(narrowest, SlipPool.id))
        .select_from(_POOL_POINT)
        .outerjoin(_POOL_OF, _POOL_OF.id == SlipPool.procedure_id)
        .outerjoin(_POOL_FIELD, _POOL_FIELD.id == SlipPool.field_id)
        .where(_POOL_POINT.id == SlipPool.point_id)
        .correlate(SlipPool)
        .scalar_subquery()
    )


_THINGS: dict[str, tuple[InstrumentedAttribute[int], Part, Part]] = {
    "account": (Account.id, Account.name + " (" + Account.login + ")", null()),
    "action": (CorrectiveAction.id, CorrectiveAction.title, null()),
    "agency": (Agency.id, Agency.name_vi, Agency.name_en),
    "campaign": (Campaign.id, Campaign.title, null()),
    "document": (QualityDocument.id, QualityDocument.title, null()),
    "field": (Field.id, Field.name_vi, Field.name_en),
    "import": (ImportRun.id, _numbered(ImportRun.file_name, ImportRun.id), null()),
    "kiosk": (Kiosk.id, Kiosk.name, null()),
    "limit": (TimeLimit.id, _limit("name_vi"), _limit("name_en")),
    "objective": (Objective.id, Objective.statement, null()),
    "plan": (MeasurementPlan.id, MeasurementPlan.title, null()),
    "point": (ServicePoint.id, ServicePoint.name_vi, ServicePoint.name_en),
    "pool": (SlipPool.id, _pool("name_vi"), _pool("name_en")),
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
