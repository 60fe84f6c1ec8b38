"""The browser of tests and measurements: the same pages at half the cost of a whole one."""

from typing import Any

LAUNCH: dict[str, Any] = {
    "executable_path": "/usr/bin/chromium-headless-shell",
    "args": ["--no-sandbox", "--disable-dev-shm-usage"],
}
