"""The poster of a counter: a large code that anybody who was served can scan."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from survey.documents import qr, typesetting, wording

Paper = Literal["a4", "a3"]
LANGUAGES = ("vi", "en")


def poster(
    *,
    point_name: str,
    agency_name: str,
    url: str,
    printed_on: date,
    simulated: bool,
    languages: Sequence[str] = LANGUAGES,
    paper: Paper = "a4",
) -> bytes:
    """A PDF of one page. The first language is set large, the others below it.

    Names that are too long for their place end in an ellipsis; the address is set smaller
    until it fits, never cut.
    """
    if not languages:
        raise ValueError("languages must not be empty")
    address = url.split("://")[-1]
    values: dict[str, object] = {
        "point": point_name,
        "agency": agency_name,
        "address": address,
        "paper": paper,
        "simulated": simulated,
        "qr": qr.drawing(url, error_correction=qr.FOR_A_POSTER)._asdict(),
        "languages": list(languages),
        "words": {language: _words(language, address=address) for language in languages},
    }
    return typesetting.pdf("poster", values=values, created=printed_on)


def _words(language: str, *, address: str) -> dict[str, str]:
    values = {"address": address}
    return wording.said("poster", section="poster", language=language, values=values)
