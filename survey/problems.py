"""The one handler that shows a problem as a page; the citizen's part has one of its own."""

from collections.abc import Iterator
from http import HTTPStatus

from flask import Flask, current_app, render_template, request, url_for
from flask_wtf.csrf import CSRFError, validate_csrf
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import BadHost, HTTPException
from wtforms import ValidationError

from survey import bugs
from survey.errors.accounts import SignInNeeded
from survey.errors.problem import (
    MethodNotAllowed,
    NotFound,
    PageExpired,
    Problem,
    TooLarge,
    Unavailable,
)

OF_THE_ROUTER: dict[int, type[Problem]] = {
    HTTPStatus.NOT_FOUND: NotFound,
    HTTPStatus.METHOD_NOT_ALLOWED: MethodNotAllowed,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: TooLarge,
}
REFUSED = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY})
"""Who meets one of these was on a page and wants to go on there."""


def init_app(app: Flask) -> None:
    app.register_error_handler(Problem, show)
    app.register_error_handler(HTTPException, translate)
    app.register_error_handler(CSRFError, lambda _error: show(PageExpired()))
    app.register_error_handler(DBAPIError, unreachable)
    app.register_error_handler(Exception, fail)


def show(problem: Problem) -> tuple[str, int]:
    current_app.logger.info("%s on %s", problem.code, request.endpoint)
    if isinstance(problem, SignInNeeded | PageExpired):
        return _give_back(problem), problem.status
    before = _page_before() if problem.status in REFUSED else None
    return render_template("errors/problem.html", problem=problem, before=before), problem.status


def _give_back(problem: Problem) -> str:
    """A form was refused as a whole: the way on, and what was typed."""
    is_signed_out, form = isinstance(problem, SignInNeeded), _page_before()
    typed = _typed() if _is_ours() else []
    return render_template(
        "errors/typed.html",
        problem=problem,
        is_signed_out=is_signed_out,
        way=url_for("accounts.sign_in", next=form) if is_signed_out else form,
        typed=typed,
        before=None if typed or is_signed_out else form,
    )


def _is_ours() -> bool:
    """Nothing that another site sent stands on a page of ours."""
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def _typed() -> list[str]:
    """What somebody wrote into a form, to be copied."""
    return [
        value.strip()
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name and any(map(str.isspace, value.strip()))
    ]


def translate(error: HTTPException) -> HTTPException | tuple[str, int]:
    if error.code is not None and error.code < HTTPStatus.BAD_REQUEST:
        return error
    if isinstance(error, BadHost):  # pages have addresses, and none can be made with it
        return error
    page, status = show(OF_THE_ROUTER.get(error.code or 0, Problem)())
    return page, error.code or status


def unreachable(error: DBAPIError) -> tuple[str, int]:
    """The database is gone or full: nothing was changed, and a minute later it may be back."""
    if current_app.testing or not isinstance(error, OperationalError):
        return fail(error)
    current_app.logger.error("database: %s on %s", type(error).__name__, request.endpoint)
    return show(Unavailable())


def fail(error: Exception) -> tuple[str, int]:
    """A bug: logged with its traceback, shown without any of it."""
    bugs.note(error)
    return render_template("errors/failure.html"), HTTPStatus.INTERNAL_SERVER_ERROR


def _page_before() -> str | None:
    """The nearest page at this address or above it; browsers do not tell from where they come."""
    router = current_app.create_url_adapter(request)
    for path in _upwards(request.path):
        try:
            if router and router.match(path, method="GET"):
                return path
        except HTTPException:
            continue
    return None


def _upwards(path: str) -> Iterator[str]:
    """The first page of all is offered anyway."""
    if request.method != "GET":
        yield path
    while path := path.rpartition("/")[0]:
        yield path
