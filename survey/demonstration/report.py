"""demo.json: what a start has made ready, for people and for tools."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from survey.demonstration.installation import write_private
from survey.demonstration.people import SignIn

FILE = "demo.json"


class Report(NamedTuple):
    """True after every start."""

    base_url: str
    slip_urls: list[str]
    poster_url: str
    dashboard_url: str
    journey_url: str
    accounts: list[SignIn]
    more: Mapping[str, str] = {}
    """What parts that stand above this one have made ready."""


def write(path: Path, report: Report) -> None:
    accounts = [account._asdict() for account in report.accounts]
    content = {**report._asdict(), "accounts": accounts, **report.more}
    del content["more"]
    written = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    write_private(path, written.encode())


def codes(path: Path) -> list[str]:
    """The slips of the last start; nowhere else are they known."""
    return [url.rpartition("/")[2] for url in _read(path).get("slip_urls", ())]


def passwords(path: Path) -> dict[str, str]:
    """By login, as they were printed at the last start."""
    return {entry["login"]: entry["password"] for entry in _read(path).get("accounts", ())}


def _read(path: Path) -> dict[str, Any]:
    """Nothing where there is no file, or not one of ours."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
