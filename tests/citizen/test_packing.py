"""A page kept compressed gives the same page, whatever is put in."""

import gzip

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from survey.citizen.packing import PackedPage
from tests.factories import an_open_point

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=2000)


@given(before=TEXTS, text=TEXTS, after=TEXTS)
def test_what_is_unpacked_is_what_was_put_together(before: str, text: str, after: str):
    page = PackedPage(f"{before}\0{after}", place="\0")

    assert page.plain(text) == (before + text + after).encode()
    assert gzip.decompress(page.packed(text)) == page.plain(text)


def test_a_page_without_a_place_is_the_page():
    page = PackedPage("Cảm ơn", place="key")

    assert gzip.decompress(page.packed("")).decode() == "Cảm ơn"


def test_who_takes_no_gzip_gets_the_page_plain(client: FlaskClient, session: Session):
    url = f"/q/{an_open_point(session).poster_code}"

    plain = client.get(url)
    packed = client.get(url, headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(gzip.decompress(packed.data)) == len(plain.data)
    assert all("Accept-Encoding" in answer.headers["Vary"] for answer in (plain, packed))
