"""What the editor asks for: each part of a method as fields, whatever state the draft is in."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from survey.i18n import language
from survey.models import plain_method
from survey.models.plain_method import Group, Place
from survey.questionnaires.choices import AGGREGATES, CHANNELS, KINDS, Choice, labels

LINE, PAGE, NUMBER, DAY, SWITCH, CHOICE, KEYS, CODES = (
    "line",
    "page",
    "number",
    "day",
    "switch",
    "choice",
    "keys",
    "codes",
)


class Field(NamedTuple):
    """`kind` says how it is shown and read; a switch that is always written has `always`."""

    path: Place
    label: str
    kind: str = LINE
    choices: tuple[Choice, ...] = ()
    language: str = ""
    always: bool = False

    @property
    def name(self) -> str:
        return name_of(self.path)

    def fits(self, value: Any) -> bool:
        """Whether the field can show what is there; what it cannot show it leaves alone."""
        if value is None:
            return True
        if self.kind == SWITCH:
            return isinstance(value, bool)
        if self.kind in (KEYS, CODES):
            return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return isinstance(value, str) or (self.kind == NUMBER and is_number)


class Block(NamedTuple):
    """Fields that belong together: an entry of a list, or the beginning of a section."""

    path: Place
    heading: str
    fields: tuple[Field, ...]
    inside: tuple["Block", ...] = ()
    adds: Place | None = None
    """The list to which a further entry can be added here."""


class Section(NamedTuple):
    title: str
    keys: tuple[str, ...]


SECTIONS = {
    "about": Section(
        _l("About"),
        (
            "title",
            "description",
            "languages",
            "channels",
            "publishable",
            "verified",
            "verified_note",
            "valid_from",
            "valid_to",
        ),
    ),
    "factors": Section(_l("Factors"), ("factors",)),
    "scales": Section(_l("Scales"), ("scales",)),
    "questions": Section(_l("Questions"), ("questions",)),
    "index": Section(_l("Index"), ("index", "bands")),
    "law": Section(_l("Legal basis"), ("legal_basis",)),
}


def name_of(path: Place) -> str:
    return ".".join(str(step) for step in path)


def blocks(section: str, *, method: Group) -> list[Block]:
    """The fields of a section as the draft stands."""
    made = {
        "about": _about,
        "factors": _factors,
        "scales": _scales,
        "questions": _questions,
        "index": _index,
        "law": _law,
    }[section]
    return list(made(method))


def _about(method: Group) -> Iterator[Block]:
    fields = (
        *_texts(method, "title", label=_l("Title")),
        *_texts(method, "description", label=_l("Description"), kind=PAGE),
        Field(("languages",), _l("Languages, as codes: vi, en"), CODES),
        Field(("channels",), _l("Ways in"), KEYS, labels(CHANNELS)),
        Field(("valid_from",), _l("Valid from"), DAY),
        Field(("valid_to",), _l("Valid to"), DAY),
        Field(("publishable",), _l("It may be put before citizens"), SWITCH, always=True),
        Field(("verified",), _l("The whole was compared with the legal text"), SWITCH, always=True),
        *_texts(
            method, "verified_note", label=_l("What was compared with which source"), kind=PAGE
        ),
    )
    yield Block((), "", fields)


def _factors(method: Group) -> Iterator[Block]:
    for position, _entry in plain_method.entries(method, "factors"):
        path = ("factors", position)
        fields = (
            Field((*path, "key"), _l("Key")),
            *_texts(method, *path, "name", label=_l("Name")),
            Field((*path, "official"), _l("Named so by the legal basis"), SWITCH),
        )
        yield Block(path, _l("Factor"), fields)
    yield Block((), "", (), adds=("factors",))


def _scales(method: Group) -> Iterator[Block]:
    for position, scale in plain_method.entries(method, "scales"):
        path = ("scales", position)
        options = _entry_choices(scale, "options", text="label")
        fields = (
            Field((*path, "key"), _l("Key")),
            Field((*path, "kind"), _l("Kind"), CHOICE, labels(KINDS)),
            Field((*path, "satisfied"), _l("Counts as satisfied"), KEYS, options),
            Field((*path, "dissatisfied"), _l("Counts as dissatisfied"), KEYS, options),
            Field((*path, "verified"), _l("The options are those of the legal text"), SWITCH),
        )
        inside = tuple(
            _option(method, (*path, "options", number))
            for number, _entry in plain_method.entries(scale, "options")
        )
        yield Block(path, _l("Scale"), fields, inside, adds=(*path, "options"))
    yield Block((), "", (), adds=("scales",))


def _option(method: Group, path: Place) -> Block:
    fields = (
        Field((*path, "key"), _l("Key")),
        *_texts(method, *path, "label", label=_l("Label")),
        Field((*path, "score"), _l("Score"), NUMBER),
        Field((*path, "face"), _l("Face, from 1 (very dissatisfied) to 5"), NUMBER),
    )
    return Block(path, _l("Option"), fields)


def _questions(method: Group) -> Iterator[Block]:
    scales = _entry_choices(method, "scales", text="key")
    factors = _entry_choices(method, "factors", text="name")
    every = _entry_choices(method, "questions", text="text")
    earlier: list[Choice] = []
    for position, question in plain_method.entries(method, "questions"):
        path = ("questions", position)
        fields = (
            Field((*path, "key"), _l("Key")),
            *_texts(method, *path, "text", label=_l("Text")),
            *_texts(method, *path, "hint", label=_l("Hint")),
            Field((*path, "scale"), _l("Scale"), CHOICE, scales),
            Field((*path, "factor"), _l("Factor"), CHOICE, factors),
            Field((*path, "required"), _l("An answer is needed"), SWITCH),
            Field((*path, "show_if", "question"), _l("Asked only after"), CHOICE, tuple(earlier)),
            *_leading_answers(method, question=question, path=path),
            Field((*path, "verified"), _l("The text is that of the legal text"), SWITCH),
        )
        yield Block(path, _l("Question"), fields)
        earlier += [choice for choice in every if choice.position == position]
    yield Block((), "", (), adds=("questions",))


def _leading_answers(method: Group, *, question: Group, path: Place) -> Iterator[Field]:
    """The answers of the question it depends on, once that one is chosen and kept."""
    asked = plain_method.word(plain_method.group(question, "show_if"), "question")
    scale = plain_method.word(
        plain_method.by_key(method, "questions").get(asked or "", {}), "scale"
    )
    options = plain_method.by_key(method, "scales").get(scale or "", {})
    if asked is not None:
        choices = _entry_choices(options, "options", text="label")
        yield Field((*path, "show_if", "in"), _l("If the answer was"), KEYS, choices)


def _index(method: Group) -> Iterator[Block]:
    questions = _entry_choices(method, "questions", text="text")
    factors = _entry_choices(method, "factors", text="name")
    fields = (
        Field(
            ("index", "aggregate"), _l("How answers become the index"), CHOICE, labels(AGGREGATES)
        ),
        Field(("index", "overall"), _l("Questions of the index"), KEYS, questions),
        Field(("index", "maximum"), _l("Greatest sum of points"), NUMBER),
    )
    weights = tuple(
        Field(("index", "weights", factor.value), factor.label, NUMBER) for factor in factors
    )
    yield Block((), "", fields)
    if weights:
        yield Block(("index", "weights"), _l("Weights of the factors, from 0 to 1"), weights)
    for position, _entry in plain_method.entries(method, "bands"):
        path = ("bands", position)
        yield Block(
            path,
            _l("Band"),
            (
                Field((*path, "from"), _l("From"), NUMBER),
                Field((*path, "to"), _l("To"), NUMBER),
                *_texts(method, *path, "label", label=_l("Label")),
                Field((*path, "verified"), _l("Taken from the legal text"), SWITCH),
            ),
        )
    yield Block((), "", (), adds=("bands",))


def _law(method: Group) -> Iterator[Block]:
    for position, _entry in plain_method.entries(method, "legal_basis"):
        path = ("legal_basis", position)
        fields = (
            Field((*path, "number"), _l("Number")),
            Field((*path, "date"), _l("Date of the text"), DAY),
            *_texts(method, *path, "title", label=_l("Title")),
            Field((*path, "url"), _l("Address on the internet")),
        )
        yield Block(path, _l("Legal text"), fields)
    yield Block((), "", (), adds=("legal_basis",))


def _texts(method: Group, *path: str | int, label: str, kind: str = LINE) -> tuple[Field, ...]:
    """One field for each language that the method offers or the text has."""
    offered = [language for _, language in plain_method.words(method, "languages")]
    found = at(method, path)
    there = [name for name in found if isinstance(name, str)] if isinstance(found, Mapping) else []
    languages = dict.fromkeys(["vi", "en", *offered, *there])
    return tuple(Field((*path, name), label, kind, language=name) for name in languages)


def _entry_choices(parent: Group, name: str, *, text: str) -> tuple[Choice, ...]:
    found = []
    for position, entry in plain_method.entries(parent, name):
        key, said = plain_method.word(entry, "key"), plain_method.group(entry, text)
        if key:
            shown = in_words(said)
            found.append(Choice(key, f"{shown} ({key})" if shown else key, position))
    return tuple(found)


def in_words(said: Group) -> str:
    """A text of a draft in the language of the page, else in Vietnamese; empty without one."""
    texts = (said.get(name) for name in (language(), "vi"))
    return next((text for text in texts if isinstance(text, str) and text), "")


def at(method: Any, path: Place) -> Any:
    """What stands there, or None."""
    for step in path:
        if isinstance(method, Mapping):
            method = method.get(step)
        elif isinstance(method, list) and isinstance(step, int) and step < len(method):
            method = method[step]
        else:
            return None
    return method
