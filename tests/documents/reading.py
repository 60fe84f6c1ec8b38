"""Printed pages as a phone and an eye meet them."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import zxingcpp

DOTS_PER_INCH = 150
POINTS_PER_MM = 72 / 25.4


class Letter(NamedTuple):
    """A printed sign; its box in millimetres from the upper left corner of the page."""

    sign: str
    left: float
    top: float
    right: float
    bottom: float
    points: float


class Scan(NamedTuple):
    """A QR code that was found; its dark squares span these millimetres."""

    content: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    text: str
    letters: list[Letter]
    scans: list[Scan]

    def text_within(self, left: float, top: float, right: float, bottom: float) -> str:
        """What stands in a rectangle, without white space."""
        return "".join(
            letter.sign
            for letter in self.letters
            if left <= letter.left and letter.right <= right
            if top <= letter.top and letter.bottom <= bottom
        )

    def overlaps(self) -> list[tuple[str, str]]:
        """Pairs of signs that are printed on one another."""
        boxes = np.array([letter[1:5] for letter in self.letters])
        pairs = []
        for place, box in enumerate(boxes):
            later = boxes[place + 1 :]
            shared = np.minimum(box[2:], later[:, 2:]) - np.maximum(box[:2], later[:, :2])
            # Neighbours may touch: kerning and stacked marks come this close.
            (clashes,) = np.nonzero(np.all(shared > 0.25, axis=1))
            pairs += [(self.letters[place].sign, self.letters[place + 1 + c].sign) for c in clashes]
        return pairs


def pages(document: bytes) -> list[Page]:
    with pdfium.PdfDocument(document) as pdf:
        return [_page(page) for page in pdf]


def scan_behind_a_sticker(document: bytes, *, scan: Scan, share: float) -> list[str]:
    """What a phone reads on the first page while a white sticker hides a share of the code."""
    with pdfium.PdfDocument(document) as pdf:
        picture = _picture(pdf[0])
    dots = DOTS_PER_INCH / 25.4
    side = (scan.right - scan.left) * share**0.5
    down = slice(round((scan.bottom - 1.2 * side) * dots), round((scan.bottom - 0.2 * side) * dots))
    across = slice(round((scan.right - side) * dots), round(scan.right * dots))
    picture[down, across] = 255
    return [barcode.text for barcode in zxingcpp.read_barcodes(picture)]


def _page(page: pdfium.PdfPage) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    return Page(
        width=width / POINTS_PER_MM,
        height=height / POINTS_PER_MM,
        text=" ".join(text.get_text_range().split()),
        letters=[
            _letter(text, place, page_height=height)
            for place in range(text.count_chars())
            if text.get_text_range(place, 1).strip()
        ],
        scans=_scans(page),
    )


def _letter(text: pdfium.PdfTextPage, place: int, *, page_height: float) -> Letter:
    left, bottom, right, top = text.get_charbox(place)
    edges = (left, page_height - top, right, page_height - bottom)
    return Letter(
        text.get_text_range(place, 1),
        *(edge / POINTS_PER_MM for edge in edges),
        points=pdfium.raw.FPDFText_GetFontSize(text, place),
    )


def _scans(page: pdfium.PdfPage) -> list[Scan]:
    return [_scan(barcode) for barcode in zxingcpp.read_barcodes(_picture(page))]


def _picture(page: pdfium.PdfPage) -> np.ndarray:
    picture = page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_numpy()
    return np.array(picture.squeeze(), order="C")


def _scan(barcode: zxingcpp.Barcode) -> Scan:
    corners = (
        barcode.position.top_left,
        barcode.position.top_right,
        barcode.position.bottom_right,
        barcode.position.bottom_left,
    )
    across = [corner.x * 25.4 / DOTS_PER_INCH for corner in corners]
    down = [corner.y * 25.4 / DOTS_PER_INCH for corner in corners]
    return Scan(barcode.text, min(across), min(down), max(across), max(down))
