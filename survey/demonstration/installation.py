"""Where the demonstration lives: its folder, its secret, its settings."""

import os
import secrets
from pathlib import Path
from typing import NamedTuple

SECRET_BYTES = 48


class Installation(NamedTuple):
    """A folder of ours, a database, and the address to be found at."""

    folder: Path
    database_url: str
    address: str
    port: int

    @property
    def base_url(self) -> str:
        return f"http://{self.address}:{self.port}"

    @property
    def sheet(self) -> Path:
        return self.folder / "slips.pdf"


def set_up(folder: Path, *, database_url: str | None, address: str, port: int) -> Installation:
    """Make the folder and the secret, and put the settings where every process reads them.

    Raises OSError where the folder cannot be made or written.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    url = database_url or f"sqlite:///{folder / 'demo.db'}"
    installation = Installation(folder, url, address, port)
    os.environ["HAILONG_DATABASE_URL"] = url
    os.environ["HAILONG_SECRET_KEY"] = _secret(folder / "secret")
    os.environ["HAILONG_BASE_URL"] = installation.base_url
    os.environ["HAILONG_VAR_DIR"] = str(folder)
    os.environ["HAILONG_SIMULATED"] = "1"
    return installation


def write_private(path: Path, content: bytes) -> None:
    """Whole or not at all, readable by its owner alone."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    draft.replace(path)


def _secret(path: Path) -> str:
    """Random, and the same at every start."""
    if not path.exists():
        write_private(path, secrets.token_urlsafe(SECRET_BYTES).encode())
    return path.read_text().strip()
