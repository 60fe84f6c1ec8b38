"""The headline of a selection, with its channels, its response rates and its versions."""

from dataclasses import replace

from sqlalchemy.orm import Session

from survey.measures import headline, methods, rates
from survey.measures.rates import Turnout
from survey.measures.scope import Scope
from survey.measures.tables import ChannelFigure, Overview, VersionCount
from survey.models.rating import Channel


def overview(session: Session, *, scope: Scope) -> Overview:
    channels = tuple(channel_figures(session, scope=scope))
    own = next(one for one in channels if one.channel is scope.selection.channel)
    return Overview(
        selection=scope.selection,
        headline=own.figure,
        rate=own.rate,
        population=own.rate.closed,
        channels=channels,
        versions=_versions(scope),
    )


def channel_figures(session: Session, *, scope: Scope) -> list[ChannelFigure]:
    """Each channel by itself, by the newest method that was asked there."""
    own, turnout = scope.selection.channel, rates.of_whole(session, scope)
    inside = [scope if channel is own else scope.in_channel(channel) for channel in Channel]
    return [of_channel(session, scope=one, turnout=turnout) for one in inside]


def of_channel(session: Session, *, scope: Scope, turnout: Turnout) -> ChannelFigure:
    """The channel of the selection; `turnout`: its dossiers and slips."""
    chosen = scope.selection
    figure = headline.of_index(session, scope)
    ratings = scope.responses(channel=chosen.channel, period=chosen.period)
    rate = replace(turnout, ratings=ratings).rate(channel=chosen.channel, beside=figure)
    return ChannelFigure(chosen.channel, figure, rate)


def _versions(scope: Scope) -> tuple[VersionCount, ...]:
    """Those answered in the period, newest first."""
    period, shown = scope.selection.period, scope.method.version_ids if scope.method else ()
    found = []
    for version in scope.answered:
        months = [
            month
            for (channel, key, month), _ in scope.sealed
            if key == version.id
            and channel == scope.selection.channel
            and period.first <= month <= period.last
        ]
        if months:
            ref = methods.ref(version)
            found.append(VersionCount(ref, min(months), max(months), version.id in shown))
    return tuple(found)
