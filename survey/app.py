"""The web application: settings in, Flask application out."""

from flask import Flask, g
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from survey import (
    addresses,
    clock,
    db,
    durability,
    guard,
    headers,
    i18n,
    navigation,
    problems,
    schema,
    sessions,
    static_files,
)
from survey.accounts import views as accounts
from survey.casework import citizen_views as wishes
from survey.casework import views as casework
from survey.citizen import views as citizen
from survey.dashboard import views as dashboard
from survey.demonstration import views as demonstration
from survey.exchange import views as exchange
from survey.help import views as help_pages
from survey.inspections import views as inspections
from survey.quality import views as quality
from survey.questionnaires import pages as questionnaires
from survey.registry import views as registry
from survey.registry.importing import views as imports
from survey.settings import Settings

LARGEST_REQUEST = 32 * 1024 * 1024  # bytes; a register of 100,000 rows fits
LARGEST_FORM = 512 * 1024
FEATURES = (
    accounts,
    casework,
    citizen,
    dashboard,
    demonstration,
    exchange,
    help_pages,
    imports,
    inspections,
    quality,
    questionnaires,
    registry,
)


def create_app(settings: Settings) -> Flask:
    """Assemble; raises BadSettings where the database could lose what it acknowledged."""
    app = Flask("survey")
    addresses.init_app(app)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key.get_secret_value(),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        SESSION_COOKIE_NAME="__Host-hailong" if settings.is_secure else "hailong",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form left open is not lost
        WTF_CSRF_SSL_STRICT=False,  # pages send no referrer; the token alone decides
        SEND_FILE_MAX_AGE_DEFAULT=31536000,
        DEBUG=settings.debug,
    )
    app.session_interface = sessions.SignedCookie()
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    db.init_app(app, settings.database_url)
    durability.require(app.extensions["engine"])
    schema.require_newest(app.extensions["engine"])
    i18n.init_app(app)
    app.before_request(_take_the_time)
    guard.init_app(app)
    # A citizen's page has no cookie, so there is no standing that a foreign page could abuse.
    protection = CSRFProtect(app)
    for public in (citizen.bp, wishes.bp):
        protection.exempt(public)
    navigation.init_app(app)
    headers.init_app(app)
    static_files.init_app(app)
    problems.init_app(app)
    app.context_processor(lambda: _for_every_page(settings))
    for feature in FEATURES:
        feature.init_app(app)
    return app


def _take_the_time() -> None:
    g.now = clock.now()


def _for_every_page(settings: Settings) -> dict[str, object]:
    return {
        "simulated": settings.simulated,
        "languages": i18n.LANGUAGES,
        "language": i18n.language(),
        "person": g.get("person"),
    }
