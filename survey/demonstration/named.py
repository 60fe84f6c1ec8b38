"""An agency of Tỉnh Mẫu by its code: the story knows that it stands in the registers."""

from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.queries import agencies


def agency(session: Session, code: str) -> Agency:
    found = agencies.by_code(session, code=code)
    if found is None:
        raise LookupError(code)
    return found
