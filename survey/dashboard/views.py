"""The pages of results: today, an agency, its groups, two periods, comments, files."""

from flask import Blueprint, Flask, Response, g, render_template, request

from survey import db
from survey.clock import local_day
from survey.dashboard import (
    comparing,
    comparisons,
    desks,
    driving,
    due,
    explanations,
    files,
    hanging,
    inquiry,
    judging,
    pages,
    periods,
    reading,
    showing,
    sounding,
    standings,
    takeaways,
    waiting,
)
from survey.dashboard.inquiry import Inquiry, Latest
from survey.dashboard.lines import of_channels
from survey.dashboard.pages import Page
from survey.dashboard.showing import Asked
from survey.dashboard.titles import GROUPS
from survey.dashboard.wording import VERDICTS, hundred_sentence
from survey.errors.problem import NotFound
from survey.measures import arrivals, remarks, soundness
from survey.measures import drivers as key_drivers
from survey.measures.tables import Dimension
from survey.queries import corrective_actions
from survey.settings import current_settings
from survey.staff.downloads import attachment

bp = Blueprint("dashboard", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["how"] = explanations
    app.jinja_env.globals["hanging"] = hanging


@bp.get("/today")
def today() -> str:
    day = local_day(g.now)
    return render_template(
        "dashboard/today.html",
        day=day,
        waits=waiting.of(db.session(), person=g.person),
        due=due.of(db.session(), person=g.person, today=day),
        has_turns=waiting.concerns(g.person),
        desks=desks.of(db.session(), person=g.person, today=day, suppress_below=_threshold()),
    )


@bp.get("/results/<agency_code>")
def results(agency_code: str) -> str:
    asked = _asked(agency_code)
    found = asked.overview
    page = _page(asked.inquiry, view="results")
    return render_template(
        "dashboard/results.html",
        page=page,
        overview=found,
        sentence=hundred_sentence(found.headline),
        others=pages.other_versions(page, found.versions),
        months=showing.months(asked),
        answers=showing.spread(asked),
        channels=of_channels(found.channels),
        arrivals=arrivals.of_scope(asked.session, scope=asked.scope),
    )


@bp.get("/results/<agency_code>/by/<dimension>")
def breakdown(agency_code: str, dimension: str) -> str:
    by, number = _dimension(dimension), _number()
    asked = _asked(agency_code)
    return render_template(
        "dashboard/breakdown.html",
        page=_page(asked.inquiry, view=by),
        group=GROUPS[by],
        groups=showing.groups(asked, dimension=by, number=number),
        number=number,
        panels=showing.channel_months(asked) if by is Dimension.CHANNEL else None,
        answers=showing.all_answers(asked) if by is Dimension.QUESTION else None,
    )


@bp.get("/results/<agency_code>/compare")
def compare(agency_code: str) -> str:
    asked = _asked(agency_code)
    chosen = comparing.chosen(asked.inquiry, against=request.args.get("against", ""))
    compared = showing.compared(asked, periods=chosen)
    return render_template(
        "dashboard/compare.html",
        page=_page(asked.inquiry, view="compare"),
        form=comparing.form(asked.inquiry, compared=chosen),
        periods=chosen,
        compared=compared,
        verdict=VERDICTS[compared.comparison.verdict],
        change=comparing.change(compared.comparison),
        changed=comparisons.changed(compared.pairs),
    )


@bp.get("/results/<agency_code>/control")
def control(agency_code: str) -> str:
    asked = _asked(agency_code, latest=periods.two_years)
    return render_template(
        "dashboard/control.html",
        page=_page(asked.inquiry, view="control"),
        months=judging.months(asked),
        actions=corrective_actions.of_signals(asked.session, agency_id=asked.inquiry.agency.id),
    )


@bp.get("/results/<agency_code>/funnel")
def funnel(agency_code: str) -> str:
    asked = _asked(agency_code)
    return render_template(
        "dashboard/funnel.html",
        page=_page(asked.inquiry, view="funnel"),
        units=judging.units(asked),
    )


@bp.get("/results/<agency_code>/drivers")
def drivers(agency_code: str) -> str:
    asked = _asked(agency_code).whole
    found = asked.drivers
    return render_template(
        "dashboard/drivers.html",
        page=_page(asked.inquiry, view="drivers"),
        found=found,
        obstacle=standings.obstacle(found.standing, least=key_drivers.LEAST),
        sentences=driving.sentences(found),
        shown=driving.exhibit(asked),
        lines=driving.lines(found),
        measured=asked.measured,
    )


@bp.get("/results/<agency_code>/quality")
def quality(agency_code: str) -> str:
    asked = _asked(agency_code).whole
    found = asked.soundness
    return render_template(
        "dashboard/quality.html",
        page=_page(asked.inquiry, view="quality"),
        found=found,
        obstacle=standings.obstacle(found.standing, least=soundness.LEAST),
        sentence=sounding.sentence(found),
        shown=sounding.exhibit(asked),
        lines=sounding.lines(found),
    )


@bp.get("/results/<agency_code>/comments")
def comments(agency_code: str) -> str:
    asked, number = _inquiry(agency_code), _number()
    return render_template(
        "dashboard/comments.html",
        page=_page(asked, view="comments"),
        found=reading.page(
            db.session(), inquiry=asked, month=request.args.get("month", ""), number=number
        ),
        number=number,
        at_least=remarks.AT_LEAST,
        held_back=remarks.HELD_BACK.days,
    )


@bp.get("/results/<agency_code>/<exhibit>.<any(csv, xlsx, svg, png):format>")
def file(agency_code: str, exhibit: str, format: str) -> Response:
    asked = _asked(agency_code)
    shown = takeaways.exhibit(asked, key=exhibit, address=request.args)
    origin = takeaways.origin(asked, now=g.now, simulated=current_settings().simulated)
    made = files.made(shown, ending=format, origin=origin)
    name = takeaways.name(asked.inquiry, shown, ending=format)
    return attachment(made.content, media_type=made.media_type, name=name)


def _asked(agency_code: str, *, latest: Latest = periods.twelve_months) -> Asked:
    asked = _inquiry(agency_code, latest=latest)
    return showing.ask(db.session(), inquiry=asked, suppress_below=_threshold())


def _inquiry(agency_code: str, *, latest: Latest = periods.twelve_months) -> Inquiry:
    return inquiry.made(
        db.session(),
        agency_code=agency_code,
        address=request.args,
        person=g.person,
        today=local_day(g.now),
        latest=latest,
    )


def _page(asked: Inquiry, *, view: str) -> Page:
    return pages.made(
        db.session(), inquiry=asked, person=g.person, view=view, threshold=_threshold()
    )


def _threshold() -> int:
    return current_settings().suppress_below


def _dimension(word: str) -> Dimension:
    """Those that have a page of their own."""
    try:
        dimension = Dimension(word)
    except ValueError:
        raise NotFound from None
    if dimension not in pages.VIEWS:
        raise NotFound
    return dimension


def _number() -> int:
    return request.args.get("page", 1, type=int)
