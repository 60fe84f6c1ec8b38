"""The figures of a selection as a whole."""

from dataclasses import replace

from sqlalchemy.orm import Session

from survey.clock import first_of_month
from survey.measures import groups, places, recipe
from survey.measures.figure import Figure, State
from survey.measures.groups import Counted
from survey.measures.methods import Method
from survey.measures.scope import Scope
from survey.measures.visibility import Visibility
from survey.queries import inbox


def of_index(session: Session, scope: Scope) -> Figure:
    """The index, by the method that is shown."""
    method = scope.method
    index = recipe.of_index(method) if method else None
    if method is None or index is None:
        return waiting(session, scope, figure=Figure(State.NO_DATA))
    figure = counted(session, scope, method=method, questions=index.questions).figures(index)[()]
    return waiting(session, scope, figure=figure)


def counted(
    session: Session, scope: Scope, *, method: Method, questions: tuple[str, ...]
) -> Counted:
    """The answers of the selection to some questions, in one row with the key ()."""
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


def waiting(session: Session, scope: Scope, *, figure: Figure) -> Figure:
    """Say so where there is nothing to count because it is not sealed yet."""
    if figure.state is not State.NO_DATA:
        return figure
    chosen = scope.selection
    is_new = chosen.period.first >= first_of_month(chosen.today)
    of = scope.of(period=chosen.period)
    if is_new or inbox.is_anything_waiting(session, of=of, channel=chosen.channel):
        return replace(figure, state=State.NOT_SEALED)
    return figure
