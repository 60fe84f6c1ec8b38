"""A pack is read whole, or refused with every reason, each with its line and its key."""

from pathlib import Path

import pytest

from survey.models.method import Band, Definition, Index, LegalBasis
from survey.models.question import Condition, Factor, Question
from survey.models.scale import Option, Scale
from survey.questionnaires import packs
from survey.questionnaires.pack_messages import MESSAGES

SAMPLE = Path(__file__).with_name("sample.yaml").read_text()
LABEL = "label:\n      vi: Kém\n      en: Bad"


def with_change(old: str, new: str) -> str:
    assert SAMPLE.count(old) == 1, f"{SAMPLE.count(old)} times in the sample: {old}"
    return SAMPLE.replace(old, new)


def problems_of(source: str) -> list[packs.PackProblem]:
    reading = packs.read(source.encode(), file="sample.yaml")
    assert (reading.definition is None) == bool(reading.problems)
    assert all(str(problem) for problem in reading.problems)
    return reading.problems


def test_a_sound_pack_is_read():
    definition = packs.read(SAMPLE.encode(), file="sample.yaml").definition

    assert definition.title["vi"] == "Phiếu mẫu"
    assert [question.key for question in definition.overall_questions] == ["seats", "manner"]
    assert definition.question("manner").show_if.one_of == ("bad", "good")
    assert definition.bands[1].start == 50


