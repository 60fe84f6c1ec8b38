"""Pages of records of measurement: make one, read it, check it, its steps, on paper."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_babel import gettext as _

from survey import closing, db
from survey.measures.frozen import Recheck, recheck
from survey.models.agency import Agency
from survey.models.measurement_plan import PlanWave
from survey.models.measurement_record import MeasurementRecord
from survey.models.staged import Stage
from survey.quality import planned_fields, record_telling, records, stages, trails
from survey.quality.blueprint import bp
from survey.quality.plan_views import the_plan
from survey.quality.record_forms import RecordForm
from survey.quality.record_paper import paper
from survey.quality.steps import asked_step
from survey.quality.waves import Span
from survey.queries import agencies, measurement_records
from survey.settings import current_settings
from survey.staff import plan_words
from survey.staff.downloads import file_of
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, found, today


@bp.route(
    "/quality-system/plans/<int:plan_id>/waves/<int:number>/record",
    methods=["GET", "POST"],
    endpoint="new_record",
)
def make(plan_id: int, number: int) -> ResponseReturnValue:
    """Of the wave with this number; another one of the same wave with a reason."""
    plan, agency = the_plan(plan_id)
    wave: PlanWave = found(dict(enumerate(plan.current.waves, start=1)).get(number))
    span = Span(wave.first_day, wave.last_day)
    earlier = measurement_records.of_wave(db.session(), plan_id=plan.id, **span._asdict())
    form = RecordForm()
    if earlier:
        form.require_reason()
    done = saved(
        form,
        lambda session: records.make(
            session,
            plan=plan,
            span=span,
            reason=form.reason.data,
            suppress_below=current_settings().suppress_below,
            by=actor(),
        ),
        require=lambda: records.require_complete(db.session(), plan=plan, span=span, today=today()),
    )
    if done:
        return on_to("quality.record", told=_("The record was made."), record_id=done.result.id)
    return form_page(
        "quality/make_record.html",
        form=form,
        plan=plan,
        wave=wave,
        complete_on=closing.complete_on(wave.last_day),
        earlier=earlier,
        trail=trails.to_plan(agency, plan=plan),
    )


@bp.get("/quality-system/records/<int:record_id>", endpoint="record")
def read(record_id: int) -> ResponseReturnValue:
    return _shown(record_id)


@bp.get("/quality-system/records/<int:record_id>/check", endpoint="check_record")
def check(record_id: int) -> ResponseReturnValue:
    """The same page, with what comes out when the sealed rows are counted again."""
    record, _agency = the_record(record_id)
    return _shown(record_id, checked=recheck(db.session(), record=record))


@bp.get("/quality-system/records/<int:record_id>/<any(pdf, docx):format>", endpoint="record_paper")
def take_away(record_id: int, format: str) -> Response:  # its name in the address
    record, agency = the_record(record_id)
    written = paper(db.session(), record=record, agency=agency, today=today())
    return file_of(written, format=format, name=_("record-%(number)s", number=record.id))


@bp.post("/quality-system/records/<int:record_id>/advance", endpoint="advance_record")
def advance(record_id: int) -> ResponseReturnValue:
    return _step(record_id, to=asked_step())


@bp.post("/quality-system/records/<int:record_id>/approve", endpoint="approve_record")
def approve(record_id: int) -> ResponseReturnValue:
    return _step(record_id, to=Stage.APPROVED)


def the_record(record_id: int) -> tuple[MeasurementRecord, Agency]:
    record = found(measurement_records.by_id(db.session(), record_id=record_id))
    return record, found(agencies.by_id(db.session(), agency_id=record.agency_id))


def _shown(record_id: int, *, checked: Recheck | None = None) -> ResponseReturnValue:
    record, agency = the_record(record_id)
    plan, _agency = the_plan(record.plan_id)
    session = db.session()
    names = record_telling.names(session, record=record, agency=agency)
    return render_template(
        "quality/record.html",
        record=record,
        plan=plan,
        agency=agency,
        trail=trails.to_record(agency, plan=plan, record=record),
        names=names,
        fields=planned_fields.of_items(session, items=record.items),
        meanings=record_telling.meanings(record),
        asked=record_telling.questionnaire(session, record=record),
        place=record_telling.place(plan, record=record),
        proofs=[(names[row.item_id], row.rows_sha256) for row in record.figures],
        newer=record_telling.newer(session, record=record),
        following=stages.following(record),
        channel=plan_words.CHANNELS[record.channel],
        checked=checked,
    )


def _step(record_id: int, *, to: Stage) -> ResponseReturnValue:
    record, _agency = the_record(record_id)
    with db.transaction() as session:
        records.advance(session, record=record, to=to, by=actor())
    return on_to("quality.record", told=_("The step was taken."), record_id=record.id)
