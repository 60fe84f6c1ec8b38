"""The text in which a version is kept; a draft may be incomplete or wrong, and is kept as typed."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from survey.models.questionnaire import QuestionnaireVersion
from survey.models.wording import without_unprintable
from survey.questionnaires import packs
from survey.questionnaires.packs import Reading

Plain = dict[str, Any]


class Manuscript(NamedTuple):
    text: str
    digest: str


def written(plain: Mapping[str, Any]) -> Manuscript:
    """A sound method as its canonical JSON, anything else in the same manner of writing."""
    kept = _storable(plain)
    definition = packs.check(kept).definition
    if definition is not None:
        return Manuscript(definition.canonical_json(), definition.digest)
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Manuscript(text, digest(text))


def plain(version: QuestionnaireVersion) -> Plain:
    found: Plain = json.loads(version.definition)
    return found


def check(version: QuestionnaireVersion) -> Reading:
    return packs.check(plain(version))


def digest(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _storable(found: Any) -> Any:
    """Without signs that a database refuses or that nobody can see."""
    if isinstance(found, str):
        return without_unprintable(found)
    if isinstance(found, Mapping):
        return {without_unprintable(str(key)): _storable(inside) for key, inside in found.items()}
    return [_storable(inside) for inside in found] if isinstance(found, list) else found
