"""QR codes as one path of whole squares, which a page or a template draws as SVG."""

from itertools import groupby
from typing import NamedTuple

from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M

from survey.documents.masks import Code

FOR_A_SLIP = ERROR_CORRECT_M  # held in the hand and small: larger squares read better
FOR_A_POSTER = ERROR_CORRECT_H  # months on a wall: survives a scratch or a sticker
QUIET_ZONE = 4  # white squares that ISO/IEC 18004 wants on every side


class Drawing(NamedTuple):
    """`path` is for `<path d>` in a view box of `size` by `size` squares, quiet zone included."""

    size: int
    path: str


def drawing(content: str, *, error_correction: int) -> Drawing:
    rows = squares(content, error_correction=error_correction)
    path = "".join(_line(row, squares=line) for row, line in enumerate(rows))
    return Drawing(size=len(rows), path=path)


def squares(content: str, *, error_correction: int) -> list[list[bool]]:
    """Row by row, whether each square is dark."""
    code = Code(error_correction=error_correction, border=QUIET_ZONE)
    code.add_data(content)
    return code.get_matrix()


def _line(row: int, *, squares: list[bool]) -> str:
    """Each run of dark squares as one rectangle."""
    path, column = "", 0
    for dark, run in groupby(squares):
        length = len(list(run))
        if dark:
            path += f"M{column} {row}h{length}v1h-{length}z"
        column += length
    return path
