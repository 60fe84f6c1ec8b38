"""The citizen's page: one answer of the server with everything in it."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import NamedTuple
from uuid import UUID

from flask import current_app, make_response, render_template, request
from flask.wrappers import Response
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from survey import rating_form
from survey.citizen.entrance import is_last_day
from survey.citizen.memory import PageMemory
from survey.citizen.packing import PackedPage
from survey.citizen.questions import Asked
from survey.clock import local_day
from survey.errors.citizen import ServerFull
from survey.errors.problem import Problem, Unavailable
from survey.i18n import language
from survey.models.answer_sheet import AnswerProblem
from survey.queries import agencies, entrances, offers, public_changes
from survey.queries.entrances import Entrance, Sign
from survey.queries.offers import Offer
from survey.rating_form import LeftOut, Sheet

KEY_PLACE = UUID("00000000-0000-4000-8000-000000000000")


class Visit(NamedTuple):
    """One opening of the page: where, what is asked, when."""

    session: Session
    entrance: Entrance
    asked: Asked
    now: datetime

    @property
    def sign(self) -> Sign:
        place = self.entrance
        return entrances.sign(
            self.session, point_id=place.point_id, procedure_id=place.procedure_id
        )

    @property
    def offers(self) -> list[Offer]:
        if self.entrance.procedure_id is not None:
            return []
        return offers.at_point(
            self.session,
            point_id=self.entrance.point_id,
            day=local_day(self.now),
            field_id=self.entrance.field_id,
        )


def untouched(visit: Visit, *, sheet: Sheet) -> Response:
    """The empty form, made once a minute for a place and language, with a key of its own."""
    place = visit.entrance
    return _remembered(
        (place.channel, place.point_id, place.procedure_id, place.field_id, visit.asked.version_id),
        now=visit.now,
        make=lambda: _form(visit, sheet=sheet, key=KEY_PLACE),
        key=str(sheet.key),
    )


def filled(
    visit: Visit,
    *,
    sheet: Sheet,
    problems: list[AnswerProblem] | None = None,
    notice: Problem | None = None,
    left_out: Sequence[LeftOut] = (),
) -> Response:
    """The form as it was filled in, with what has to be mended."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    page = _form(
        visit, sheet=sheet, key=sheet.key, problems=problems, notice=notice, left_out=left_out
    )
    return answer(page, status=notice.status if notice else status)


def problem(why: Problem, *, written: Sequence[str] = (), mistyped: str = "") -> Response:
    """Why nothing can be done here, with the citizen's own words so that none are lost."""
    current_app.logger.info("%s on a citizen's page", why.code)
    can_retry = why.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    page = render_template(
        "citizen/problem.html",
        problem=why,
        written=written,
        mistyped=mistyped,
        can_retry=can_retry,
    )
    return answer(page, status=why.status)


def again(form: MultiDict[str, str], *, written: Sequence[str]) -> Response:
    """The system is full or away: all that came stands on this page, to be sent once more."""
    is_rating = form.get("action", "send") == "send"
    why = ServerFull() if is_rating else Unavailable()
    current_app.logger.error("%s on a citizen's page", why.code)
    page = render_template(
        "citizen/again.html",
        problem=why,
        fields=list(form.items(multi=True)),
        written=written,
        is_rating=is_rating,
    )
    return answer(page, status=why.status)


def thanks(visit: Visit) -> Response:
    """The same for a first answer and for a changed one: nothing tells that there was another."""
    can_change = visit.entrance.slip_digest is not None
    is_last = is_last_day(visit.entrance, today=local_day(visit.now))
    poster_code = visit.entrance.poster_code
    return _remembered(
        ("thanks", visit.entrance.agency_id, can_change, is_last, poster_code),
        now=visit.now,
        make=lambda: render_template(
            "citizen/thanks.html",
            can_change=can_change,
            is_last_day=is_last,
            poster_code=poster_code,
            **_changed_lately(visit),
        ),
    )


def _changed_lately(visit: Visit) -> dict[str, object]:
    """The newest change that the agency told of, where it told of any."""
    agency_id = visit.entrance.agency_id
    told = public_changes.of_agency(visit.session, agency_id=agency_id, limit=1)
    if not told:
        return {"changed": None}
    return {"changed": told[0], "agency": agencies.by_id(visit.session, agency_id=agency_id)}


def answer(page: str | bytes, *, status: int) -> Response:
    response = make_response(page, status)
    response.headers["Content-Security-Policy"] = rating_form.content_policy()
    return response


def _remembered(
    kind: tuple[Hashable, ...], *, now: datetime, make: Callable[[], str], key: str = ""
) -> Response:
    memory: PageMemory = current_app.extensions["citizen_pages"]
    page = memory.page(
        (*kind, language()), now=now, make=lambda: PackedPage(make(), place=str(KEY_PLACE))
    )
    if not request.accept_encodings.best_match(["gzip"]):
        return answer(page.plain(key), status=HTTPStatus.OK)
    response = answer(page.packed(key), status=HTTPStatus.OK)
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def _form(
    visit: Visit,
    *,
    sheet: Sheet,
    key: UUID,
    problems: list[AnswerProblem] | None = None,
    notice: Problem | None = None,
    left_out: Sequence[LeftOut] = (),
) -> str:
    return rating_form.page(
        sign=visit.sign,
        definition=visit.asked.definition,
        version_id=visit.asked.version_id,
        sheet=sheet,
        language=language(),
        key=key,
        offers=visit.offers,
        problems=problems or (),
        notice=notice,
        left_out=left_out,
    )
