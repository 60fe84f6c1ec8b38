"""The bare view: Flask, one insert, one commit, pages as heavy as the product's, nothing else.

What the product does beyond this is its price: it checks the slip, the dates and the answers,
speaks two languages, and records exactly once.
"""

import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from flask import Flask, Response, request
from sqlalchemy import create_engine, insert

from survey.models.rating import Channel, PendingRating

ANSWER_PREFIX = "a."


def create_app() -> Flask:
    """Needs the database, two pages as the product sent them, and what every row points at."""
    app = Flask("bare")
    engine = create_engine(os.environ["BARE_DATABASE_URL"], pool_size=8)
    folder = Path(os.environ["BARE_PAGES"])
    form, thanks = ((folder / name).read_bytes() for name in ("form.gz", "thanks.gz"))
    place = {
        name: int(os.environ[f"BARE_{name.upper()}"])
        for name in ("agency_id", "point_id", "version_id")
    }

    @app.get("/r/<code>")
    def page(code: str) -> Response:
        return _packed(form)

    @app.post("/r/<code>")
    def rate(code: str) -> Response:
        now = datetime.now(UTC)
        answers = request.form.to_dict()
        row = {
            "submission_key": uuid4(),
            "content_hash": sha256(repr(answers).encode()).digest(),
            "slip_digest": sha256(code.encode()).digest(),
            "procedure_id": int(chosen) if (chosen := answers["procedure"]).isdigit() else None,
            "channel": Channel.SLIP,
            "language": "vi",
            "day": (now + timedelta(hours=7)).date(),
            "answers": app.json.dumps(
                {key[2:]: value for key, value in answers.items() if key.startswith(ANSWER_PREFIX)}
            ),
            "revotes": 0,
            "arrived_at": now,
        }
        with engine.begin() as connection:
            connection.execute(insert(PendingRating.__table__), row | place)
        return _packed(thanks)

    return app


def _packed(page: bytes) -> Response:
    """Compressed beforehand: even that costs the bare view nothing."""
    headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(page, headers=headers, mimetype="text/html")
