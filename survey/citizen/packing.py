"""A page kept compressed, in which one short text changes from visit to visit.

A gzip file may hold parts that were compressed apart: all but the changing text is packed once,
the text itself lies between as it is, and only the checksum is made anew.
"""

import zlib

RAW = -zlib.MAX_WBITS
HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"  # gzip, no name, no time, packed well


class PackedPage:
    """A page; where `place` stands in it, if it does, a text of less than 64 KiB is put in."""

    def __init__(self, page: str, *, place: str) -> None:
        before, _, after = page.partition(place)
        self._before, self._after = before.encode(), after.encode()
        packer = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zlib.DEFLATED, RAW)
        # A full flush ends at a whole byte and lets what follows refer to nothing before it.
        self._start = HEADER + packer.compress(self._before) + packer.flush(zlib.Z_FULL_FLUSH)
        self._end = packer.compress(self._after) + packer.flush()
        self._checksum = zlib.crc32(self._before)

    def plain(self, text: str) -> bytes:
        return self._before + text.encode() + self._after

    def packed(self, text: str) -> bytes:
        part = text.encode()
        size = len(part).to_bytes(2, "little")
        stored = b"\x00" + size + bytes(255 - byte for byte in size) + part
        checksum = zlib.crc32(self._after, zlib.crc32(part, self._checksum))
        whole = len(self._before) + len(part) + len(self._after)
        trailer = checksum.to_bytes(4, "little") + (whole % 2**32).to_bytes(4, "little")
        return self._start + stored + self._end + trailer
