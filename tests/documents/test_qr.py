"""A drawing holds what was asked for, as whole squares with their white border."""

import re

import numpy as np
import pytest
import zxingcpp

from survey.documents import qr

RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def squares(drawing):
    """The path laid out again: True where a square is dark."""
    dark = np.zeros((drawing.size, drawing.size), dtype=bool)
    for column, row, length, back in RUN.findall(drawing.path):
        assert length == back
        dark[int(row), int(column) : int(column) + int(length)] = True
    return dark


@pytest.mark.parametrize("error_correction", [qr.FOR_A_SLIP, qr.FOR_A_POSTER])
@pytest.mark.parametrize("content", ["https://a.vn/r/0123456789ABCDEFGHJKMNPQRS", "Đánh giá", "1"])
def test_the_path_decodes_to_its_content(content, error_correction):
    drawing = qr.drawing(content, error_correction=error_correction)

    picture = np.kron(np.where(squares(drawing), 0, 255), np.ones((4, 4))).astype(np.uint8)
    (barcode,) = zxingcpp.read_barcodes(picture)
    assert barcode.text == content


def test_the_border_stays_white():
    dark = squares(qr.drawing("https://a.vn", error_correction=qr.FOR_A_SLIP))

    assert not dark[:4].any()
    assert not dark[-4:].any()
    assert not dark[:, :4].any()
    assert not dark[:, -4:].any()


def test_capital_codes_keep_the_drawing_small():
    address = "https://hl.gov.vn/r/"
    code = "0123456789ABCDEFGHJKMNPQRS"

    capital = qr.drawing(address + code, error_correction=qr.FOR_A_SLIP)
    small = qr.drawing(address + code.lower(), error_correction=qr.FOR_A_SLIP)

    assert capital.size < small.size
