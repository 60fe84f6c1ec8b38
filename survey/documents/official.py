"""A document of an agency in the form that Nghị định 30/2020/NĐ-CP gives to administrative texts.

What is said comes from the feature; how it stands on the paper is said once, in PDF and in DOCX.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from survey.documents import typesetting, wording


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Table:
    """Cells as the reader sees them; `numbers` are the columns that stand to the right, `narrow`
    those of short words: the others share the room by what is written in them."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""
    numbers: frozenset[int] = frozenset()
    narrow: frozenset[int] = frozenset()

    @property
    def tight(self) -> frozenset[int]:
        """The columns that need no more room than their words."""
        return self.numbers | self.narrow

    @property
    def by_column(self) -> list[tuple[str, ...]]:
        """What stands in each, its name first."""
        return list(zip(self.columns, *self.rows, strict=True))

    @property
    def shares(self) -> list[int]:
        """The room of each column beside that of the others; 0 for a tight one."""
        lengths = [max(map(len, column)) for column in self.by_column]
        return [
            0 if place in self.tight else min(max(length, LEAST_SHARE), MOST_SHARE)
            for place, length in enumerate(lengths)
        ]


LEAST_SHARE, MOST_SHARE = 14, 42
"""Letters: a column of dashes has room for a word, one of sentences leaves room for others."""
SHORT_TABLE = 6
"""So many rows stand on one sheet with the signatures, where they end the text."""
Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Signature:
    """Who signs: the office above, the name below the room for the signature."""

    office: str
    name: str = ""


@dataclass(frozen=True)
class Official:
    """One document. Empty texts leave their place for the pen.

    `kind` is the name of the type (báo cáo, biên bản, kế hoạch…), `about` what it is about.
    """

    language: str
    superior: str
    issuer: str
    number: str
    place: str
    issued_on: date | None
    kind: str
    about: str
    blocks: Sequence[Block]
    recipients: Sequence[str] = ()
    signatures: Sequence[Signature] = ()
    simulated: bool = False
    written_on: date = field(kw_only=True)

    @property
    def words(self) -> dict[str, str]:
        """What every such document says, in its language."""
        return wording.said("official", section="frame", language=self.language, values={})

    @property
    def dateline(self) -> str:
        """Where and when; the pen fills in what is not known yet."""
        day = wording.written_day(self.issued_on, language=self.language) if self.issued_on else ""
        values = {"place": self.place or "……", "day": day}
        said = wording.said("official", section="dateline", language=self.language, values=values)
        return said["dated" if day else "open"]


def pdf(document: Official) -> bytes:
    """The document as PDF, tagged for screen readers."""
    values: dict[str, object] = {
        "language": document.language,
        "words": document.words,
        "superior": document.superior,
        "issuer": document.issuer,
        "number": document.number,
        "dateline": document.dateline,
        "kind": document.kind,
        "about": document.about,
        "blocks": [_block(block) for block in document.blocks],
        "recipients": list(document.recipients),
        "signatures": [vars(one) for one in document.signatures],
        "simulated": document.simulated,
        "short_table": SHORT_TABLE,
    }
    return typesetting.pdf("official", values=values, created=document.written_on)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {
            "table": {
                "title": block.title,
                "columns": list(block.columns),
                "rows": [list(row) for row in block.rows],
                "numbers": sorted(block.numbers),
                "shares": block.shares,
            }
        }
    return {"heading" if isinstance(block, Heading) else "paragraph": block.text}
