"""QR codes are those of the library that made them one square at a time."""

from random import Random
from string import printable

import numpy as np
import pytest
from qrcode import util
from qrcode.main import QRCode

from survey.documents import qr
from survey.documents.masks import penalties


@pytest.mark.parametrize("error_correction", [qr.FOR_A_SLIP, qr.FOR_A_POSTER])
@pytest.mark.parametrize("length", [1, 20, 70, 150, 300])
def test_the_same_code_is_drawn(length: int, error_correction: int):
    content = "".join(Random(length).choices(printable, k=length))
    code = QRCode(error_correction=error_correction, border=qr.QUIET_ZONE)
    code.add_data(content)

    assert qr.squares(content, error_correction=error_correction) == code.get_matrix()


@pytest.mark.parametrize("dark", [0.0, 0.05, 0.3, 0.5, 0.8, 1.0])
def test_every_rule_of_the_standard_costs_the_same(dark: float):
    codes = np.random.default_rng(7).random((20, 33, 33)) < dark

    assert penalties(codes).tolist() == [util.lost_point(code.tolist()) for code in codes]
