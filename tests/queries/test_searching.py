"""Search without accents, in any order of words."""

import pytest
from sqlalchemy import select

from survey.models.agency import Agency
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure
from survey.queries.searching import holds_words
from tests.factories import a_point, a_procedure, an_agency

NAMES = (
    "Thủ tục đăng ký khai sinh",
    "Thủ tục đăng ký kết hôn",
    "Đăng ký lại khai sinh",
    "Cấp phiếu lý lịch 100%",
)


@pytest.fixture
def find(session):
    for name in NAMES:
        a_procedure(session, name=name)

    def found(words: str) -> set[str]:
        matching = select(Procedure.name_vi).where(holds_words(Procedure.search, words=words))
        return set(session.execute(matching).scalars())

    return found


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("khai sinh", {NAMES[0], NAMES[2]}),
        ("dang ky ket hon", {NAMES[1]}),
        ("SINH lại", {NAMES[2]}),
        ("kết-hôn", set()),
        ("100%", {NAMES[3]}),
        ("1_0%", set()),
        ("", set(NAMES)),
    ],
)
def test_every_word_must_occur_with_or_without_accents(find, words, names):
    assert find(words) == names


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("dong quay", True), ("Xã Đồng", True), ("so 1 quay", True), ("1 xa", True), ("1xa", False)],
)
def test_words_may_stand_in_different_columns_and_none_across_two(session, words, is_found):
    a_point(session, name="Quầy số 1", agency=an_agency(session, name="Xã Đồng Mẫu"))
    matching = (
        select(ServicePoint.id)
        .join(Agency, Agency.id == ServicePoint.agency_id)
        .where(holds_words(ServicePoint.search, Agency.search, words=words))
    )

    assert bool(session.execute(matching).all()) == is_found
