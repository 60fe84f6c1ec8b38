"""Agencies of a checked file: first all of them, then their places in the tree."""

from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from survey.models.agency import Agency, AgencyPlacement
from survey.queries import register_codes
from survey.registry.importing.changes import Effect, merged
from survey.registry.importing.second_pass import Outcome
from survey.registry.importing.spool import Spool
from survey.text import searchable

Values = dict[str, Any]

OF_THE_STAY = frozenset({"parent_code", "parent_from", "parent_to"})
OWN = (
    "code",
    "kind",
    "name_vi",
    "name_en",
    "unit_code",
    "identifier",
    "valid_from",
    "valid_to",
)


def write_agencies(session: Session, *, outcomes: Spool[Outcome]) -> None:
    written: set[str] = set()
    for chunk in outcomes.chunks():
        _write_agencies(session, [o for o in chunk if _is_first(o, written)])
    for chunk in outcomes.chunks():
        _write_stays(session, [o for o in chunk if _changes_stay(o)])


def _is_first(outcome: Outcome, written: set[str]) -> bool:
    """An agency has a row for each of its stays; they agree in all that is its own."""
    code = str(outcome.entry.values["code"])
    if outcome.effect is Effect.UNCHANGED or code in written:
        return False
    written.add(code)
    return True


def _changes_stay(outcome: Outcome) -> bool:
    return not OF_THE_STAY.isdisjoint(outcome.columns)


def _write_agencies(session: Session, outcomes: list[Outcome]) -> None:
    new = [_own(outcome) for outcome in outcomes if outcome.row is None]
    changed = [_own(o) | {"id": o.row["id"]} for o in outcomes if o.row is not None]
    if new:
        session.execute(insert(Agency), new)
    if changed:
        session.execute(update(Agency), changed)


def _own(outcome: Outcome) -> Values:
    whole = merged(outcome.entry, outcome.row)
    values = {name: whole[name] for name in OWN if name in outcome.entry.values}
    words = (whole.get(n) for n in ("name_vi", "name_en", "code", "unit_code", "identifier"))
    return values | {"search": searchable(*words)}


def _write_stays(session: Session, outcomes: list[Outcome]) -> None:
    wholes = [merged(outcome.entry, outcome.row) for outcome in outcomes]
    ended = [o.row["placement_id"] for o in outcomes if o.row and o.row["placement_id"]]
    if ended:
        session.execute(delete(AgencyPlacement).where(AgencyPlacement.id.in_(ended)))
    placed = [whole for whole in wholes if whole.get("parent_code")]
    codes = {whole[name] for whole in placed for name in ("code", "parent_code")}
    ids = register_codes.agency_ids(session, codes=codes)
    stays = [_stay(whole, ids) for whole in placed]
    if stays:
        session.execute(insert(AgencyPlacement), stays)


def _stay(whole: Values, ids: dict[str, int]) -> Values:
    return {
        "agency_id": ids[whole["code"]],
        "parent_id": ids[whole["parent_code"]],
        "valid_from": whole.get("parent_from"),
        "valid_to": whole.get("parent_to"),
    }
