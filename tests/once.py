"""What every application of a test run reads alike: read once."""

from types import CodeType
from typing import Any

from flask_babel import Domain
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_catalogues: dict[Any, Any] = {}


class CompiledTemplates(BytecodeCache):
    """In memory: reading them off the disk for each application took longer than many a page."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key, bucket.checksum] = bucket.code


def catalogues(_domain: Domain, _context: object) -> dict[Any, Any]:
    """Where the catalogues are kept once parsed, which each application would do anew."""
    return _catalogues
