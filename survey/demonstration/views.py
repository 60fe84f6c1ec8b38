"""The page of the demonstration; anywhere else it does not exist."""

from collections.abc import Callable
from functools import wraps

from flask import Blueprint, Flask, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext as _n

from survey import db
from survey.demonstration import featured, journey, waiting
from survey.demonstration.journey import Closed
from survey.errors.problem import NotFound
from survey.i18n import called
from survey.queries import agencies
from survey.settings import current_settings

View = Callable[[], ResponseReturnValue]

bp = Blueprint("demonstration", __name__, url_prefix="/demonstration")


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


def only_in_a_demonstration(view: View) -> View:
    """Elsewhere there is nothing at this address."""

    @wraps(view)
    def held() -> ResponseReturnValue:
        session = db.session()
        if not current_settings().simulated or not agencies.by_code(session, code=featured.AGENCY):
            raise NotFound
        return view()

    return held


@bp.get("", endpoint="journey")
@only_in_a_demonstration
def show() -> ResponseReturnValue:
    settings = current_settings()
    seen = journey.seen(
        db.session(), folder=settings.var_dir, base_url=settings.base_url, now=g.now
    )
    return render_template("demonstration/journey.html", journey=seen)


@bp.post("/close-day")
@only_in_a_demonstration
def close_day() -> ResponseReturnValue:
    agency = featured.agency(db.session())
    name = called(agency.name_vi, agency.name_en)
    closed = journey.close_today(agency=agency.name_vi, now=g.now)
    if closed.featured:
        flash(_sealed(closed, name=name), "good")
    else:
        flash(_("%(agency)s: too few ratings wait, so none were sealed.", agency=name), "warning")
    return _back()


@bp.post("/companions")
@only_in_a_demonstration
def add_companions() -> ResponseReturnValue:
    with db.transaction() as session:
        missing = waiting.missing(session, now=g.now)
        waiting.add(session, number=missing, now=g.now)
    flash(
        _n("%(num)d simulated rating was added.", "%(num)d simulated ratings were added.", missing)
    )
    return _back()


def _sealed(closed: Closed, *, name: str) -> str:
    return str(
        _n(
            "%(agency)s: %(num)d rating sealed. In the whole province: %(all)d.",
            "%(agency)s: %(num)d ratings sealed. In the whole province: %(all)d.",
            closed.featured,
            agency=name,
            all=closed.everywhere,
        )
    )


def _back() -> ResponseReturnValue:
    return redirect(url_for("demonstration.journey"))
