"""What stays in a row, what is set apart, and what is counted."""

from datetime import date
from uuid import UUID

from survey.models.response import Precision
from survey.sealing.stripping import Rating, SealedRows, identifiers, strip
from tests.methods import a_method

ANSWERED = '{"access":"yes","comment":"Cảm ơn","overall":"good","why":["staff","time"]}'


def stripped(*answers: str) -> SealedRows:
    ratings = [
        Rating(3, None, "slip", 1, date(2026, 10, 5), "vi", text, 0, True) for text in answers
    ]
    return strip(
        ratings,
        batch_id=UUID(int=1),
        agency_id=7,
        precision=Precision.DAY,
        definitions={1: a_method()},
    )


def test_each_of_several_chosen_options_is_counted_and_no_text_is():
    sealed = stripped(ANSWERED, '{"overall":"good"}')

    (answered,) = sealed.answered.values()
    assert answered == {
        ("access", "yes"): 1,
        ("overall", "good"): 2,
        ("why", "staff"): 1,
        ("why", "time"): 1,
    }
    assert list(sealed.responded.values()) == [2]


def test_a_text_leaves_the_row_that_keeps_the_other_answers():
    sealed = stripped(ANSWERED)

    ((_, _, *_, answers, _, _),) = sealed.responses
    assert answers == '{"access":"yes","overall":"good","why":["staff","time"]}'
    assert [(c["text"], c["language"]) for c in sealed.comments] == [("Cảm ơn", "vi")]


def test_identifiers_drawn_together_are_random_uuids():
    drawn = [UUID(text) for text in identifiers(500)]

    assert len(set(drawn)) == 500
    assert {(each.version, each.variant) for each in drawn} == {(4, "specified in RFC 4122")}


def test_identifiers_of_a_batch_lie_together_and_those_of_another_elsewhere():
    beginnings = [{text[:10] for text in identifiers(50)} for _ in range(20)]

    assert {len(each) for each in beginnings} == {1}
    assert len(set.union(*beginnings)) > 1
