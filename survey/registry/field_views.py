"""Pages of the fields of administration."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.queries import procedures
from survey.registry import fields
from survey.registry.blueprint import bp
from survey.registry.procedure_forms import FieldForm
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, found, today


@bp.get("/registers/fields", endpoint="fields")
def browse() -> ResponseReturnValue:
    return render_template(
        "registry/fields.html", fields=procedures.field_counts(db.session(), day=today())
    )


@bp.route("/registers/fields/<int:field_id>", methods=["GET", "POST"], endpoint="edit_field")
def rename(field_id: int) -> ResponseReturnValue:
    field = found(procedures.field_by_id(db.session(), field_id=field_id))
    form = FieldForm(obj=field)
    done = saved(
        form,
        lambda session: fields.rename(
            session,
            field=field,
            name_vi=form.name_vi.data,
            name_en=form.name_en.data,
            by=actor(),
        ),
    )
    if done:
        return on_to("registry.fields", told=_("The field was saved."))
    return form_page("registry/edit_field.html", form=form, field=field)
