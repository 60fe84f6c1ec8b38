"""What the system knows that may become a finding: clauses, and evidence with its page."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from flask_babel import format_date
from sqlalchemy.orm import Session

from survey.clock import last_day_of
from survey.inspections.check_words import FACTS, named
from survey.inspections.evidence import address
from survey.inspections.places import Place
from survey.inspections.words import CLAUSES
from survey.measures.check_facts import FINDINGS, Evidence
from survey.measures.checks import Answer, Verdict, answers
from survey.models.agency import Agency
from survey.models.standard import standards
from survey.queries import quality_systems


class Offered(NamedTuple):
    """`filled`: by check, what a finding about it says."""

    clauses: list[tuple[str, str]]
    evidence: list[tuple[str, str]]
    filled: Mapping[str, Mapping[str, Any]]


def offered(session: Session, *, place: Place, today: date) -> Offered:
    agency, year = place.agency, place.campaign.year
    asked = answers(session, agency=agency, year=year, today=today)
    pages = {
        address(one, agency=agency, year=year): told(one)
        for answer in asked
        for one in answer.evidence
    }
    found = {
        answer.check.value: _filled(answer, agency=agency, year=year)
        for answer in asked
        if answer.verdict is Verdict.FINDING
    }
    day = last_day_of(year, today=today)
    return Offered(clauses(session, agency=agency, day=day), list(pages.items()), found)


def clauses(session: Session, *, agency: Agency, day: date) -> list[tuple[str, str]]:
    """Those of the agency's edition, each with what it is about."""
    system = quality_systems.of_agency(session, agency_id=agency.id, day=day)
    edition = standards().edition(system.edition) if system else None
    about: dict[str, list[str]] = {}
    for entry, number in (edition.clauses if edition else {}).items():
        about.setdefault(number, []).append(str(CLAUSES[entry]))
    return [
        (number, f"{number} · {', '.join(words)}")
        for number, words in sorted(about.items(), key=lambda one: _in_order(one[0]))
    ]


def told(evidence: Evidence) -> str:
    day = format_date(evidence.day) if evidence.day else ""
    return " · ".join(str(part) for part in (FACTS[evidence.fact], named(evidence), day) if part)


def _filled(answer: Answer, *, agency: Agency, year: int) -> dict[str, Any]:
    first = next(one for one in answer.evidence if one.fact in FINDINGS)
    found = dict.fromkeys(str(FACTS[one.fact]) for one in answer.evidence if one.fact in FINDINGS)
    return {
        "clause": answer.clause,
        "statement": " ".join(f"{fact}." for fact in found),
        "evidence": "\n".join(told(one) for one in answer.evidence),
        "evidence_path": address(first, agency=agency, year=year),
    }


def _in_order(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]
