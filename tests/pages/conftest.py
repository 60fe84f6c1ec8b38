"""Templates of the tests in the real layouts, as text and in a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from flask import Flask, render_template, render_template_string
from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup
from werkzeug.serving import make_server

from survey.policy import POLICY, PUBLIC
from tests.databases import fresh_sqlite
from tests.pages.sample import Sample

Show = Callable[..., str]
NAVIGATION = (
    {"label": "Results", "icon": "results", "href": "/gallery", "current": True},
    {
        "label": "Registers",
        "icon": "registers",
        "entries": [{"label": "Agencies", "href": "#", "current": False}],
    },
)


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Templates read no database: one engine is enough."""
    return fresh_sqlite(sqlite_template, tmp_path)


@pytest.fixture
def show(app: Flask) -> Show:
    """Render the source of a template as the page at `address`."""

    def show(source: str, address: str = "/?lang=en", **context: object) -> str:
        with app.test_request_context(address):
            return render_template_string(source, **context)

    return show


@pytest.fixture
def gallery(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a page that shows every component."""
    app.jinja_loader = ChoiceLoader(
        [app.jinja_loader, FileSystemLoader(Path(__file__).parent)]  # type: ignore[list-item]
    )
    monkeypatch.setitem(POLICY, "gallery", PUBLIC)
    app.add_url_rule("/gallery", "gallery", show_gallery, methods=["GET", "POST"])
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/gallery"
    server.shutdown()
    thread.join()
    server.server_close()


def show_gallery() -> str:
    form = Sample()
    form.validate()
    return render_template(
        "gallery.html",
        form=form,
        drawing=Markup('<svg viewBox="0 0 8 2" role="img" aria-label="Chart"></svg>'),
        person=SimpleNamespace(name="Nguyễn Thị Minh Khai"),
        navigation=NAVIGATION,
        simulated=True,
    )
