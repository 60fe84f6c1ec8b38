"""Pages on which an agency tells the public what it changed, and takes it back."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.quality import trails
from survey.quality.actions import publishing
from survey.quality.actions.forms import PublicForm
from survey.quality.actions.views import the_action
from survey.quality.blueprint import bp
from survey.queries import public_changes
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor


@bp.route(
    "/quality-system/actions/<int:action_id>/public",
    methods=["GET", "POST"],
    endpoint="publish_change",
)
def publish(action_id: int) -> ResponseReturnValue:
    action, agency = the_action(action_id)
    standing = public_changes.of_action(db.session(), action_id=action.id)
    form = PublicForm(obj=standing)
    done = saved(
        form,
        lambda session: publishing.publish(
            session,
            action=action,
            vi=form.sentence_vi.data,
            en=form.sentence_en.data,
            by=actor(),
        ),
        require=lambda: publishing.require_changed(action),
    )
    if done:
        return on_to("quality.action", told=_("The sentence is public."), action_id=action.id)
    trail = trails.to_action(agency, action=action)
    return form_page(
        "quality/actions/public.html", form=form, action=action, agency=agency, trail=trail
    )


@bp.post("/quality-system/actions/<int:action_id>/withdraw", endpoint="withdraw_change")
def withdraw(action_id: int) -> ResponseReturnValue:
    action, _agency = the_action(action_id)
    with db.transaction() as session:
        publishing.withdraw(session, action=action, by=actor())
    return on_to("quality.action", told=_("The sentence was taken back."), action_id=action.id)
