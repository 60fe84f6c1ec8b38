"""All pages of the registers, on one blueprint."""

from flask import Flask

from survey.registry import (
    agency_views,
    ending_views,
    field_views,
    flow_views,
    limit_views,
    offer_views,
    point_views,
    pool_views,
    procedure_views,
    replacement_views,
    succession_views,
)
from survey.registry.blueprint import bp
from survey.staff import words

PAGES = (
    agency_views,
    ending_views,
    field_views,
    flow_views,
    limit_views,
    offer_views,
    point_views,
    pool_views,
    procedure_views,
    replacement_views,
    succession_views,
)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["register_words"] = words
    app.register_blueprint(bp)
