"""A definition is immutable, has one written form and knows what its answers are worth."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from survey.models.answer_sheet import COMMENT_LIMIT
from survey.models.method import Definition
from survey.models.wording import in_language
from tests.methods import a_method, a_plain_method, a_question, both

SKIPPED = [
    a_question("first", "well"),
    a_question("second", "well", show_if={"question": "first", "in": ["no"]}),
    a_question("third", "well", required=True, show_if={"question": "second", "in": ["no"]}),
]


def codes(checked):
    return [(problem.question, problem.code) for problem in checked.problems]


def test_a_definition_survives_its_canonical_json():
    method = a_method()

    assert Definition.model_validate_json(method.canonical_json()) == method


def test_the_digest_does_not_depend_on_the_order_of_keys():
    shuffled = dict(reversed(a_plain_method().items()))

    assert Definition.model_validate(shuffled).digest == a_method().digest


def test_the_digest_changes_with_any_word():
    assert a_method(title=both("Another method")).digest != a_method().digest


def test_a_number_is_written_alike_with_and_without_its_point():
    point, none = a_plain_method(), a_plain_method()
    point["scales"][0]["options"][0]["score"] = 1.0
    none["scales"][0]["options"][0]["score"] = 1

    assert Definition.model_validate(point).digest == Definition.model_validate(none).digest


def test_the_canonical_json_is_compact_sorted_and_readable():
    text = a_method(title={"vi": "Phiếu hỏi", "en": "Form"}).canonical_json()

    assert "Phiếu hỏi" in text
    assert text == json.dumps(
        json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def test_neither_a_field_nor_a_text_can_be_changed():
    method = a_method()

    with pytest.raises(ValidationError):
        method.key = "other"
    with pytest.raises(TypeError):
        method.title["vi"] = "khác"


def test_texts_are_composed_and_freed_of_control_characters():
    decomposed = unicodedata.normalize("NFD", "Hài Lòng\x07 ")

    method = a_method(title={"vi": decomposed, "en": "\u202eForm"})

    assert dict(method.title) == {"vi": "Hài Lòng", "en": "Form"}


def test_a_text_without_translation_is_read_in_vietnamese():
    text = a_method(title={"vi": "Phiếu hỏi", "en": "Form"}).title

    assert [in_language(text, language) for language in ("en", "km")] == ["Form", "Phiếu hỏi"]


def test_answers_are_worth_what_the_scale_says():
    method = a_method()

    assert method.score_of("overall", "very_good") == 5
    assert method.score_of("why", "time") is None
    assert method.satisfied_options("overall") == ("good", "very_good")
    assert method.dissatisfied_options("access") == ("no",)
    assert (method.scale_of("overall").lowest, method.scale_of("overall").highest) == (1, 5)


def test_questions_are_found_by_key_by_factor_and_by_what_they_are_for():
    method = a_method()

    assert method.overall is method.question("overall")
    assert [question.key for question in method.scored_questions] == ["overall", "access"]
    assert [question.key for question in method.questions_of("access")] == ["access"]
    assert [question.key for question in method.text_questions] == ["comment"]
    with pytest.raises(KeyError):
        method.question("absent")


def test_a_method_without_index_has_no_overall_question():
    method = a_method(index=None, publishable=False)

    assert method.overall is None
    assert method.overall_questions == ()


def test_a_band_holds_its_lower_end_and_the_last_one_both():
    method = a_method(
        bands=[
            {"from": 0, "to": 50, "label": both("low")},
            {"from": 50, "to": 100, "label": both("high")},
        ]
    )

    found = [method.band_of(value) for value in (0, 49.9, 50, 100)]

    assert [band.label["en"] for band in found] == ["low", "low", "high", "high"]
    assert a_method().band_of(50) is None


def test_a_definition_with_a_fault_is_refused_naming_the_place():
    with pytest.raises(ValidationError, match=r"questions\.0\.scale: unknown_scale"):
        a_method(questions=[a_question("overall", "absent")])


def test_good_answers_come_back_in_the_order_of_the_questions():
    checked = a_method().check_answers(
        {
            "comment": " Cô ấy rất nhiệt tình.\r\nCảm ơn\x00 ",
            "why": ["staff", "time", "staff"],
            "access": "no",
            "overall": "bad",
        }
    )

    assert checked.problems == []
    assert list(checked.answers.items()) == [
        ("overall", "bad"),
        ("access", "no"),
        ("why", ["time", "staff"]),
        ("comment", "Cô ấy rất nhiệt tình.\nCảm ơn"),
    ]


def test_empty_answers_are_answers_not_given():
    checked = a_method().check_answers(
        {"overall": "good", "access": "", "why": [], "comment": " \n\x00"}
    )

    assert checked == ({"overall": "good"}, [])


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ("overall", "missing")),
        ({"overall": "splendid"}, ("overall", "unknown_option")),
        ({"overall": ["good"]}, ("overall", "wrong_type")),
        ({"overall": 5}, ("overall", "wrong_type")),
        ({"overall": "good", "age": "44"}, ("age", "unknown_question")),
        ({"overall": "good", "why": ["time"]}, ("why", "not_visible")),
        ({"overall": "good", "access": "no", "why": "time"}, ("why", "wrong_type")),
        ({"overall": "good", "access": "no", "why": ["time", 3]}, ("why", "wrong_type")),
        ({"overall": "good", "access": "no", "why": ["rain"]}, ("why", "unknown_option")),
        ({"overall": "good", "comment": ["x"]}, ("comment", "wrong_type")),
        ({"overall": "good", "comment": "x" * (COMMENT_LIMIT + 1)}, ("comment", "too_long")),
    ],
)
def test_a_wrong_answer_is_named(answers, expected):
    checked = a_method().check_answers(answers)

    assert codes(checked) == [expected]
    assert expected[0] not in checked.answers
    assert checked.problems[0].message


def test_a_comment_may_be_as_long_as_the_limit_says():
    comment = "ệ" * COMMENT_LIMIT

    checked = a_method().check_answers({"overall": "good", "comment": comment})

    assert checked.answers["comment"] == comment


def test_a_sheet_on_which_nothing_is_answered_is_refused():
    method = a_method(questions=[a_question("overall", "levels")])

    assert codes(method.check_answers({"overall": ""})) == [(None, "nothing_answered")]


def test_a_hidden_question_hides_what_follows_from_it():
    method = a_method(questions=SKIPPED, index=None, publishable=False)

    def seen(answers):
        return [question.key for question in method.visible_questions(answers)]

    assert seen({}) == ["first"]
    assert seen({"first": "no"}) == ["first", "second"]
    assert seen({"first": "yes", "second": "no"}) == ["first"]
    assert seen({"first": "no", "second": "no"}) == ["first", "second", "third"]


def test_a_required_question_is_missed_only_where_it_is_asked():
    method = a_method(questions=SKIPPED, index=None, publishable=False)

    assert codes(method.check_answers({"first": "yes"})) == []
    assert codes(method.check_answers({"first": "no", "second": "no"})) == [("third", "missing")]


def test_a_missing_text_is_to_be_written_not_chosen():
    words = {"key": "words", "text": both("How?"), "scale": "words", "required": True}
    method = a_method(questions=[words], index=None, publishable=False)

    (problem,) = method.check_answers({}).problems

    assert problem == ("words", "unwritten")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["good", "no", "time"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
METHOD = a_method()


@given(
    st.dictionaries(st.sampled_from(["overall", "access", "why", "comment"]) | st.text(), ANYTHING)
)
def test_random_answers_are_checked_without_an_error(answers):
    checked = METHOD.check_answers(answers)

    assert METHOD.check_answers(checked.answers).answers == checked.answers
    assert checked.answers or checked.problems
