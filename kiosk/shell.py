"""The kiosk's page and what it is made of, as one release that a tablet keeps as a whole."""

import json
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import Any, NamedTuple

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    make_response,
    render_template,
    url_for,
)

from kiosk import words
from survey.errors.problem import NotFound
from survey.headers import CONTENT_POLICY
from survey.i18n import LANGUAGES
from survey.settings import current_settings

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

    def html(self) -> str:
        return render_template("kiosk/page.html", release=self, **self.page)

    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file by its address."""
        page = {url_for("kiosk.page"): _digest(self.html().encode())}
        return page | {
            url_for("kiosk.file", release=self.stamp, filename=name): digest
            for name, digest in _file_digests().items()
        }


@bp.get("/")
def page() -> Response:
    current = _release()
    answer = make_response(current.html())
    answer.headers["Content-Security-Policy"] = PAGE_POLICY
    # So that a tablet tells our own page from a captive portal's.
    answer.headers["Kiosk-Release"] = current.stamp
    return answer


@bp.get("/release.json")
def release() -> Response:
    """What a tablet keeps, and how it knows that it has kept all of it rightly."""
    current = _release()
    return jsonify(stamp=current.stamp, files=current.digests())


@bp.get("/worker.js")
def worker() -> Response:
    return Response((HERE / "worker.js").read_bytes(), mimetype="text/javascript")


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


@bp.get("/files/<release>/<path:filename>")
def file(release: str, filename: str) -> Response:
    """Only of this release: a tablet never mixes the files of two."""
    if release != _release().stamp or filename not in _file_digests():
        raise NotFound
    return Response((STATIC / filename).read_bytes(), mimetype=guess_type(filename)[0])


def _release() -> Release:
    kept: Release | None = current_app.extensions.get("kiosk_release")
    if kept is None:
        page = {
            "languages": [language._asdict() for language in LANGUAGES],
            "words": words.in_every_language(),
            "simulated": current_settings().simulated,
        }
        template = (HERE / "templates" / "kiosk" / "page.html").read_text()
        said = json.dumps([page, template, _file_digests()], sort_keys=True)
        stamp = _digest(said.encode())[:STAMP_LENGTH]
        kept = current_app.extensions["kiosk_release"] = Release(stamp, page)
    return kept


@cache
def _file_digests() -> dict[str, str]:
    """What a browser loads; what tells of a foreign file stands beside it and stays here."""
    found = sorted(path for path in STATIC.rglob("*.*") if path.suffix != ".md")
    return {path.relative_to(STATIC).as_posix(): _digest(path.read_bytes()) for path in found}


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
