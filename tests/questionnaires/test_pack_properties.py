"""Whatever a pack says, it is written and read back; whatever a file holds, nothing breaks."""

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from survey.models.method import Definition
from survey.models.wording import clean
from survey.questionnaires import packs
from tests.methods import a_plain_method

WORDS = st.text(max_size=30).map(clean).filter(bool)
KEYS = st.from_regex(r"[a-z0-9]{1,8}([_-][a-z0-9]{1,4}){0,2}", fullmatch=True)
NUMBERS = st.integers(-1000, 1000) | st.floats(-1000, 1000)
PROPERTIES = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)


def texts() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({"vi": WORDS, "en": WORDS}, optional={"km": WORDS, "no": WORDS})


@st.composite
def options(draw: st.DrawFn, *, scores: list[Any]) -> list[dict[str, Any]]:
    keys = draw(st.lists(KEYS, min_size=len(scores), max_size=len(scores), unique=True))
    return [
        {"key": key, "label": draw(texts())} | ({} if score is None else {"score": score})
        for key, score in zip(keys, scores, strict=True)
    ]


@st.composite
def scales(draw: st.DrawFn) -> list[dict[str, Any]]:
    levels = sorted(draw(st.lists(NUMBERS, min_size=5, max_size=5, unique=True)))
    first, second, third, fourth = draw(st.lists(KEYS, min_size=4, max_size=4, unique=True))
    rated = draw(options(scores=levels))
    return [
        {"key": first, "kind": "five_levels", "options": rated, "satisfied": [rated[0]["key"]]},
        {"key": second, "kind": "facts", "options": draw(options(scores=[2, 1, 0, None]))},
        {"key": third, "kind": "choose_several", "options": draw(options(scores=[None] * 3))},
        {"key": fourth, "kind": "free_text"},
    ]


@st.composite
def plain_methods(draw: st.DrawFn) -> dict[str, Any]:
    listed = draw(scales())
    keys = draw(st.lists(KEYS, min_size=1, max_size=6, unique=True))
    questions = [
        {"key": key, "text": draw(texts()), "scale": draw(st.sampled_from(listed))["key"]}
        for key in keys
    ]
    questions[0]["scale"] = listed[0]["key"]
    if len(questions) > 1:
        asked = draw(st.sampled_from(listed[0]["options"]))["key"]
        questions[-1]["show_if"] = {"question": keys[0], "in": [asked]}
        questions[-1]["hint"] = draw(texts())
    return a_plain_method(
        title=draw(texts()),
        description=draw(texts()),
        publishable=False,
        channels=draw(st.lists(st.sampled_from(["slip", "poster", "kiosk"]), unique=True)),
        legal_basis=[{"number": draw(WORDS), "date": "2017-10-10", "title": draw(texts())}],
        factors=[{"key": draw(KEYS), "name": draw(texts()), "official": draw(st.booleans())}],
        scales=listed,
        questions=questions,
        index={"aggregate": "mean_0_100", "overall": [keys[0]]},
        bands=[{"from": 0, "to": 100, "label": draw(texts())}],
    )


@PROPERTIES
@given(plain_methods())
def test_what_is_dumped_reads_back_as_the_same_definition(plain):
    assume("sipas" not in str(plain["title"]).lower())
    definition = Definition.model_validate(plain)

    reading = packs.read(packs.dump(definition).encode(), file="dumped.yaml")

    assert reading.problems == []
    assert reading.definition == definition
    assert reading.definition.digest == definition.digest


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@st.composite
def damaged_methods(draw: st.DrawFn) -> Any:
    """A sound method in which one place, wherever, holds anything."""
    method: Any = a_plain_method()
    place = method
    while True:
        steps = list(place) if isinstance(place, dict) else list(range(len(place)))
        step = draw(st.sampled_from(steps))
        if not place[step] or not isinstance(place[step], dict | list) or draw(st.booleans()):
            place[step] = draw(ANYTHING)
            return method
        place = place[step]


@PROPERTIES
@given(damaged_methods())
def test_a_damaged_method_is_refused_in_words_or_still_sound(plain):
    reading = packs.check(plain)

    assert (reading.definition is None) == bool(reading.problems)
    assert all(str(problem) for problem in reading.problems)


YAML_SIGNS = st.text(alphabet=" \n-:[]{}&*!|>'\"#%@,abệ01?~\t\\", max_size=60)


@PROPERTIES
@given(
    st.binary(max_size=60)
    | YAML_SIGNS.map(str.encode)
    | st.text(max_size=60).map(lambda text: text.encode(errors="surrogatepass"))
)
def test_no_bytes_break_the_reader(source):
    reading = packs.read(source, file="any.yaml")

    assert reading.definition is None
    assert all(str(problem) for problem in reading.problems)
