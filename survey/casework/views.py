"""Both sides of casework, on their blueprints."""

from flask import Flask

from survey.casework import citizen_views, staff_views, words


def init_app(app: Flask) -> None:
    app.jinja_env.globals["case_words"] = words
    app.register_blueprint(citizen_views.bp)
    app.register_blueprint(staff_views.bp)
