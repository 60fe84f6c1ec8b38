"""Figures by groups: counters, procedures, fields, agencies below, questions, factors."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from survey.measures import dimensions, groups, headline, methods, nesting, rates, recipe
from survey.measures.counting import Node, Table
from survey.measures.dimensions import Grouping
from survey.measures.figure import Figure, State
from survey.measures.methods import Method
from survey.measures.overview import channel_figures
from survey.measures.rates import Turnout
from survey.measures.recipe import Recipe
from survey.measures.scope import Scope
from survey.measures.selection import Lineage
from survey.measures.tables import Breakdown, Dimension, Row
from survey.measures.trend import trend
from survey.measures.visibility import PerQuestion, Visibility
from survey.models.wording import Text
from survey.queries.names import Name


def breakdown(session: Session, *, scope: Scope, dimension: Dimension) -> Breakdown:
    """The index by groups; by questions and factors, what each of them says by itself."""
    total = headline.of_index(session, scope)
    match dimension:
        case Dimension.CHANNEL:
            rows = _channels(session, scope)
        case Dimension.MONTH:
            rows = _months(session, scope)
        case Dimension.QUESTION | Dimension.FACTOR:
            rows = _questions(session, scope, dimension=dimension)
        case _:
            rows = _groups(session, scope, dimension=dimension)
    return Breakdown(dimension, total, rows)


def _channels(session: Session, scope: Scope) -> tuple[Row, ...]:
    return tuple(
        Row(one.channel.value, None, one.figure, one.rate.closed, one.rate)
        for one in channel_figures(session, scope=scope)
    )


def _months(session: Session, scope: Scope) -> tuple[Row, ...]:
    return tuple(
        Row(point.month.isoformat(), None, point.figure, point.rate.closed, point.rate)
        for point in trend(session, scope=scope).points
    )


def _questions(session: Session, scope: Scope, *, dimension: Dimension) -> tuple[Row, ...]:
    method = scope.method
    if method is None:
        return ()
    parts = _recipes(method, dimension=dimension)
    questions = tuple(dict.fromkeys(key for _, _, part in parts for key in part.questions))
    counted = headline.counted(session, scope, method=method, questions=questions)
    return tuple(
        Row(key, name, headline.or_open(counted.figures(part)[()], scope=scope))
        for key, name, part in parts
    )


def _recipes(method: Method, *, dimension: Dimension) -> list[tuple[str, Text, Recipe]]:
    """Key, name and recipe of every question or factor whose answers are worth something."""
    definition = method.definition
    rated = [q for q in definition.questions if methods.is_rated(definition, question=q.key)]
    if dimension is Dimension.QUESTION:
        return [(q.key, q.text, recipe.of_questions(method, questions=(q.key,))) for q in rated]
    by_factor = [
        (factor, tuple(q.key for q in rated if q.factor == factor.key))
        for factor in definition.factors
    ]
    return [
        (factor.key, factor.name, recipe.of_questions(method, questions=questions))
        for factor, questions in by_factor
        if questions
    ]


def _groups(session: Session, scope: Scope, *, dimension: Dimension) -> tuple[Row, ...]:
    grouping = dimensions.grouping(scope, dimension=dimension)
    of = scope.of(period=scope.selection.period)
    turnout = rates.by_row(session, scope, of=of, grouping=grouping)
    figures = _figures(session, scope, grouping=grouping, dimension=dimension)
    found = {
        key: _row(scope, key, figures=figures, turnout=turnout) for key in {**figures, **turnout}
    }
    known = grouping.names(session, ids=[key for key in found if key is not None])
    named = [replace(found[key], name=_text(name)) for key, name in known.items()]
    rows = [*named, *([found[None]] if None in found else [])]
    return tuple(row for row in rows if not _is_empty(row))


def _row(
    scope: Scope,
    key: Any,
    *,
    figures: Mapping[Any, Figure],
    turnout: Mapping[Any, Turnout],
) -> Row:
    figure = figures.get(key, Figure(State.NO_DATA))
    rate = turnout.get(key, Turnout()).rate(channel=scope.selection.channel, beside=figure)
    return Row(key, None, figure, rate.closed, rate)


def _is_empty(row: Row) -> bool:
    """Nobody was served and nobody rated: the group was not there in these months."""
    return (
        row.figure.state is State.NO_DATA
        and not row.population
        and not (row.rate and row.rate.ratings)
    )


def _text(name: Name) -> Text:
    return {"vi": name.vi} | ({"en": name.en} if name.en else {})


def _figures(
    session: Session, scope: Scope, *, grouping: Grouping, dimension: Dimension
) -> dict[Any, Figure]:
    method = scope.method
    index = recipe.of_index(method) if method else None
    if method is None or index is None:
        return {}
    sight = Visibility(session, scope, method, index.questions)
    tables = sight.tables(of=scope.of(), by=grouping.by, place=grouping.place)
    rows: dict[Any, list[Node]] = {}
    for node in nesting.smallest(tables.values()):
        if node:
            rows.setdefault(node[-1], []).append(node)
    stretch = scope.stretch(scope.selection.period)
    counted = groups.count(
        session,
        scope,
        method=method,
        questions=index.questions,
        stretch=lambda _row: stretch,
        cuts=cache(_cuts(sight, tables, dimension=dimension)),
        of=scope.of(period=scope.selection.period),
        by=grouping.by,
        place=grouping.place,
        rows=rows,
    )
    return counted.figures(index)


def _cuts(
    sight: Visibility, tables: Mapping[str, Table], *, dimension: Dimension
) -> Callable[[Node], PerQuestion]:
    """The boundaries of the rows: of places, or of what was asked at the one that is chosen."""
    chosen, wanted = sight.scope.selection, sight.wanted()
    if dimension in (Dimension.PROCEDURE, Dimension.FIELD):
        return lambda node: sight.of_chosen(max(node, wanted, key=len))
    above = sight.place_of(chosen.agency_id)
    if wanted and above is not None:
        return lambda node: sight.at((*above, *node), wanted)
    own = sight.parts(tables, whole=sight.of_selection()).at
    if dimension is Dimension.AGENCY and chosen.lineage is Lineage.THEN:
        told = sight.told_below(chosen.agency_id)
        return lambda node: {q: cuts & own(node)[q] for q, cuts in told(node).items()}
    return own
