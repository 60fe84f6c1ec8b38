"""The fields of the editor with what is in them and what is wrong there."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _

from survey.models.plain_method import Group, Place
from survey.questionnaires import packs
from survey.questionnaires.choices import Choice
from survey.questionnaires.fields import DAY, KEYS, SECTIONS, Block, Field, at, blocks, in_words
from survey.questionnaires.packs import PackProblem
from survey.questionnaires.sentences import language_name


class Shown(NamedTuple):
    field: Field
    value: Any
    choices: tuple[Choice, ...]
    errors: list[str]

    @property
    def is_day(self) -> bool:
        """Whether a field for days can show it: such a field is empty where it is no day."""
        return self.field.kind == DAY and (not self.value or _is_calendar_day(self.value))


class ShownBlock(NamedTuple):
    block: Block
    fields: list[Shown]
    inside: list["ShownBlock"]

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.fields) or any(b.has_errors for b in self.inside)

    @property
    def summary(self) -> str:
        """What tells one entry from the next: its first text, else its key."""
        texts = [s for s in self.fields if s.field.language]
        first = {
            s.field.language: s.value
            for s in texts
            if s.field.path[:-1] == texts[0].field.path[:-1]
        }
        keys = [s.value for s in self.fields if s.field.path[-1:] == ("key",) and s.value]
        return in_words(first) or str((keys or [""])[0])


class Editor(NamedTuple):
    """A section to be edited; `elsewhere` are its problems that belong to no field."""

    blocks: list[ShownBlock]
    elsewhere: list[PackProblem]
    counts: dict[str, int]
    """How many problems each section has."""


def editor(method: Group, *, section: str) -> Editor:
    problems = packs.check(method).problems
    found = blocks(section, method=method)
    at_fields = _at_fields(found, problems=problems)
    here = [problem for problem in problems if section_of(problem) == section]
    told = {id(problem) for listed in at_fields.values() for problem in listed}
    return Editor(
        blocks=[_shown(block, method=method, problems=at_fields) for block in found],
        elsewhere=[problem for problem in here if id(problem) not in told],
        counts={name: sum(section_of(p) == name for p in problems) for name in SECTIONS},
    )


class ToMend(NamedTuple):
    """A problem of a draft as the editor would tell it: the entry or section, and a sentence."""

    problem: PackProblem
    where: str
    sentence: str


def to_mend(method: Group, *, problems: list[PackProblem]) -> list[ToMend]:
    """In the order of the problems."""
    told: dict[int, ToMend] = {}
    for section in dict.fromkeys(map(section_of, problems)):
        found = blocks(section, method=method)
        here = [problem for problem in problems if section_of(problem) == section]
        at_fields = _at_fields(found, problems=here)
        for block in found:
            shown = _shown(block, method=method, problems={})
            for where, field in _with_places(shown):
                for problem in at_fields.get(field.path, ()):
                    sentence = _message(problem, field=field)
                    if sentence == problem.message:
                        sentence = f"{field.label}: {sentence}"
                    told[id(problem)] = ToMend(problem, where or _title(problem), sentence)
    unplaced = (ToMend(problem, _title(problem), problem.message) for problem in problems)
    return [told.get(id(one.problem), one) for one in unplaced]


def _title(problem: PackProblem) -> str:
    return str(SECTIONS[section_of(problem)].title)


def _with_places(shown: ShownBlock, above: str = "") -> Iterator[tuple[str, Field]]:
    """Each field with the entries it lies in, the outermost first."""
    where = " · ".join(filter(None, (above, _where(shown))))
    for each in shown.fields:
        yield where, each.field
    for inside in shown.inside:
        yield from _with_places(inside, where)


def _where(shown: ShownBlock) -> str:
    """An entry by its number in the list and what it says; another block by its heading."""
    place, heading = shown.block.path, shown.block.heading
    if not place or not isinstance(place[-1], int):
        return str(heading)
    numbered = _("%(heading)s %(number)d", heading=heading, number=place[-1] + 1)
    return f"{numbered}: {shown.summary}" if shown.summary else str(numbered)


def section_of(problem: PackProblem) -> str:
    """The section of the editor in which it is mended."""
    key = problem.place[0] if problem.place else ""
    return next((name for name, section in SECTIONS.items() if key in section.keys), "about")


def entry_of(problem: PackProblem) -> Place:
    """The innermost entry of a list that the problem lies in; empty where it lies in none."""
    place = problem.place
    return next((place[:n] for n in range(len(place), 0, -1) if isinstance(place[n - 1], int)), ())


def _at_fields(
    found: list[Block], *, problems: list[PackProblem]
) -> dict[Place, list[PackProblem]]:
    """Each problem at the field that is nearest to it; at the first one of a missing text."""
    paths = [field.path for block in found for field in _fields(block)]
    nearest: dict[Place, list[PackProblem]] = {}
    for problem in problems:
        place = problem.place
        around = [path for path in paths if place[: len(path)] == path]
        below = [path for path in paths if path[: len(place)] == place and len(place) > 1]
        at_text = [path for path in paths if path[:-1] == place and place]
        target = around or at_text or below
        if target:
            nearest.setdefault(_untranslated(target, problem) or target[0], []).append(problem)
    return nearest


def _untranslated(paths: list[Place], problem: PackProblem) -> Place | None:
    """The field of the language that is missing."""
    missing = str(problem.values.get("languages", "")).split(", ")
    return next((path for path in paths if path[-1] in missing), None)


def _fields(block: Block) -> Iterator[Field]:
    yield from block.fields
    for inside in block.inside:
        yield from _fields(inside)


def _shown(block: Block, *, method: Group, problems: dict[Place, list[PackProblem]]) -> ShownBlock:
    fields = []
    for field in block.fields:
        value = at(method, field.path)
        errors = [_message(problem, field=field) for problem in problems.get(field.path, ())]
        fields.append(Shown(field, _plain(field, value), _choices(field, value), errors))
    inside = [_shown(b, method=method, problems=problems) for b in block.inside]
    return ShownBlock(block, fields, inside)


def _message(problem: PackProblem, *, field: Field) -> str:
    """A form has labels where a file has keys."""
    missing = {"missing": field.language, "missing_translation": problem.values.get("languages")}
    if missing.get(problem.code) != field.language:
        return problem.message
    spoken = f" ({language_name(field.language)})" if field.language else ""
    return str(_("“%(name)s” is missing. Add it.", name=field.label + spoken))


def _plain(field: Field, value: Any) -> Any:
    if value is None or not field.fits(value):
        return [] if field.kind == KEYS else ""
    return (
        ", ".join(map(str, value)) if field.kind == "codes" and isinstance(value, list) else value
    )


def _choices(field: Field, value: Any) -> tuple[Choice, ...]:
    """What is offered, and what is chosen though it is not offered: saving must not lose it."""
    known = {choice.value for choice in field.choices}
    if not field.fits(value):
        return field.choices
    chosen = value if isinstance(value, list) else [value]
    strange = [str(v) for v in chosen if field.choices and v and str(v) not in known]
    return (*field.choices, *(Choice(name, name) for name in strange))


def _is_calendar_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False
