"""The ward, the counter and the procedure that the newcomer is led to."""

from sqlalchemy.orm import Session

from survey.demonstration import named
from survey.models.agency import Agency
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure
from survey.queries import points, procedures

AGENCY, POINT, PROCEDURE = "phuong-mau-dong", "mau-dong-1", "1.001193"


def agency(session: Session) -> Agency:
    return named.agency(session, AGENCY)


def point(session: Session) -> ServicePoint:
    found = points.by_code(session, code=POINT)
    if found is None:
        raise LookupError(POINT)
    return found


def procedure(session: Session) -> Procedure:
    found = procedures.by_national_code(session, code=PROCEDURE)
    if found is None:
        raise LookupError(PROCEDURE)
    return found
