"""Pages and files as a reader takes them: rows of words."""

import csv
import re
from html.parser import HTMLParser
from io import BytesIO, StringIO

from python_calamine import CalamineWorkbook


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.hidden = 0

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
        elif tag == "span" and (
            self.hidden
            or "hidden" in (attributes.get("class") or "").split()
            or attributes.get("role") == "tooltip"
        ):
            self.hidden += 1

    def handle_endtag(self, tag):
        if tag == "span" and self.hidden:
            self.hidden -= 1

    def handle_data(self, data):
        if self.rows and self.rows[-1] and not self.hidden:
            self.rows[-1][-1] += data


def table_rows(page: str) -> list[list[str]]:
    """The cells of every row of every table, as they are seen."""
    found = _Tables()
    found.feed(page)
    return [[" ".join(cell.split()) for cell in row] for row in found.rows]


def seen(page: str) -> str:
    """The words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def csv_rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")  # Excel needs the mark to read accents
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def xlsx_rows(content: bytes, sheet: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(sheet).to_python()
