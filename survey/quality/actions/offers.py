"""What a round of an action can choose from: its owner, counters, procedures, questions."""

from datetime import date

from sqlalchemy.orm import Session

from survey.i18n import called, language
from survey.measures.effect_questions import rated_questions
from survey.models.agency import Agency
from survey.models.wording import in_language
from survey.policy import KEEPERS
from survey.queries import agencies, memberships, result_choices
from survey.queries.result_choices import Choice

Offered = list[tuple[str, str]]


def offers(
    session: Session, *, agency: Agency, today: date, suppress_below: int
) -> dict[str, Offered]:
    """By the fields of the form."""
    return {
        "owner": owners(session, agency_id=agency.id, today=today),
        "point": _named(result_choices.points(session, agency_id=agency.id)),
        "procedure": _named(result_choices.procedures(session, agency_ids=[agency.id])),
        "question": [
            (
                f"{row.version_id}:{row.question}",
                f"{in_language(row.text, language())} ({in_language(row.title, language())})",
            )
            for row in rated_questions(
                session, agency_id=agency.id, today=today, suppress_below=suppress_below
            )
        ],
    }


def owners(session: Session, *, agency_id: int, today: date) -> Offered:
    path = agencies.path(session, agency_id=agency_id, day=today)
    held = memberships.holders(session, agency_ids=[one.id for one in path], roles=KEEPERS)
    return [(str(account.id), account.name) for account in held]


def _named(choices: list[Choice]) -> Offered:
    return [(str(row.id), called(row.name_vi, row.name_en)) for row in choices]
