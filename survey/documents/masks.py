"""The mask of a QR code: the one of eight that ISO/IEC 18004 prefers, found for all at once.

The choice is that of `qrcode`, which looks at each square of each mask by itself: that was most of
the time a sheet of slips took.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from qrcode.main import QRCode

MASKS = range(8)
RUN = 5
"""Squares of one colour side by side, from which on they cost."""
FINDER, LIGHT = [True, False, True, True, True, False, True], [False] * 4
LIKE_A_FINDER = np.array([FINDER + LIGHT, LIGHT + FINDER])

Squares = NDArray[np.bool_]
"""Masks by rows by columns; dark is true."""


class Code(QRCode[Any]):
    def best_mask_pattern(self) -> int:
        self.makeImpl(True, MASKS[0])
        return int(penalties(_turned_over(self.version) ^ np.array(self.modules, bool)).argmin())


@cache
def _turned_over(version: int) -> Squares:
    """The squares that each mask colours other than the first: the same whatever is written."""
    code, masked = QRCode[Any](version=version), []
    code.data_cache = []
    for mask in MASKS:
        code.makeImpl(True, mask)
        masked.append(np.array(code.modules, bool))
    return np.stack(masked) ^ masked[0]


def penalties(codes: Squares) -> NDArray[np.int64]:
    """What speaks against each, in the points of the standard."""
    directions = (codes, codes.swapaxes(1, 2))
    lines = [_runs(lines) + _like_finders(lines) for lines in directions]
    return lines[0] + lines[1] + _blocks(codes) + _imbalance(codes)


def _runs(lines: Squares) -> NDArray[np.int64]:
    """Three points for five squares of one colour in a line, one more for each further one."""
    same = lines[:, :, 1:] == lines[:, :, :-1]
    within = np.asarray(sliding_window_view(same, RUN - 1, axis=2).all(axis=3))
    begins = within.copy()
    begins[:, :, 1:] &= ~within[:, :, :-1]
    return np.asarray(within.sum(axis=(1, 2)) + 2 * begins.sum(axis=(1, 2)))


def _like_finders(lines: Squares) -> NDArray[np.int64]:
    """Forty for what a reader could take for a corner."""
    windows = sliding_window_view(lines, LIKE_A_FINDER.shape[1], axis=2)
    found = [(windows == pattern).all(axis=3) for pattern in LIKE_A_FINDER]
    return 40 * np.add(*(places.sum(axis=(1, 2)) for places in found))


def _blocks(codes: Squares) -> NDArray[np.int64]:
    """Three for each two by two squares of one colour."""
    corner = codes[:, 1:, 1:]
    others = (codes[:, :-1, 1:], codes[:, 1:, :-1], codes[:, :-1, :-1])
    return 3 * np.logical_and.reduce([corner == other for other in others]).sum(axis=(1, 2))


def _imbalance(codes: Squares) -> NDArray[np.int64]:
    """Ten for every five hundredths that the dark squares are off a half."""
    return 10 * (np.abs(codes.mean(axis=(1, 2)) * 100 - 50) / 5).astype(np.int64)
