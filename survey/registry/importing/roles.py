"""Which registers a person may import, and for which agencies."""

from survey import permissions
from survey.policy import ADMINISTRATORS, KEEPERS
from survey.queries.accounts import Person, Standing
from survey.registry.importing.columns import Register

FOR_ADMINISTRATORS = frozenset(
    {
        Register.AGENCIES,
        Register.PROCEDURES,
        Register.SUCCESSIONS,
        Register.PROCEDURE_SUCCESSIONS,
    }
)


def registers_of(person: Person) -> list[Register]:
    """Every keeper has those of a part of the tree, administrators also what is shared."""
    is_administrator = bool(permissions.held(person, roles=ADMINISTRATORS))
    return [r for r in Register if is_administrator or r not in FOR_ADMINISTRATORS]


def agencies_of(person: Person) -> list[Standing]:
    """The agencies for which the person may hand in files, each once."""
    standings = [s for s in person.memberships if s.role in KEEPERS]
    return list({standing.agency_id: standing for standing in standings}.values())
