"""Addresses: of people by e-mail, of our own pages."""

from flask import current_app

from survey.settings import current_settings
from survey.text import MAIL_ADDRESS


def as_login(typed: str | None) -> str:
    return (typed or "").strip().lower()


def is_mail_address(login: str) -> bool:
    """Enough to send a mail to; whether somebody reads it only the mail can tell."""
    return MAIL_ADDRESS.fullmatch(login) is not None


def local_path(wanted: str | None) -> str:
    """The path, or the first page for anything that a browser could take for another site."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return "/"
    # Browsers read a backslash as a slash and skip tabs and line ends.
    if "\\" in wanted or not wanted.isprintable():
        return "/"
    return wanted


def invitation_link(token: str, *, language: str) -> str:
    """In full, to be sent to somebody; the page speaks the person's language at once."""
    settings = current_settings()
    values = {"token": token}
    if language != settings.default_language:
        values["lang"] = language
    path = current_app.url_map.bind("localhost").build("accounts.invitation", values)
    return f"{settings.base_url}{path}"
