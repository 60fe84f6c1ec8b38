"""The kiosk's part of the web application."""

from flask import Flask

from kiosk import blueprint, demonstration, device_views, remote_views, shell, views

PAGES = (views, remote_views)  # importing them puts their routes on the blueprint


def init_app(app: Flask) -> None:
    app.register_blueprint(shell.bp)
    app.register_blueprint(blueprint.bp)
    # A device has no cookie that a foreign page could abuse: it signs each request.
    app.extensions["csrf"].exempt(device_views.bp)
    app.register_blueprint(device_views.bp)
    app.extensions.setdefault("demonstrated", []).append(demonstration.ensure)
