"""What Chromium's pretended camera sees: a sheet with a QR code on it."""

from pathlib import Path

from survey.documents import qr

WIDTH, HEIGHT = 640, 480
SQUARE = 5  # pixels of one square of the code
PAPER, INK, TABLE = 235, 20, 180  # grey
COLOURLESS = bytes([128]) * (WIDTH * HEIGHT // 2)


def film(path: Path, *, shows: str) -> Path:
    """A YUV4MPEG2 file that stands still; Chromium plays it again and again."""
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n"
    frame = b"FRAME\n" + _picture(shows) + COLOURLESS
    path.write_bytes(head.encode() + frame * 3)
    return path


def _picture(content: str) -> bytes:
    squares = qr.squares(content, error_correction=qr.FOR_A_SLIP)
    size = len(squares) * SQUARE
    left, top = (WIDTH - size) // 2, (HEIGHT - size) // 2
    lines = [bytes([TABLE]) * WIDTH] * HEIGHT
    for number, row in enumerate(squares):
        code = b"".join(bytes([INK if is_dark else PAPER]) * SQUARE for is_dark in row)
        line = bytes([TABLE]) * left + code + bytes([TABLE]) * (WIDTH - left - size)
        lines[top + number * SQUARE : top + (number + 1) * SQUARE] = [line] * SQUARE
    return b"".join(lines)
