"""The help page about figures: each in plain language, to be searched and printed."""

from flask import Blueprint, Flask, render_template, request

from survey.help import figures
from survey.i18n import language
from survey.models.wording import Text, in_language

bp = Blueprint("help", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


@bp.get("/help/statistics")
def statistics() -> str:
    return render_template(
        "help/statistics.html", questions=figures.found(request.args.get("q", "")), told=_told
    )


def _told(text: Text) -> str:
    return in_language(text, language())
