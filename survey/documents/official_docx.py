"""The same administrative document as DOCX, for offices that go on writing in it."""

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table as DocxTable
from docx.table import _Cell as Cell
from docx.table import _Row as Row
from docx.text.paragraph import Paragraph as DocxParagraph

from survey.documents import column_widths
from survey.documents.official import SHORT_TABLE, Heading, Official, Paragraph, Signature, Table

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
BODY = Pt(14)
ROOM_TO_SIGN = Mm(22)
WIDTH = Mm(165)  # A4 less the margins
LEFT, RIGHT = Mm(66), Mm(99)
CELL_SIZE = 12
ABOVE_THE_FOOT = Pt(18)
LANGUAGE_TAGS = {"vi": "vi-VN", "en": "en-GB"}


def docx_file(document: Official) -> bytes:
    made = docx.Document()
    _set_up(made, language=document.language)
    _describe(made, document=document)
    _head(made, document=document)
    for block in document.blocks:
        _add(made, block)
    if document.blocks and document.signatures:
        _hold_to_the_foot(made, last=document.blocks[-1])
    _foot(made, document=document)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _set_up(made: Document, *, language: str) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    page.header_distance = Mm(10)
    page.different_first_page_header_footer = True
    _number_pages(page.header.paragraphs[0])
    for name in ("Normal", "Heading 2"):
        _write_like(made.styles[name], language=language)
    heading = made.styles["Heading 2"]
    heading.font.bold = True
    heading.font.color.rgb = None
    heading.paragraph_format.space_before = Pt(12)


def _write_like(style: Any, *, language: str) -> None:
    """Every script of the style in the one font, in its language."""
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = FONT, BODY
    properties = style.element.get_or_add_rPr()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        properties.rFonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        properties.rFonts.attrib.pop(qn(theme), None)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), LANGUAGE_TAGS[language])
    properties.append(spoken)
    style.paragraph_format.space_after = Pt(6)


def _number_pages(paragraph: DocxParagraph) -> None:
    paragraph.alignment = ALIGN.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _describe(made: Document, *, document: Official) -> None:
    about = made.core_properties
    midnight = datetime.combine(document.written_on, time(), tzinfo=UTC)
    about.title = f"{document.kind} {document.about}"
    about.author = document.issuer
    about.language = LANGUAGE_TAGS[document.language]
    about.created = about.modified = midnight
    about.comments = document.words["simulated"] if document.simulated else ""


def _head(made: Document, *, document: Official) -> None:
    words = document.words
    sides = _side_by_side(made, LEFT, RIGHT)
    left, right = sides.rows[0].cells
    if document.superior:
        _line(left, document.superior.upper(), size=13)
    _line(left, document.issuer.upper(), size=13, bold=True)
    _rule(left, width=LEFT, part=0.35)
    _line(right, words["country"], size=12.5, bold=True)
    _line(right, words["motto"], size=13.5, bold=True)
    _rule(right, width=RIGHT, part=0.6)
    left, right = sides.add_row().cells  # type: ignore[no-untyped-call]
    _line(left, f"{words['number']} {document.number or '……'}", size=13)
    _line(right, document.dateline, size=13.5, italic=True)
    title = made.add_paragraph()
    title.paragraph_format.space_before = Pt(18)
    title.paragraph_format.space_after = Pt(0)
    _write(title, document.kind.upper(), size=14, bold=True, align=ALIGN.CENTER)
    about = made.add_paragraph()
    about.paragraph_format.space_after = Pt(14)
    _write(about, document.about, size=14, bold=True, align=ALIGN.CENTER)
    if document.simulated:
        _write(made.add_paragraph(), words["simulated"], size=12, italic=True, align=ALIGN.CENTER)


def _add(made: Document, block: Heading | Paragraph | Table) -> None:
    if isinstance(block, Heading):
        made.add_heading(block.text, level=2)
    elif isinstance(block, Paragraph):
        paragraph = made.add_paragraph(block.text)
        paragraph.alignment = ALIGN.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(10)
    else:
        _add_table(made, block)


def _add_table(made: Document, table: Table) -> None:
    if table.title:
        title = made.add_paragraph()
        title.paragraph_format.keep_with_next = True
        _write(title, table.title, size=13, italic=True)
    drawn = made.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, name in zip(drawn.rows[0].cells, table.columns, strict=True):
        _line(cell, name, size=CELL_SIZE, bold=True)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    _mark(drawn.rows[0], "w:tblHeader")  # again on each page
    for row in table.rows:
        added: Row = drawn.add_row()
        _mark(added, "w:cantSplit")
        for column, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
            align = ALIGN.RIGHT if column in table.numbers else ALIGN.LEFT
            _line(cell, text, size=CELL_SIZE, align=align)
    _share_width(drawn, table=table)
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _mark(row: Row, how: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(how))


def _share_width(drawn: DocxTable, *, table: Table) -> None:
    widths = column_widths.of(table, room=WIDTH, size=CELL_SIZE)
    drawn.autofit = False
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _hold_to_the_foot(made: Document, *, last: Heading | Paragraph | Table) -> None:
    """Who signs has at least the end of the text on the same sheet."""
    held = [made.paragraphs[-1]]
    if not isinstance(last, Table):
        held[0].paragraph_format.space_after = ABOVE_THE_FOOT
    elif len(last.rows) <= SHORT_TABLE:
        held += [line for row in made.tables[-1].rows for c in row.cells for line in c.paragraphs]
    for paragraph in held:
        paragraph.paragraph_format.keep_with_next = True


def _foot(made: Document, *, document: Official) -> None:
    signatures = document.signatures
    has_left = bool(document.recipients) or len(signatures) == 1
    count = len(signatures) + has_left
    if not count:
        return
    cells = _side_by_side(made, *[Length(WIDTH // count)] * count).rows[0].cells
    if document.recipients:
        _tell(cells[0], document)
    for cell, signature in zip(cells[has_left:], signatures, strict=True):
        _sign(cell, signature)


def _tell(cell: Cell, document: Official) -> None:
    words = document.words["recipients"]
    _line(cell, words, size=12, bold=True, italic=True, align=ALIGN.LEFT)
    for one in document.recipients:
        _line(cell, f"- {one}", size=11, align=ALIGN.LEFT)


def _sign(cell: Cell, signature: Signature) -> None:
    office = _line(cell, signature.office.upper(), size=13, bold=True)
    office.paragraph_format.space_after = ROOM_TO_SIGN
    _line(cell, signature.name, size=14, bold=True)


def _side_by_side(made: Document, *widths: Length) -> DocxTable:
    """A table without lines, by which parts stand beside each other."""
    table = made.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = width
    return table


def _line(
    cell: Cell,
    text: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN = ALIGN.CENTER,
) -> DocxParagraph:
    """One more paragraph of a cell; its first stands there already."""
    is_fresh = len(cell.paragraphs) == 1 and not cell.text
    paragraph = cell.paragraphs[0] if is_fresh else cell.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    return _write(paragraph, text, size=size, bold=bold, italic=italic, align=align)


def _write(
    paragraph: DocxParagraph,
    text: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN = ALIGN.LEFT,
) -> DocxParagraph:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    paragraph.alignment = align
    return paragraph


def _rule(cell: Cell, *, width: Length, part: float) -> None:
    """The line below a name, so wide as this part of the cell."""
    paragraph = cell.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Length(int(width * (1 - part) / 2))
    shape.line_spacing, shape.space_after = Pt(2), Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in {"val": "single", "sz": "6", "space": "0", "color": "000000"}.items():
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)
