"""The figures of a selection as a whole."""

from dataclasses import replace

from sqlalchemy.orm import Session

from survey import closing
from survey.measures import groups, places, recipe
from survey.measures.figure import Figure, State
from survey.measures.groups import Counted
from survey.measures.methods import Method
from survey.measures.scope import Scope
from survey.measures.selection import Period
from survey.measures.visibility import Visibility


def of_index(session: Session, scope: Scope) -> Figure:
    """The index, by the method that is shown."""
    method = scope.method
    index = recipe.of_index(method) if method else None
    if method is None or index is None:
        return or_open(Figure(State.NO_DATA), scope=scope)
    figure = counted(session, scope, method=method, questions=index.questions).figures(index)[()]
    return or_open(figure, scope=scope)


def counted(
    session: Session, scope: Scope, *, method: Method, questions: tuple[str, ...]
) -> Counted:
    """The answers of the selection to some questions, in one row with the key (); asked once."""
    key = ("counted", method.version_ids, questions)
    if key not in scope.seen:
        scope.seen[key] = _counted(session, scope, method=method, questions=questions)
    found: Counted = scope.seen[key]
    return found


def _counted(
    session: Session, scope: Scope, *, method: Method, questions: tuple[str, ...]
) -> Counted:
    period = scope.selection.period
    cuts = Visibility(session, scope, method, questions).of_selection()
    return groups.count(
        session,
        scope,
        method=method,
        questions=questions,
        stretch=lambda _row: scope.stretch(period),
        cuts=lambda _node: cuts,
        of=scope.of(period=period),
        by=(),
        place=places.everything,
        rows={(): [()]},
    )


def or_open(figure: Figure, *, scope: Scope, period: Period | None = None) -> Figure:
    """Without data: whether some may still come, by the calendar and never by what waits.

    Otherwise the page would tell that somebody rated before a night has mixed the answers.
    """
    chosen = scope.selection
    end = (period or chosen.period).end
    if figure.state is State.NO_DATA and closing.may_grow(end, today=chosen.today):
        return replace(figure, state=State.NOT_SEALED)
    return figure
