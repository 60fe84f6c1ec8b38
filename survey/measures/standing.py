"""Whether it can be shown how answers hang together, and why not."""

from enum import StrEnum

from sqlalchemy.orm import Session

from survey.measures import headline, together
from survey.measures.figure import State
from survey.measures.scope import Scope


class Standing(StrEnum):
    SHOWN = "shown"
    TOO_FEW = "too_few"
    """Fewer complete answers than such a figure needs, or none that may be shown."""
    TOO_MANY = "too_many"
    """More than can be counted while somebody waits: a shorter period can."""
    ALIKE = "alike"
    """Everybody answered alike, or two questions always got the same answer."""
    NOT_ASKED = "not_asked"
    """The questionnaire has no such questions."""
    NOT_CLOSED = "not_closed"
    """No month of the period is over for good."""
    NO_DATA = "no_data"


def obstacle(session: Session, *, scope: Scope) -> Standing | None:
    """What stands in the way before anything is counted: only what is shown elsewhere is used."""
    match headline.of_index(session, scope).state:
        case State.TOO_FEW:
            return Standing.TOO_FEW
        case State.NOT_SEALED:
            return Standing.NOT_CLOSED
        case State.NO_DATA:
            return Standing.NO_DATA
    return None if together.closed(scope) else Standing.NOT_CLOSED
