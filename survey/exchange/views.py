"""Pages and files of the figures that an agency hands on, and the points that people give."""

from flask import Flask, g, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_babel import gettext as _

from survey import db
from survey.documents.spreadsheets import CSV_TYPE, XLSX_TYPE, Sheet, csv_bytes, xlsx_bytes
from survey.errors.problem import NotFound
from survey.exchange import schema, scores, tables
from survey.exchange.blueprint import bp
from survey.exchange.forms import ScoreForm
from survey.exchange.schema import Document
from survey.exchange.scores import Quarter
from survey.i18n import language
from survey.measures.handed_on import QUARTERS, HandedOn, handed_on
from survey.models.agency import Agency
from survey.models.board_score import Scorer
from survey.models.wording import in_language
from survey.policy import READERS_OF_RESULTS
from survey.queries import agencies, board_scores
from survey.settings import current_settings
from survey.staff.downloads import attachment
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, reachable, the_agency, today
from survey.staff.years import asked_year

JSON_TYPE = "application/json"


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


@bp.get("/handed-on/schema.json", endpoint="schema")
def show_schema() -> ResponseReturnValue:
    return jsonify(Document.model_json_schema())


@bp.get("/handed-on/<agency_code>", endpoint="figures")
def show_figures(agency_code: str) -> ResponseReturnValue:
    agency = the_agency(agency_code)
    found = _found(agency)
    return render_template(
        "exchange/figures.html",
        agency=agency,
        found=found,
        note=in_language(found.formula.note, language()),
        threshold=current_settings().suppress_below,
    )


@bp.get("/handed-on/<agency_code>/<any(csv, xlsx, json):format>", endpoint="file")
def take_away(agency_code: str, format: str) -> Response:
    agency = the_agency(agency_code)
    found = schema.document(
        _found(agency), agency=agency, made_on=today(), simulated=current_settings().simulated
    )
    stem = _("figures-%(code)s-%(year)s", code=agency_code, year=found.year)
    name = f"{stem}.{format}"
    if format == "json":
        content = found.model_dump_json(indent=2)
        return attachment(content, media_type=JSON_TYPE, name=name)
    rows = tables.rows(found)
    if format == "csv":
        return attachment(csv_bytes(rows), media_type=CSV_TYPE, name=name)
    sheet = Sheet(_("Figures"), rows, (18, 40))
    return attachment(xlsx_bytes([sheet], created=g.now), media_type=XLSX_TYPE, name=name)


@bp.route(
    "/handed-on/<agency_code>/quarters/<int:number>/score",
    methods=["GET", "POST"],
    endpoint="score",
)
def give_own(agency_code: str, number: int) -> ResponseReturnValue:
    return _given(agency_code, number=number, scorer=Scorer.AGENCY)


@bp.route(
    "/handed-on/<agency_code>/quarters/<int:number>/appraise",
    methods=["GET", "POST"],
    endpoint="appraise",
)
def appraise(agency_code: str, number: int) -> ResponseReturnValue:
    return _given(agency_code, number=number, scorer=Scorer.APPRAISER)


def _given(agency_code: str, *, number: int, scorer: Scorer) -> ResponseReturnValue:
    if number not in QUARTERS:
        raise NotFound
    quarter = Quarter(the_agency(agency_code), asked_year(today=today()), number)
    agency, year, _number = quarter
    known = board_scores.of_year(db.session(), agency_id=agency.id, year=year)
    score = known.get((number, scorer))
    form = ScoreForm(obj=score, points=score.hundredths / 100 if score else None)
    done = saved(
        form,
        lambda session: scores.give(
            session,
            quarter=quarter,
            scorer=scorer,
            hundredths=form.hundredths,
            note=form.note.data,
            by=actor(),
        ),
        require=lambda: scores.require_turn(known, quarter=quarter, scorer=scorer, today=today()),
    )
    if done:
        told = _("The points were saved.")
        return on_to("exchange.figures", told=told, agency_code=agency_code, year=year)
    return form_page("exchange/score.html", form=form, quarter=quarter, scorer=scorer)


def _found(agency: Agency) -> HandedOn:
    settings = current_settings()
    return handed_on(
        db.session(),
        agency_id=agency.id,
        seen_from=_highest(agency),
        year=asked_year(today=today()),
        today=today(),
        suppress_below=settings.suppress_below,
        formula_file=settings.index_766,
    )


def _highest(agency: Agency) -> int:
    """The highest agency on the way down whose figures the reader may open."""
    way = agencies.path(db.session(), agency_id=agency.id, day=today())
    theirs = reachable([one.id for one in way], roles=READERS_OF_RESULTS)
    return next(one.id for one in way if one.id in theirs)
