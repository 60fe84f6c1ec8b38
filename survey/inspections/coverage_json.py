"""The coverage as other programs read it; keys and order stay."""

from dataclasses import asdict

from survey.i18n import called
from survey.measures.coverage import Coverage


def as_json(coverage: Coverage, *, agency_code: str) -> dict[str, object]:
    return {
        "agency": agency_code,
        "year": coverage.year,
        "as_of": coverage.day.isoformat(),
        "total": asdict(coverage.total),
        "levels": {level.value: asdict(counts) for level, counts in coverage.levels.items()},
        "processes": {kind.value: n for kind, n in coverage.processes.items()},
        "procedures_covered": coverage.procedures_covered,
        "shorter_limits": [
            {
                "agency": called(limit.agency_vi, limit.agency_en),
                "procedure": called(limit.procedure_vi, limit.procedure_en),
                "unit": limit.unit.value,
                "day_type": limit.day_type.value,
                "statutory": limit.statutory,
                "committed": limit.committed,
            }
            for limit in coverage.shorter_limits
        ],
    }
