"""All pages of the quality system, on one blueprint."""

from flask import Flask

from survey.models.standard import standards
from survey.quality import (
    calendar_views,
    discarding_views,
    document_views,
    draw_views,
    objective_views,
    plan_form_views,
    plan_views,
    process_views,
    record_views,
    sending_back_views,
    system_views,
)
from survey.quality.actions import form_views as action_form_views
from survey.quality.actions import public_views as action_public_views
from survey.quality.actions import views as action_views
from survey.quality.blueprint import bp
from survey.quality.reviews import views as review_views
from survey.staff import (
    action_words,
    deadline_words,
    plan_words,
    quality_words,
    record_words,
    review_words,
)

PAGES = (
    action_form_views,
    action_public_views,
    action_views,
    calendar_views,
    discarding_views,
    document_views,
    draw_views,
    objective_views,
    plan_form_views,
    plan_views,
    process_views,
    record_views,
    review_views,
    sending_back_views,
    system_views,
)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["quality_words"] = quality_words
    app.jinja_env.globals["plan_words"] = plan_words
    app.jinja_env.globals["record_words"] = record_words
    app.jinja_env.globals["action_words"] = action_words
    app.jinja_env.globals["review_words"] = review_words
    app.jinja_env.globals["deadline_words"] = deadline_words
    app.jinja_env.globals["editions"] = {e.key: e.title for e in standards().editions}
    app.register_blueprint(bp)
