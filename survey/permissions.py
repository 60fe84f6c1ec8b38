"""Who may open what: one table, and the guard that holds every request to it.

A route that does not stand in the table is refused, so a forgotten rule is seen at once.
"""

from typing import NamedTuple

from flask import Flask, request

from survey.errors import NotAllowed, NotFound
from survey.models.account import Role


class Rule(NamedTuple):
    """Open to the public, or to these roles."""

    public: bool = False
    roles: frozenset[Role] = frozenset()


PUBLIC = Rule(public=True)

POLICY: dict[str, Rule] = {
    "static": PUBLIC,
    "citizen.enter_code": PUBLIC,
    "citizen.poster": PUBLIC,
    "citizen.slip": PUBLIC,
}


def init_app(app: Flask) -> None:
    app.before_request(guard)


def guard() -> None:
    if request.endpoint is None:
        if request.routing_exception is None:
            raise NotFound
        return  # the router's own answer: 404, 405 or a redirect
    rule = POLICY.get(request.endpoint)
    if rule is None or not rule.public:
        raise NotAllowed
