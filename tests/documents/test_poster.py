"""A poster can be scanned from where people stand, and read by those who cannot scan."""

from datetime import date

import pytest

from survey.documents.poster import poster
from tests.documents import reading

LONG_NAME = (
    "Trung tâm Phục vụ hành chính công phường Thượng Nung Nguyễn Bỉnh Khiêm, quầy tiếp nhận hồ sơ "
    "và trả kết quả số 03 thuộc Ủy ban nhân dân phường và các cơ quan phối hợp"
)


def a_poster(**changed):
    values = {
        "point_name": "Quầy 3",
        "agency_name": "Ủy ban nhân dân xã Mẫu Sơn",
        "url": "https://danhgia.tinhmau.gov.vn/q/mau-son-3",
        "printed_on": date(2026, 5, 25),
        "simulated": False,
    }
    return poster(**(values | changed))


@pytest.mark.parametrize(("paper", "width", "height"), [("a4", 210, 297), ("a3", 297, 420)])
def test_the_code_leads_to_the_point_on_either_paper(paper, width, height):
    (page,) = reading.pages(a_poster(paper=paper))

    (scan,) = page.scans
    assert scan.content == "https://danhgia.tinhmau.gov.vn/q/mau-son-3"
    assert scan.right - scan.left > 0.4 * width
    assert (page.width, page.height) == pytest.approx((width, height), abs=0.1)


def test_a_damaged_code_still_scans():
    (page,) = reading.pages(a_poster())

    assert reading.scan_behind_a_sticker(a_poster(), scan=page.scans[0], share=0.15) == [
        "https://danhgia.tinhmau.gov.vn/q/mau-son-3"
    ]


@pytest.mark.parametrize("paper", ["a4", "a3"])
@pytest.mark.parametrize("languages", [("vi", "en"), ("en", "vi"), ("vi",)])
@pytest.mark.parametrize("name", ["Quầy 3", LONG_NAME, "Ạ" * 400])
def test_nothing_leaves_the_page_or_covers_anything(paper, languages, name):
    document = a_poster(
        point_name=name, agency_name=name, paper=paper, languages=languages, simulated=True
    )

    (page,) = reading.pages(document)

    kept = page.text_within(10, 10, page.width - 10, page.height - 10)
    assert len(kept) == len("".join(page.text.split()))
    assert page.overlaps() == []


def test_a_long_address_is_never_cut():
    address = "danh-gia-muc-do-hai-long.dichvucong.thanhphohochiminh.gov.vn/q/trung-tam-phuc-vu"

    (page,) = reading.pages(a_poster(url=f"https://{address}"))

    assert address in page.text
    assert page.scans[0].content == f"https://{address}"


def test_the_first_language_is_the_larger():
    (page,) = reading.pages(a_poster(languages=("en", "vi")))

    def size_of(word):
        return max(
            page.letters[place].points
            for place in range(len(page.letters) - len(word))
            if "".join(letter.sign for letter in page.letters[place : place + len(word)]) == word
        )

    assert size_of("served") > size_of("Ông/Bà")


def test_a_poster_speaks_only_its_languages():
    (page,) = reading.pages(a_poster(languages=("vi",)))

    assert "Mời Ông/Bà đánh giá việc phục vụ" in page.text
    assert "served" not in page.text


def test_a_poster_without_a_language_is_refused():
    with pytest.raises(ValueError, match="languages"):
        a_poster(languages=())


def test_simulated_data_is_marked():
    (marked,) = reading.pages(a_poster(simulated=True))
    (real,) = reading.pages(a_poster())

    assert "Dữ liệu mô phỏng Simulated data" in marked.text
    assert "mô phỏng" not in real.text


def test_the_same_values_give_the_same_bytes():
    assert a_poster() == a_poster()
