"""`make bench`: measure, print each figure beside its aim, keep everything in var/bench.json."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import dashboards, estimating, kiosk, machine, pages, registers, sealing, submissions
from bench.figures import Report, table

MEASUREMENTS: dict[str, tuple[Callable[[Any], Report], Any, Any]] = {
    "submissions": (submissions.measure, submissions.FULL, submissions.QUICK),
    "pages": (pages.measure, pages.FULL, pages.QUICK),
    "kiosk": (kiosk.measure, kiosk.FULL, kiosk.QUICK),
    "dashboards": (dashboards.measure, dashboards.FULL, dashboards.QUICK),
    "registers": (registers.measure, registers.FULL, registers.QUICK),
    "sealing": (sealing.measure, sealing.FULL, sealing.QUICK),
    "statistics": (estimating.measure, estimating.FULL, estimating.QUICK),
}
KEPT = Path("var/bench.json")


def main() -> None:
    asked = _arguments()
    facts = machine.facts()
    print(" · ".join(f"{name.replace('_', ' ')} {value}" for name, value in facts.items()))
    reports = []
    for name in asked.names or MEASUREMENTS:
        measure, full, quick = MEASUREMENTS[name]
        report = measure(quick if asked.quick else full)
        print(f"\n{table(report)}", flush=True)
        reports.append(report)
    _keep(reports, facts=facts, is_quick=asked.quick)
    missed = [figure for report in reports for figure in report.figures if figure.is_met is False]
    print(f"\n{len(missed)} of {_with_aim(reports)} aims missed; everything is in {KEPT}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(MEASUREMENTS))
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    asked = parser.parse_args()
    unknown = set(asked.names) - set(MEASUREMENTS)
    if unknown:
        sys.exit(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS)}")
    return asked


def _with_aim(reports: list[Report]) -> int:
    return sum(figure.aim is not None for report in reports for figure in report.figures)


def _keep(reports: list[Report], *, facts: dict[str, Any], is_quick: bool) -> None:
    run = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "quick": is_quick,
        "machine": facts,
        "measured": {report.name: report.as_data() for report in reports},
    }
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
