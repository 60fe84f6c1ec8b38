"""The checks as other programs read them; keys and order stay."""

from collections.abc import Collection

from survey.measures.checks import Answer, Verdict


def as_json(answers: Collection[Answer], *, agency_code: str, year: int) -> dict[str, object]:
    return {
        "agency": agency_code,
        "year": year,
        "findings": sum(answer.verdict is Verdict.FINDING for answer in answers),
        "checks": [
            {
                "check": answer.check.value,
                "clause": answer.clause,
                "verdict": answer.verdict.value,
                "evidence": [
                    {
                        "fact": evidence.fact.value,
                        "date": evidence.day.isoformat() if evidence.day else None,
                        "name": evidence.name or (evidence.kind or ""),
                        "id": evidence.key,
                    }
                    for evidence in answer.evidence
                ],
            }
            for answer in answers
        ],
    }