SHAPE = [
    ("format: 1", "format: 2", 1, "format", "not_offered"),
    ("key: sample\n", "", 1, "key", "missing"),
    ("key: sample", "key: Mẫu", 2, "key", "bad_key"),
    ("key: sample", "key: 7", 2, "key", "text_expected"),
    ("key: sample", "key: ", 2, "key", "text_expected"),
    ("key: sample", "kee: 1\nkey: sample", 2, "kee", "unknown_key"),
    ("  en: Sample form\n", "", 3, "title", "missing_translation"),
    ("  en: Sample form", "  en: ''", 5, "title.en", "empty"),
    ("  en: Sample form", f"  en: {'x' * 401}", 5, "title.en", "text_too_long"),
    ("  en: Sample form", "  en: a\n  English: b", 6, "title.English", "bad_language"),
    ("title:\n  vi: Phiếu mẫu\n  en: Sample form", "title: Phiếu", 3, "title", "group_expected"),
    ("channels: [slip]", "channels: slip", 10, "channels", "list_expected"),
    ("channels: [slip]", "channels: [slip, sms]", 10, "channels[2]", "not_offered"),
    ("verified: false", "verified: no", 12, "verified", "true_or_false"),
    ("date: 2017-10-10", "date: 2017-10-40", 18, "legal_basis[1].date", "date_expected"),
    ("date: 2017-10-10", "date: 10/10/2017", 18, "legal_basis[1].date", "date_expected"),
    ("https://example.vn/2640", "javascript:x", 22, "legal_basis[1].url", "bad_url"),
    ("kind: three_levels", "kind: four_levels", 36, "scales[levels].kind", "not_offered"),
    (LABEL, "label: Kém", 39, "scales[levels].options[bad].label", "group_expected"),
    ("score: 0", "score: '0'", 42, "scales[levels].options[bad].score", "number_expected"),
    ("score: 0", "score: 0\n    face: 9", 43, "scales[levels].options[bad].face", "number_range"),
    (
        "score: 0",
        "score: 0\n    face: 1.5",
        43,
        "scales[levels].options[bad].face",
        "whole_number_expected",
    ),
    ("required: true", "required: 1", 64, "questions[seats].required", "true_or_false"),
    ("  scale: words\n", "", 74, "questions[comment].scale", "missing"),
]
FIT = [
    ("languages: [vi, en]", "languages: [vi]", 9, "languages", "language_required"),
    ("languages: [vi, en]", "languages: [vi, en, vi]", 9, "languages[3]", "duplicate"),
    ("valid_to: 2026-12-31", "valid_to: 2025-12-31", 24, "valid_to", "ends_before_start"),
    ("- key: fair", "- key: good", 48, "scales[levels].options[good].key", "duplicate"),
    ("- key: comment", "- key: seats", 74, "questions[seats].key", "duplicate"),
    ("scale: words", "scale: word", 78, "questions[comment].scale", "unknown_scale"),
    (
        "question: seats",
        "question: sofa",
        72,
        "questions[manner].show_if.question",
        "unknown_question",
    ),
    (
        "question: seats",
        "question: comment",
        72,
        "questions[manner].show_if.question",
        "points_forward",
    ),
    (
        "question: seats",
        "question: manner",
        72,
        "questions[manner].show_if.question",
        "points_forward",
    ),
    (
        "in: [bad, good]",
        "in: [bad, good, best]",
        73,
        "questions[manner].show_if.in[3]",
        "unknown_option",
    ),
    ("in: [bad, good]", "in: [bad]", 71, "questions[manner].show_if", "unequal_effort"),
    (
        "satisfied: [good]",
        "satisfied: [good, best]",
        53,
        "scales[levels].satisfied[2]",
        "unknown_option",
    ),
    (
        "dissatisfied: [bad]",
        "dissatisfied: [good]",
        54,
        "scales[levels].dissatisfied[1]",
        "satisfied_and_not",
    ),
    ("score: 1", "score: 7", 37, "scales[levels].options", "scores_in_order"),
    ("kind: free_text", "kind: yes_no", 55, "scales[words].options", "option_count"),
    ("kind: three_levels", "kind: choose_several", 37, "scales[levels].options", "scores_unwanted"),
    (
        "overall: [seats, manner]",
        "overall: [seats, manner, sofa]",
        81,
        "index.overall[3]",
        "unknown_question",
    ),
    ("mean_0_100", "top_two_box", 80, "index.aggregate", "not_offered"),
    ("mean_0_100", "sum_of_points", 79, "index.maximum", "maximum_wrong"),
    ("staff: 0.6", "staff: 0.5", 82, "index.weights", "weights_sum"),
    ("  to: 50", "  to: 45", 91, "bands[2].from", "band_gap"),
    ("  to: 50", "  to: 60", 91, "bands[2].from", "band_overlap"),
    ("- from: 0", "- from: 10", 86, "bands[1].from", "band_first"),
    ("  to: 100", "  to: 90", 92, "bands[2].to", "band_last"),
    ("channels: [slip]", "channels: []", 10, "channels", "publishable_without_channels"),
    ("key: sample", "key: sipas-xa", 2, "key", "called_sipas"),
    ("vi: Phiếu mẫu", "vi: Phiếu SIPAS tại quầy", 4, "title.vi", "called_sipas"),
]
WITH_CONSEQUENCES = [
    ("[slip]", f"[{', '.join(['slip'] * 21)}]", 10, "channels", "list_too_long"),
    ("- key: access\n", "- kee: access\n", 26, "factors[1].kee", "unknown_key"),
    ("access: 0.4", "access: 40", 83, "index.weights.access", "number_range"),
    ("- from: 0", "- frm: 0", 86, "bands[1].frm", "unknown_key"),
    ("- key: staff", "- key: access", 30, "factors[access].key", "duplicate"),
    ("factor: staff", "factor: staf", 70, "questions[manner].factor", "unknown_factor"),
    ("overall: [seats, manner]", "overall: []", 81, "index.overall", "empty"),
]


@pytest.mark.parametrize(("old", "new", "line", "key", "code"), SHAPE + FIT)
def test_one_mistake_is_named_with_its_line_and_its_key(old, new, line, key, code):
    found = [(p.line, p.key, p.code) for p in problems_of(with_change(old, new))]

    assert found == [(line, key, code)]


