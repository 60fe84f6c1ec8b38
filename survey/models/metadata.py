"""Every table, gathered for migrations and checks."""

from survey.db import Base
from survey.models import (
    account,
    agency,
    campaign,
    case,
    finding,
    flow,
    import_run,
    kiosk,
    kiosk_alert,
    measurement_plan,
    outgoing_mail,
    point,
    procedure,
    quality_process,
    quality_system,
    questionnaire,
    rating,
    response,
    slip,
    tally,
)

TABLES = (
    account,
    agency,
    campaign,
    case,
    finding,
    flow,
    import_run,
    kiosk,
    kiosk_alert,
    outgoing_mail,
    measurement_plan,
    point,
    procedure,
    quality_process,
    quality_system,
    questionnaire,
    rating,
    response,
    slip,
    tally,
)
metadata = Base.metadata
