"""The kiosk's part of the web application."""

from flask import Flask

from kiosk import device_views, shell, views


def init_app(app: Flask) -> None:
    app.register_blueprint(shell.bp)
    app.register_blueprint(views.bp)
    # A device has no cookie that a foreign page could abuse: it signs each request.
    app.extensions["csrf"].exempt(device_views.bp)
    app.register_blueprint(device_views.bp)
