"""Where a pack has the wrong shape: the definition's own refusals, in words we can translate."""

import json
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from survey.models.method import Band, Definition, Index, LegalBasis
from survey.models.method_faults import ERROR_TYPE
from survey.models.plain_method import Fault, Place
from survey.models.question import Condition, Factor, Question
from survey.models.scale import Option, Scale

_PARTS: dict[Place, type[BaseModel]] = {
    (): Definition,
    ("factors",): Factor,
    ("scales",): Scale,
    ("scales", "options"): Option,
    ("questions",): Question,
    ("questions", "show_if"): Condition,
    ("index",): Index,
    ("bands",): Band,
    ("legal_basis",): LegalBasis,
}
_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "missing_translation": "missing_translation",
    "string_type": "text_expected",
    "float_type": "number_expected",
    "int_type": "whole_number_expected",
    "greater_than_equal": "number_range",
    "less_than_equal": "number_range",
    "finite_number": "number_range",
    "bool_type": "true_or_false",
    "tuple_type": "list_expected",
    "list_type": "list_expected",
    "dict_type": "group_expected",
    "mapping_type": "group_expected",
    "model_type": "group_expected",
    "model_attributes_type": "group_expected",
    "enum": "not_offered",
    "literal_error": "not_offered",
    "too_short": "empty",
    "string_too_short": "empty",
}


def parse(plain: Any) -> tuple[Definition | None, list[Fault]]:
    """The definition, or why its plain form has not the shape of one.

    What does not fit together is not among the faults: see survey.models.method_faults.
    """
    try:
        # By way of JSON: there a list is a list, a number no text, and true no number.
        return Definition.model_validate_json(json.dumps(plain), strict=True), []
    except ValidationError as refusal:
        errors = refusal.errors(include_url=False)
        return None, [_fault(error) for error in errors if error["type"] != ERROR_TYPE]


def _fault(error: ErrorDetails) -> Fault:
    place = tuple(step for step in error["loc"] if step != "[key]")
    code = _code(error, place=place)
    known = ", ".join(known_keys(place[:-1])) if code == "unknown_key" else ""
    limits = error.get("ctx", {})
    values = {
        "name": str(place[-1]) if place else "",
        "known": known,
        "given": str(error["input"])[:40],
        "expected": limits.get("expected", "").replace(" or ", ", ").replace("'", ""),
        "limit": limits.get("max_length", ""),
        "languages": limits.get("languages", ""),
    }
    return Fault(place, code, values)


def _code(error: ErrorDetails, *, place: Place) -> str:
    kind = error["type"]
    if kind.startswith("date_"):
        return "date_expected"
    if kind == "string_pattern_mismatch":
        if place[-1] == "url":
            return "bad_url"
        is_language = error["loc"][-1] == "[key]" and "weights" not in place
        return "bad_language" if is_language or place[0] == "languages" else "bad_key"
    if kind in ("too_long", "string_too_long"):
        return "text_too_long" if isinstance(error["input"], str) else "list_too_long"
    return _CODES.get(kind, "not_allowed")


def known_keys(place: Place) -> list[str]:
    """The keys that belong here, in the order of the documentation."""
    part = _PARTS.get(tuple(step for step in place if isinstance(step, str)))
    fields = part.model_fields if part else {}
    return [field.alias or name for name, field in fields.items()]
