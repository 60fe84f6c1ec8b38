"""The packs that come with the product are sound, honest and complete in both languages."""

import json
import unicodedata

import pytest
import yaml

from survey.models.method import Aggregate
from survey.questionnaires import packs, yaml_tree

FRAMES = {"sipas-1001", "sipas-2640"}
FACTORS_OF_2640 = [
    "Tiếp cận dịch vụ hành chính công",
    "Thủ tục hành chính",
    "Công chức trực tiếp giải quyết công việc",
    "Kết quả cung ứng dịch vụ hành chính công",
    "Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị",
]

every_pack = pytest.mark.parametrize("key", sorted(path.stem for path in packs.SHIPPED.iterdir()))


def test_all_packs_are_shipped():
    assert set(packs.shipped()) == FRAMES | {
        "quay-ngan",
        "diem-18",
        "ba-muc",
        "ba-muc-binh-thuong",
        "de-hay-kho",
        "gioi-thieu",
        "yeu-to-dich-vu",
    }


@every_pack
def test_a_pack_reads_without_a_problem_and_bears_the_name_of_its_file(key):
    reading = packs.read((packs.SHIPPED / f"{key}.yaml").read_bytes(), file=key)

    assert reading.problems == []
    assert reading.definition.key == key


@every_pack
def test_a_pack_is_the_same_after_dump_and_read(key):
    definition = packs.shipped()[key]

    assert packs.read(packs.dump(definition).encode(), file=key).definition == definition


@every_pack
def test_a_pack_means_the_same_to_any_other_yaml_reader(key):
    source = (packs.SHIPPED / f"{key}.yaml").read_bytes()

    elsewhere = json.loads(json.dumps(yaml.safe_load(source), default=str))

    assert elsewhere == yaml_tree.read(source).data


@every_pack
def test_a_pack_says_what_is_verified_and_claims_nothing_as_a_whole(key):
    definition = packs.shipped()[key]

    assert not definition.verified
    assert all(len(note) > 80 for note in definition.verified_note.values())


@every_pack
def test_every_part_that_is_called_verified_or_official_has_a_legal_basis(key):
    definition = packs.shipped()[key]
    claims = [part.key for part in (*definition.questions, *definition.scales) if part.verified]
    claims += [factor.key for factor in definition.factors if factor.official]

    assert definition.legal_basis or not claims


@every_pack
def test_a_pack_is_written_in_composed_vietnamese(key):
    source = (packs.SHIPPED / f"{key}.yaml").read_text()

    assert unicodedata.is_normalized("NFC", source)


@every_pack
def test_only_the_frames_stay_unpublished_and_they_ask_nothing(key):
    definition = packs.shipped()[key]

    assert definition.publishable == (key not in FRAMES)
    assert (definition.questions == ()) == (key in FRAMES)
    assert (definition.channels == ()) == (key in FRAMES)
    assert definition.bands == ()


@every_pack
def test_the_same_questions_are_asked_after_a_good_and_a_bad_rating(key):
    definition = packs.shipped()[key]
    if definition.overall is None:
        return
    options = definition.scale_of(definition.overall.key).labels

    for option in options:
        asked = definition.visible_questions({definition.overall.key: option})
        assert asked == definition.questions


@every_pack
def test_a_citizen_can_give_every_answer(key):
    definition = packs.shipped()[key]
    for question in definition.scored_questions:
        required = {
            q.key: next(iter(definition.scale_of(q.key).labels))
            for q in definition.questions
            if q.required
        }
        for option in definition.scale_of(question.key).labels:
            checked = definition.check_answers(required | {question.key: option})
            assert checked.problems == []


def test_the_counter_pack_names_the_five_factors_as_the_decision_does():
    definition = packs.shipped()["quay-ngan"]
    rows = [question for question in definition.questions if question.factor]

    assert [definition.factor(row.factor).name["vi"] for row in rows] == FACTORS_OF_2640
    assert [row.text["vi"] for row in rows] == FACTORS_OF_2640
    assert not any(row.required for row in rows)
    assert definition.overall.required
    assert [option.face for option in definition.scale_of("overall").options] == [1, 2, 3, 4, 5]


def test_the_recommendation_is_a_net_score_of_nine_and_ten_less_nought_to_six():
    definition = packs.shipped()["gioi-thieu"]

    assert definition.index.aggregate is Aggregate.NET_SHARE
    assert definition.satisfied_options("overall") == ("9", "10")
    assert definition.dissatisfied_options("overall") == tuple("0123456")
    assert len(definition.scale_of("overall").options) == 11


def test_the_nine_indicators_reach_eighteen_points():
    definition = packs.shipped()["diem-18"]

    assert definition.index.aggregate is Aggregate.SUM_OF_POINTS
    assert definition.index.maximum == 18
    assert len(definition.overall_questions) == 9


def test_the_form_of_nine_indicators_claims_only_what_was_read():
    definition = packs.shipped()["diem-18"]

    assert [question.verified for question in definition.questions] == [True] * 4 + [False] * 5
    assert [scale.key for scale in definition.scales if scale.verified] == [
        "against_the_rule",
        "against_the_limit",
        "times",
    ]


def test_satisfied_means_something_else_in_the_two_forms_of_three_levels():
    without_middle, with_middle = packs.shipped()["ba-muc"], packs.shipped()["ba-muc-binh-thuong"]

    assert without_middle.satisfied_options("overall") == ("satisfied", "very_satisfied")
    assert with_middle.satisfied_options("overall") == ("satisfied",)
