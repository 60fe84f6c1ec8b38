"""What every page of an agency's results shows around its figures."""

from dataclasses import dataclass
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from survey import closing, permissions
from survey.dashboard import forms
from survey.dashboard.exhibits import Exhibit
from survey.dashboard.forms import FilterForm
from survey.dashboard.inquiry import Inquiry
from survey.dashboard.lines import Line
from survey.dashboard.wording import name_of, said
from survey.documents import wording
from survey.i18n import language
from survey.measures.selection import Lineage
from survey.measures.tables import Dimension, VersionCount
from survey.queries.accounts import Person

DRAWINGS = ("svg", "png")
TABLES = ("xlsx", "csv")
"""The workbook first: it opens right in every office (docs/decisions/0005-one-form-of-csv.md)."""


class Link(NamedTuple):
    label: str
    href: str
    current: bool = False


VIEWS = {
    Dimension.FACTOR: _l("Factors"),
    Dimension.QUESTION: _l("Questions"),
    Dimension.PROCEDURE: _l("Procedures"),
    Dimension.FIELD: _l("Fields"),
    Dimension.POINT: _l("Counters"),
    Dimension.CHANNEL: _l("Channels"),
    Dimension.AGENCY: _l("Agencies"),
}

OF_WHOLE_AGENCIES = ("drivers", "quality")
"""Pages that show how the answers of the same people hang together."""


@dataclass(frozen=True)
class Page:
    """`may_read_comments`: the reader's role opens them here."""

    inquiry: Inquiry
    form: FilterForm
    view: str
    """The endpoint, or the dimension of a breakdown."""
    threshold: int
    """The least number of answers that are shown."""
    may_read_comments: bool

    @property
    def has_parts(self) -> bool:
        return len(self.inquiry.agency_ids) > 1

    @property
    def chosen(self) -> list[str]:
        """The filters in words, the period first; a phone shows no more until they are opened."""
        words = list(self.inquiry.facts[1:])
        if self.inquiry.filters.lineage is not Lineage.NOW:
            lineage = self.form.lineage
            words.append(f"{lineage.label.text}: {dict(lineage.choices)[lineage.data]}")
        return words

    @property
    def trail(self) -> list[Link]:
        filters = self.inquiry.filters
        above = filters.changed(point=None).arguments()
        return [
            Link(name_of(agency), _url("results", agency.code, above))
            for agency in self.inquiry.trail
        ]

    @property
    def tabs(self) -> list[Link]:
        links = [self._tab(gettext("Overview"), "results")]
        for dimension, label in VIEWS.items():
            if dimension is not Dimension.AGENCY or self.has_parts:
                links.append(self._tab(str(label), "breakdown", dimension=dimension))
        links.append(self._tab(gettext("Two periods"), "compare"))
        links.append(self._tab(gettext("Control chart"), "control"))
        links.append(self._tab(gettext("Funnel plot"), "funnel"))
        links += [
            self._tab(gettext("Key drivers"), "drivers"),
            self._tab(gettext("Questionnaire quality"), "quality"),
        ]
        if self.may_read_comments:
            links.append(self._tab(gettext("Comments"), "comments"))
        return links

    def _tab(self, label: str, endpoint: str, *, dimension: Dimension | None = None) -> Link:
        parts = {"dimension": dimension.value} if dimension else {}
        href = self.address(endpoint, **parts)
        return Link(label, href, current=self.view == (dimension or endpoint))

    def leads_to(self, line: Line) -> str:
        """The results of the line alone; empty where it has none of its own."""
        filters = self.inquiry.filters
        if line.agency_code:
            below = filters.changed(point=None).arguments()
            return _url("results", line.agency_code, below)
        return self.address("results", **line.narrow) if line.narrow else ""

    def address(self, endpoint: str, **parts: str) -> str:
        """A page of the same agency with the same filters, as far as it has them."""
        asked = self.inquiry.whole if endpoint in OF_WHOLE_AGENCIES else self.inquiry
        return _url(endpoint, asked.agency.code, asked.filters.arguments() | parts)

    def downloads(self, exhibit: Exhibit, **parts: str) -> list[Link]:
        """Files name their period even where the address of the page does not."""
        code = self.inquiry.agency.code
        pinned = {"exhibit": exhibit.key} | self.inquiry.filters.pinned() | parts
        formats = TABLES + (DRAWINGS if exhibit.draw else ())
        return [
            Link(ending.upper(), _url("file", code, pinned | {"format": ending}))
            for ending in formats
        ]

    @property
    def unsealed(self) -> str:
        """Up to which day is closed, where more may be counted; not whether somebody rated."""
        asked = self.inquiry
        if not closing.may_grow(asked.filters.period.period.end, today=asked.today):
            return ""
        words: str = gettext(
            "Days up to %(day)s are closed. Ratings are counted once their day is closed and ten "
            "of the agency are together, at the latest a week later.",
            day=wording.day(asked.closed, language=language()),
        )
        return words


def made(session: Session, *, inquiry: Inquiry, person: Person, view: str, threshold: int) -> Page:
    return Page(
        inquiry=inquiry,
        form=forms.filled(inquiry, form=FilterForm(formdata=None)),
        view=view,
        threshold=threshold,
        may_read_comments=permissions.may(
            session,
            person=person,
            endpoint="dashboard.comments",
            agency_id=inquiry.agency.id,
            day=inquiry.today,
        ),
    )


def other_versions(page: Page, versions: tuple[VersionCount, ...]) -> list[Link]:
    """Ways to what was asked in the period by another method and is not counted in."""
    return [
        Link(
            gettext(
                "%(title)s, version %(number)s",
                title=said(one.version.title),
                number=one.version.number,
            ),
            page.address("results", version=str(one.version.id)),
        )
        for one in versions
        if not one.shown
    ]


def _url(endpoint: str, agency_code: str, arguments: dict[str, str]) -> str:
    return url_for(f"dashboard.{endpoint}", agency_code=agency_code, **arguments)  # type: ignore[arg-type]  # names of ours, none of the router's
