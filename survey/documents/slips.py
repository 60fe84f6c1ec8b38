"""Sheets of slips: one code each, cut apart with a guillotine, handed out with the results.

A slip bears no number and no order: nothing on it tells which dossier it went with.
"""

from collections.abc import Sequence
from datetime import date

from survey.documents import qr, typesetting, wording
from survey.models import slip_code

SLIPS_PER_PAGE = 8  # a pool of a multiple of it wastes no paper
LANGUAGES = ("vi", "en")


def slip_sheet(
    codes: Sequence[str],
    *,
    point_name: str,
    agency_name: str,
    scope_label: str,
    pool: int,
    valid_from: date,
    valid_to: date,
    base_url: str,
    printed_on: date,
    simulated: bool,
) -> bytes:
    """A PDF of A4 pages for the codes, in their order.

    `scope_label` says what the pool rates: a procedure, a field or everything at the point.
    `pool` is the number under which the clerk finds the pool again. Names that are too long for
    their place end in an ellipsis.
    """
    if not codes:
        raise ValueError("codes must not be empty: a sheet has at least one slip")
    address = _address(base_url)
    dates = {"valid_from": valid_from, "valid_to": valid_to, "printed_on": printed_on}
    values: dict[str, object] = {
        "point": point_name,
        "agency": agency_name,
        "scope": scope_label,
        "address": address,
        "simulated": simulated,
        "words": {
            language: _words(language, dates=dates, address=address) for language in LANGUAGES
        },
        "valid_to": {language: wording.day(valid_to, language=language) for language in LANGUAGES},
        "pages": _pages(codes, pool=pool, base_url=base_url),
    }
    return typesetting.pdf("slips", values=values, created=printed_on)


def _address(base_url: str) -> str:
    """Where a person types the code; browsers add the scheme themselves."""
    return base_url.split("://")[-1] + "/r"


def _words(language: str, *, dates: dict[str, date], address: str) -> dict[str, str]:
    days = {name: wording.day(value, language=language) for name, value in dates.items()}
    values = {"address": address, **days}
    return wording.said("slips", section="sheet", language=language, values=values)


def _pages(codes: Sequence[str], *, pool: int, base_url: str) -> list[dict[str, object]]:
    starts = range(0, len(codes), SLIPS_PER_PAGE)
    return [
        {
            "pool": {
                language: _pool_line(
                    language, pool=pool, count=len(codes), page=page, pages=len(starts)
                )
                for language in LANGUAGES
            },
            "slips": [
                _slip(code, base_url=base_url) for code in codes[start : start + SLIPS_PER_PAGE]
            ],
        }
        for page, start in enumerate(starts, start=1)
    ]


def _pool_line(language: str, *, pool: int, count: int, page: int, pages: int) -> str:
    numbers = {
        name: wording.number(value, language=language)
        for name, value in {"count": count, "page": page, "pages": pages}.items()
    }
    values = {"pool": str(pool), **numbers}
    return wording.said("slips", section="page", language=language, values=values)["pool"]


def _slip(code: str, *, base_url: str) -> dict[str, object]:
    drawing = qr.drawing(f"{base_url}/r/{code}", error_correction=qr.FOR_A_SLIP)
    written = slip_code.grouped(code)
    alt = wording.said("slips", section="slip", language="vi", values={"code": written})["alt"]
    return {"qr": drawing._asdict(), "code": written, "alt": alt}
