"""Languages: which one a page speaks, and where the catalogues are."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, numbers
from flask import Flask, has_request_context, request, session
from flask_babel import Babel, format_date, get_locale
from werkzeug.exceptions import RequestEntityTooLarge

from survey.clock import OFFICE_ZONE
from survey.settings import current_settings
from survey.spoken import CATALOGUES


class Language(NamedTuple):
    code: str
    name: str  # as its speakers write it


LANGUAGES = (Language("vi", "Tiếng Việt"), Language("en", "English"))
CODES = tuple(language.code for language in LANGUAGES)
LOCALES = {code: Locale.parse(code) for code in CODES}
"""Made once: reading a code into its locale takes longer than choosing one."""
DAY_PATTERNS = {"vi": "dd/MM/yyyy", "en": "d MMM yyyy"}
"""Days as offices write them; the library would shorten the month to "thg"."""
MONTH_PATTERNS = {"vi": "MM/yyyy", "en": "MMM yyyy"}
NAMED_MONTH_PATTERNS = {"vi": "'Tháng' MM/yyyy", "en": "MMMM yyyy"}
"""A month within a sentence or a table, and by itself."""
PATTERNS = {
    "vi": {
        "date.full": "EEEE, 'ngày' dd 'tháng' MM 'năm' yyyy",
        "datetime.short": "HH:mm dd/MM/yyyy",
    },
    "en": {"date.full": "EEEE, d MMMM yyyy", "datetime.short": "d MMM yyyy, HH:mm"},
}
"""Whole days and moments; the library's are those of no office."""
KEPT_NUMBERS = 16_384
"""As they are written, for all pages of a process: those of a few hundred tables."""


def init_app(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    Babel(
        app,
        date_formats=_Patterns(Babel.default_date_formats),
        default_locale=app.config["SETTINGS"].default_language,
        default_timezone=str(OFFICE_ZONE),
        locale_selector=_chosen,
    )
    app.jinja_env.globals["called"] = called
    app.jinja_env.filters["month"] = month_words
    app.jinja_env.filters["decimalformat"] = decimal_words
    app.jinja_env.filters["percentformat"] = percent_words


def language() -> str:
    """The language that is spoken: of this page, or of the person whom a letter goes to."""
    spoken = get_locale()
    return spoken.language if spoken else current_settings().default_language


def _chosen() -> Locale:
    return LOCALES[_chosen_code()]


def _chosen_code() -> str:
    """Asked for in the address or form, else chosen before."""
    default = current_settings().default_language
    if not has_request_context():
        return default
    asked = request.args.get("lang") or _asked_in_form()
    if asked in CODES:
        return asked
    chosen = session.get("language", "")
    return chosen if chosen in CODES else default


def _asked_in_form() -> str:
    try:
        return request.form.get("lang", "")
    except RequestEntityTooLarge:  # not read, and again not by the page that says so
        return ""


def called(vietnamese: str, translated: str | None) -> str:
    """A name in the language of this page; in Vietnamese where it has no translation."""
    return translated if translated and language() != "vi" else vietnamese


def month_words(month: date) -> str:
    """Within a sentence or a table, in the language of the page."""
    return str(format_date(month, MONTH_PATTERNS[language()]))


def named_month(day: date) -> str:
    """Its month, where it stands by itself."""
    words: str = format_date(day, NAMED_MONTH_PATTERNS[language()])
    return words


def decimal_words(number: float | Decimal, pattern: str | None = None) -> str:
    """A number as the language of the page writes it."""
    return _decimal(str(number), pattern, language())


def percent_words(share: float | Decimal, pattern: str | None = None) -> str:
    """A share from 0 to 1 in per cent."""
    return _percent(str(share), pattern, language())


@lru_cache(maxsize=KEPT_NUMBERS)
def _decimal(digits: str, pattern: str | None, code: str) -> str:
    """By its digits: 0 and -0 are equal and written differently."""
    return numbers.format_decimal(Decimal(digits), format=pattern, locale=code)


@lru_cache(maxsize=KEPT_NUMBERS)
def _percent(digits: str, pattern: str | None, code: str) -> str:
    return numbers.format_percent(Decimal(digits), format=pattern, locale=code)


class _Patterns(dict[str, str | None]):
    """The library's formats of dates, with days written in the way of each language."""

    def __getitem__(self, key: str) -> str | None:
        if key in ("date.short", "date.medium"):
            return DAY_PATTERNS[language()]
        return PATTERNS[language()].get(key) or super().__getitem__(key)
