"""A version as lists and tables show it, be it a draft that is not sound yet."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flask_babel import gettext as _

from survey.i18n import language
from survey.models import plain_method
from survey.models.plain_method import Place
from survey.models.questionnaire import Questionnaire, QuestionnaireVersion
from survey.models.wording import FALLBACK_LANGUAGE, REQUIRED_LANGUAGES, Text
from survey.questionnaires import manuscript, packs
from survey.questionnaires.manuscript import Plain
from survey.questionnaires.place_names import place_name


class Headline(NamedTuple):
    version: QuestionnaireVersion
    title: str
    """In the language of this page; the code where there is none."""
    is_verified: bool


class Family(NamedTuple):
    """A questionnaire with its versions, the newest first."""

    questionnaire: Questionnaire
    title: str
    versions: list[Headline]


class Translated(NamedTuple):
    """A text of a method with all its languages, and where it stands."""

    where: str
    text: Text


def headline(version: QuestionnaireVersion) -> Headline:
    found = manuscript.plain(version)
    title = _spoken(plain_method.group(found, "title")) or version.questionnaire.code
    return Headline(version, title, found.get("verified") is True)


def name_of(line: Headline) -> str:
    return _("%(title)s, version %(number)d", title=line.title, number=line.version.number)


def families(versions: list[QuestionnaireVersion]) -> list[Family]:
    """`versions` come by questionnaire, the newest first."""
    found: dict[int, Family] = {}
    for version in versions:
        line = headline(version)
        family = Family(version.questionnaire, line.title, [])
        found.setdefault(version.questionnaire_id, family).versions.append(line)
    return sorted(found.values(), key=lambda family: family.title)


def names(versions: list[QuestionnaireVersion]) -> dict[int, str]:
    """By version title and number; with the code where two of them are called alike."""
    called = {version.id: name_of(headline(version)) for version in versions}
    times = Counter(called.values())
    return {
        version.id: f"{name} ({version.questionnaire.code})" if times[name] > 1 else name
        for version, name in zip(versions, called.values(), strict=True)
    }


def languages(method: Plain) -> list[str]:
    """Vietnamese and English, then whatever else a text is there in."""
    others = {name for found in translations(method) for name in found.text}
    return ["vi", "en", *sorted(others - REQUIRED_LANGUAGES)]


def translations(method: Plain) -> Iterator[Translated]:
    """Every text that has languages, in the order of the documentation."""
    yield from _texts(packs.in_order(method), place=())


def _texts(found: object, *, place: Place) -> Iterator[Translated]:
    if isinstance(found, list):
        for position, entry in enumerate(found):
            yield from _texts(entry, place=(*place, position))
    elif isinstance(found, Mapping) and _is_text(found):
        yield Translated(place_name(place), found)
    elif isinstance(found, Mapping):
        for name, inside in found.items():
            yield from _texts(inside, place=(*place, name))


def _is_text(group: Mapping[str, object]) -> bool:
    return not REQUIRED_LANGUAGES.isdisjoint(group) and all(
        isinstance(said, str) for said in group.values()
    )


def _spoken(title: Mapping[str, object]) -> str:
    said = title.get(language()) or title.get(FALLBACK_LANGUAGE)
    return said if isinstance(said, str) else ""
