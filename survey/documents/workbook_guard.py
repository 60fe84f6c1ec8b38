"""Refuses a workbook that would unpack to more than a register can need, before it is unpacked."""

import struct
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from survey.documents.table_lines import Unreadable

MOST_PARTS = 1_000
LARGEST_DIRECTORY = 512 * 1024  # bytes
LARGEST_UNPACKED = 256 * 1024 * 1024  # bytes
HIGHEST_RATIO = 200  # of unpacked to packed size; spreadsheets stay below 50
WORTH_A_RATIO = 1024 * 1024  # bytes; small parts may be as dense as they like
BLOCK = 256 * 1024

END = struct.Struct("<4s4H2LH")
END_SIGNATURE = b"PK\x05\x06"
LONGEST_END = END.size + 0xFFFF
WORKBOOK_PART = "xl/workbook.xml"


def check_workbook(content: bytes) -> None:
    """Raise Unreadable unless the archive is small, honest about its sizes, and a workbook."""
    _check_directory(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_parts(archive)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Unreadable("damaged_workbook") from None


def _check_directory(content: bytes) -> None:
    """Look at the last record alone: a directory of 100,000 parts is not worth reading."""
    start = content.rfind(END_SIGNATURE, max(0, len(content) - LONGEST_END))
    if start < 0 or start + END.size > len(content):
        raise Unreadable("damaged_workbook")
    _, _, _, _, parts, size, _, _ = END.unpack_from(content, start)
    if parts > MOST_PARTS or size > LARGEST_DIRECTORY:
        raise Unreadable("workbook_bomb")


def _check_parts(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Unreadable("workbook_bomb")
    for part in parts:
        if part.file_size > max(WORTH_A_RATIO, HIGHEST_RATIO * part.compress_size):
            raise Unreadable("workbook_bomb")
    if WORKBOOK_PART not in archive.namelist():
        raise Unreadable("not_a_workbook")
    for part in parts:
        # Unpacks as much as the part admits to and compares the checksum: a lie shows here.
        with archive.open(part) as unpacked:
            while unpacked.read(BLOCK):
                pass