@pytest.mark.parametrize(("old", "new", "line", "key", "code"), WITH_CONSEQUENCES)
def test_a_mistake_that_makes_others_is_among_them(old, new, line, key, code):
    found = [(p.line, p.key, p.code) for p in problems_of(with_change(old, new))]

    assert (line, key, code) in found


def test_all_problems_are_told_at_once_in_the_order_of_the_file():
    source = SAMPLE
    for old, new in (
        ("scale: words", "scale: word"),
        ("score: 0", "score: '0'"),
        ("  to: 50", "  to: 45"),
        ("key: sample", "key: a\nkey: b"),
    ):
        source = source.replace(old, new)

    found = [(problem.line, problem.code) for problem in problems_of(source)]

    assert found == [
        (3, "duplicate_key"),
        (43, "number_expected"),
        (79, "unknown_scale"),
        (92, "band_gap"),
    ]


def test_a_problem_names_file_line_and_key_and_says_what_to_do():
    (problem,) = problems_of(with_change("staff: 0.6", "staff: 0.5"))

    assert str(problem) == (
        "sample.yaml, line 82, index.weights: "
        "The weights add up to 0.9. They must add up to 1 (100 %)."
    )


def test_a_problem_names_the_keys_that_are_known():
    (problem,) = problems_of(with_change("key: sample", "kee: 1\nkey: sample"))

    assert "Known here: format, key, title, description" in problem.message


def test_a_problem_names_the_choices():
    (problem,) = problems_of(with_change("channels: [slip]", "channels: [sms]"))

    assert problem.message == "“sms” is not known here. Choose one of: slip, poster, kiosk."


@pytest.mark.parametrize("source", ["", "- a\n- b\n", "title", "42"])
def test_what_is_no_group_of_keys_is_no_pack(source):
    assert [problem.code for problem in problems_of(source)] == ["not_a_pack"]


def test_an_offered_language_must_be_complete():
    source = with_change("languages: [vi, en]", "languages: [vi, en, km]")
    source = source.replace("  en: Sample form\n", "  en: Sample form\n  km: ទម្រង់\n")

    problems = problems_of(source)

    assert {problem.code for problem in problems} == {"missing_translation"}
    assert problems[0].key == "scales[levels].options[bad].label"
    assert len(problems) == 6


def test_a_language_may_be_prepared_before_it_is_offered():
    assert problems_of(with_change("  en: Sample form", "  en: Sample form\n  km: ទម្រង់")) == []


def test_a_pack_from_an_editor_is_checked_alike_but_has_no_lines():
    plain = packs.read(SAMPLE.encode(), file="").definition.plain()
    plain["questions"][2]["scale"] = "word"

    reading = packs.check(plain)

    assert reading.definition is None
    assert [(p.line, p.key, p.code) for p in reading.problems] == [
        (None, "questions[comment].scale", "unknown_scale")
    ]


def test_no_sentence_is_left_without_use():
    folder = Path(packs.__file__).parent.parent
    sources = [
        *folder.glob("models/*.py"),
        folder / "questionnaires/packs.py",
        folder / "questionnaires/publishing.py",
        folder / "questionnaires/shape_faults.py",
        folder / "questionnaires/yaml_tree.py",
    ]
    code = "\n".join(path.read_text() for path in sources)

    unused = [name for name in MESSAGES if f'"{name}"' not in code]

    assert [name for name in unused if not name.startswith("publishable_without_")] == []


def test_the_example_in_the_guide_is_a_sound_pack():
    guide = (Path(packs.__file__).parents[2] / "docs" / "questionnaires.md").read_text()
    example = guide.split("```yaml\n")[1].split("```")[0]

    assert problems_of(example) == []


def test_the_guide_explains_every_key():
    guide = (Path(packs.__file__).parents[2] / "docs" / "questionnaires.md").read_text()
    parts = (Definition, Factor, Scale, Option, Question, Condition, Index, Band, LegalBasis)
    keys = {field.alias or name for part in parts for name, field in part.model_fields.items()}

    assert sorted(key for key in keys if f"`{key}`" not in guide) == []
