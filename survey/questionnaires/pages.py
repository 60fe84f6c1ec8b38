"""The pages of this feature, gathered under one blueprint."""

from flask import Flask

from survey.questionnaires import draft_views, editor_views, preview_views, use_views, views
from survey.questionnaires.blueprint import bp

VIEWS = (
    views,
    draft_views,
    editor_views,
    preview_views,
    use_views,
)  # importing them puts their routes on the blueprint


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
