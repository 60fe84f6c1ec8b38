"""Whether a login and a password belong together, asked no more often than the limits allow."""

from flask import current_app, g, request

from survey import db
from survey.accounts import attempts, sign_in


def is_right(login: str, *, password: str) -> bool:
    """Raises TooManyAttempts. The attempt is written down before the password is looked at."""
    key = current_app.config["SECRET_KEY"].encode()
    limits = attempts.limits_for(login=login, address=request.remote_addr or "", key=key)
    with db.transaction() as session:
        attempts.spend(session, limits=limits, now=g.now)
    if sign_in.verified(db.session(), login=login, password=password) is None:
        return False
    with db.transaction() as session:
        attempts.forgive(session, limits=limits, now=g.now)
    return True
