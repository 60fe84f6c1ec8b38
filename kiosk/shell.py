"""The kiosk's page and what it is made of, as one release that a tablet keeps as a whole."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    make_response,
    render_template,
    send_from_directory,
    url_for,
)

from kiosk import words
from survey.errors import NotFound
from survey.headers import CONTENT_POLICY
from survey.i18n import LANGUAGES

HERE = Path(__file__).parent
STATIC = HERE / "static"
STAMP_LENGTH = 12
# A worker cannot be seen by the page's own rule, and a manifest falls under none.
PAGE_POLICY = f"{CONTENT_POLICY}; manifest-src 'self'; worker-src 'self'"

bp = Blueprint("kiosk", __name__, url_prefix="/kiosk", template_folder="templates")


class Release(NamedTuple):
    """All that a tablet needs without a network, named by its content."""

    stamp: str
    page: dict[str, Any]

    @property
    def addresses(self) -> list[str]:
        own = [url_for("kiosk.file", release=self.stamp, filename=name) for name in file_names()]
        return [url_for("kiosk.page"), *own]


@bp.get("/")
def page() -> Response:
    release = _release()
    answer = make_response(render_template("kiosk/page.html", release=release, **release.page))
    answer.headers["Content-Security-Policy"] = PAGE_POLICY
    return _of_release(answer, release=release)


@bp.get("/worker.js")
def worker() -> Response:
    release = _release()
    answer = make_response(
        render_template("kiosk/worker.js", stamp=release.stamp, addresses=release.addresses)
    )
    answer.mimetype = "application/javascript"
    return _of_release(answer, release=release)


@bp.get("/manifest.json")
def manifest() -> Response:
    release = _release()
    icon = url_for("kiosk.file", release=release.stamp, filename="icon.svg")
    return jsonify(
        id=url_for("kiosk.page"),
        name="Hài Lòng",
        short_name="Hài Lòng",
        start_url=url_for("kiosk.page"),
        scope=url_for("kiosk.page"),
        display="fullscreen",
        background_color="#ffffff",
        theme_color="#0b4f6c",
        icons=[{"src": icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    )


@bp.get("/files/<release>/<filename>")
def file(release: str, filename: str) -> Response:
    """Only of this release: a tablet never mixes the files of two."""
    current = _release()
    if release != current.stamp:
        raise NotFound
    answer = send_from_directory(STATIC, filename)
    return _of_release(answer, release=current)


def _of_release(answer: Response, *, release: Release) -> Response:
    """So that a tablet tells our own file from the page of a captive portal."""
    answer.headers["Kiosk-Release"] = release.stamp
    return answer


def _release() -> Release:
    kept: Release | None = current_app.extensions.get("kiosk_release")
    if kept is None:
        page = {
            "languages": [language._asdict() for language in LANGUAGES],
            "words": words.in_every_language(),
            "simulated": current_app.config["SETTINGS"].simulated,
        }
        said = json.dumps(page, sort_keys=True).encode()
        stamp = sha256(said + _content()).hexdigest()[:STAMP_LENGTH]
        kept = current_app.extensions["kiosk_release"] = Release(stamp, page)
    return kept


@cache
def file_names() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in STATIC.iterdir()))


@cache
def _content() -> bytes:
    templates = sorted((HERE / "templates" / "kiosk").glob("[pw]*"))
    files = [STATIC / name for name in file_names()]
    return b"\0".join(path.read_bytes() for path in (*files, *templates))
