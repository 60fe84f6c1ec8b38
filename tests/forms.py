"""Forms of a page as a browser sees them: filled in, changed, sent."""

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse


class Form:
    """What would be sent; `buttons` are the names and values of its buttons."""

    def __init__(self, action: str) -> None:
        self.action = action
        self.fields: MultiDict[str, Any] = MultiDict()
        self.buttons: list[tuple[str, str]] = []


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.text_of: str | None = None
        self.select: str | None = None
        self.has_selected = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "form" and found.get("method") == "post":
            self.inside = Form(found.get("action", ""))
            self.forms.append(self.inside)
        elif self.inside is not None:
            self._field(tag, found)

    def _field(self, tag: str, found: dict[str, str]) -> None:
        assert self.inside is not None
        name, fields = found.get("name", ""), self.inside.fields
        if tag == "button":
            self.inside.buttons.append((name, found.get("value", "")))
        elif tag == "textarea":
            self.text_of = name
            fields.add(name, "")
        elif tag == "select":
            self.select, self.has_selected = name, False
        elif tag == "option" and self.select and ("selected" in found or not self.has_selected):
            fields.setlist(self.select, [found.get("value", "")])
            self.has_selected = True
        elif tag == "input" and name and found.get("type") != "file":
            if found.get("type") in ("checkbox", "radio") and "checked" not in found:
                return
            fields.add(name, found.get("value", "on"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "textarea":
            self.text_of = None
        elif tag == "select":
            self.select = None

    def handle_data(self, text: str) -> None:
        if self.text_of is not None and self.inside is not None:
            written = self.inside.fields[self.text_of] + text
            self.inside.fields.setlist(self.text_of, [written.removeprefix("\n")])


def forms_of(page: TestResponse) -> list[Form]:
    reader = _Reader()
    reader.feed(page.text)
    return reader.forms


def form_to(page: TestResponse, action: str = "") -> Form:
    """The form that is sent to an address with this end; without one, to the page itself."""
    return next(
        form
        for form in forms_of(page)
        if form.action.endswith(action) and bool(form.action) == bool(action)
    )


def send(
    browser: FlaskClient,
    address: str,
    *,
    to: str = "",
    press: tuple[str, str] | None = None,
    **changes: Any,
) -> TestResponse:
    """Open the page, change fields of its form, press a button."""
    form = form_to(browser.get(address), to)
    for name, value in changes.items():
        form.fields.setlist(name, value if isinstance(value, list) else [value])
    if press:
        assert press in form.buttons, f"no button {press} among {form.buttons}"
        form.fields.add(*press)
    return browser.post(form.action or address, data=form.fields)
