"""Method packs: a questionnaire as a YAML file, read whole or refused with every reason."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml
from flask_babel import lazy_gettext as _l

from survey.models import method_faults
from survey.models.method import Definition
from survey.models.plain_method import Fault, Place
from survey.questionnaires import shape_faults, yaml_tree
from survey.questionnaires.pack_messages import MESSAGES

SHIPPED = Path(__file__).parent / "shipped"

_POSITION = _l("%(file)s, line %(line)s, %(key)s: %(message)s")


class PackProblem(NamedTuple):
    """One thing to change. `key` names the place in words: `questions[overall].scale`.

    `line` is None where the pack does not come from a file; `place` is for an editor, which
    shows the problem where it is.
    """

    file: str
    line: int | None
    key: str
    code: str
    values: dict[str, Any]
    place: Place = ()

    @property
    def message(self) -> str:
        """In the language of the reader."""
        return str(MESSAGES[self.code]) % self.values

    def __str__(self) -> str:
        return str(_POSITION) % {
            "file": self.file,
            "line": "–" if self.line is None else self.line,
            "key": self.key or "–",
            "message": self.message,
        }


class Reading(NamedTuple):
    """A definition, or the problems that kept it from being one.

    `plain` is what was read all the same, if it is a group of keys: it can be kept as a draft.
    """

    definition: Definition | None
    problems: list[PackProblem]
    plain: dict[str, Any] | None = None


def read(source: bytes, *, file: str) -> Reading:
    """The pack in these bytes; `file` is the name that problems show."""
    tree = yaml_tree.read(source)
    problems = [
        _problem(refusal.fault, data=tree.data, file=file, line=refusal.line)
        for refusal in tree.refusals
    ]
    if tree.data is None and problems:
        return Reading(None, problems)
    definition, faults = _parse(tree.data)
    problems += [
        _problem(fault, data=tree.data, file=file, line=tree.line_of(fault.place))
        for fault in faults
    ]
    problems.sort(key=lambda problem: problem.line or 0)
    return Reading(None if problems else definition, problems, _group(tree.data))


def check(plain: Mapping[str, Any], *, file: str = "") -> Reading:
    """The same for a pack that does not come from a file: lists, groups, texts and numbers."""
    definition, faults = _parse(plain)
    problems = [_problem(fault, data=plain, file=file, line=None) for fault in faults]
    return Reading(definition, problems, _group(plain))


def dump(definition: Definition) -> str:
    """The pack as a file that reads back as the same definition."""
    return dump_plain(definition.plain())


def dump_plain(plain: Mapping[str, Any]) -> str:
    """The same for a draft, sound or not."""
    return yaml.dump(
        in_order(plain), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100
    )


def in_order(found: Any, *, place: Place = ()) -> Any:
    """Keys as the documentation lists them, Vietnamese before English, the rest by name."""
    if isinstance(found, list):
        return [in_order(entry, place=place) for entry in found]
    if not isinstance(found, Mapping):
        return found
    known = [*shape_faults.known_keys(place), "vi", "en"]
    names = sorted(found, key=lambda name: (known.index(name) if name in known else 99, name))
    return {name: in_order(found[name], place=(*place, name)) for name in names}


@cache
def shipped() -> Mapping[str, Definition]:
    """The packs that come with the product, by their key."""
    readings = [read(path.read_bytes(), file=path.name) for path in sorted(SHIPPED.glob("*.yaml"))]
    broken = [str(problem) for reading in readings for problem in reading.problems]
    if broken:
        raise ValueError("\n".join(broken))
    found = [reading.definition for reading in readings if reading.definition]
    return MappingProxyType({definition.key: definition for definition in found})


def shipped_keys() -> list[str]:
    """Their keys alone, without reading them: each file bears the key of its pack."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


class _Dumper(yaml.SafeDumper):
    """Writes a thing that occurs twice twice, for aliases are refused."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _group(plain: Any) -> dict[str, Any] | None:
    return dict(plain) if isinstance(plain, Mapping) else None


def _parse(plain: Any) -> tuple[Definition | None, list[Fault]]:
    if not isinstance(plain, dict):
        return None, [Fault((), "not_a_pack", {})]
    definition, faults = shape_faults.parse(plain)
    return definition, faults + method_faults.find(plain)


def _problem(fault: Fault, *, data: Any, file: str, line: int | None) -> PackProblem:
    key = _in_words(fault.place, data=data)
    return PackProblem(file, line, key, fault.code, fault.values, fault.place)


def _in_words(place: Place, *, data: Any) -> str:
    """("questions", 0, "scale") as `questions[overall].scale`, or [1] where there is no key."""
    words = ""
    for step in place:
        data = _inside(data, step)
        if isinstance(step, str):
            words += f".{step}" if words else step
        else:
            key = data.get("key") if isinstance(data, dict) else None
            words += f"[{key}]" if isinstance(key, str) else f"[{step + 1}]"
    return words


def _inside(data: Any, step: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return None
