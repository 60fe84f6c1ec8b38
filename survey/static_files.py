"""Static files are kept by browsers for a year: their address changes with their content."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask

STAMP_LENGTH = 12


def init_app(app: Flask) -> None:
    folder = Path(app.static_folder or "")

    @app.url_defaults
    def stamp(endpoint: str, values: dict[str, object]) -> None:
        file = folder / str(values.get("filename", ""))
        if endpoint == "static" and file.is_file():
            values["v"] = digest(file)


@cache
def digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()[:STAMP_LENGTH]
