"""How a figure was computed is told of that figure, in the language of the page."""

from flask import Flask
from flask_babel import force_locale

from survey.dashboard import explanations
from survey.measures.figure import Computation


def over(questions: int) -> Computation:
    return Computation((), ({"vi": "Câu hỏi"},) * questions, (), (), None)


def test_each_computation_is_told_by_itself(app: Flask):
    with app.test_request_context("/?lang=en"):
        told = [explanations.satisfied(over(questions)) for questions in range(2, 9)]

    assert [f"over the {n} questions" in words for n, words in enumerate(told, 2)] == [True] * 7


def test_one_computation_is_told_in_each_language_and_of_each_value(app: Flask):
    computation = over(3)
    with app.test_request_context("/?lang=en"):
        english = explanations.satisfied(computation)
        with force_locale("vi"):
            vietnamese = explanations.satisfied(computation)
        mean = explanations.mean(computation)

    assert len({english, vietnamese, mean}) == 3


def test_nothing_is_told_of_what_was_not_computed(app: Flask):
    with app.test_request_context("/"):
        assert explanations.satisfied(None) == explanations.index(None) == ""
