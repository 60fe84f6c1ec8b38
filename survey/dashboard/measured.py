"""Which value of a figure is drawn.

The satisfied share, the mean where a scale knows none, the net score where the method counts so.
"""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext, lazy_gettext

from survey.dashboard import explanations, titles
from survey.dashboard.wording import STATES, per_cent, said
from survey.documents.charts.units import Mark
from survey.documents.charts.values import PER_CENT, Bounded, Scale, zoomed, zoomed_net
from survey.measures.figure import Estimate, Figure
from survey.measures.tables import Dimension
from survey.models.method import Aggregate


class Value(StrEnum):
    SHARE = "share"
    MEAN = "mean"
    NET = "net"


LABELS = {
    Value.SHARE: lazy_gettext("Satisfied share"),
    Value.MEAN: lazy_gettext("Mean, 0 to 100"),
    Value.NET: lazy_gettext("Net score, −100 to 100"),
}
TITLES = {Value.SHARE: titles.SHARE_BY, Value.MEAN: titles.MEAN_BY, Value.NET: titles.NET_BY}
EXPLAINED = {
    Value.SHARE: explanations.satisfied,
    Value.MEAN: explanations.mean,
    Value.NET: explanations.net,
}


def bounded_share(share: Estimate, *, n: int) -> Bounded:
    """A share as charts take it: in per cent."""
    value, lower, upper = map(per_cent, share)
    return Bounded(value, lower, upper, n)


@dataclass(frozen=True)
class Measured:
    """Decided once for a page, so that all its charts show the same value."""

    value: Value = Value.SHARE

    @classmethod
    def by(cls, figure: Figure) -> "Measured":
        """What the method counts decides, also where its figure is hidden."""
        if figure.computation and figure.computation.aggregate is Aggregate.NET_SHARE:
            return cls(Value.NET)
        has_mean_alone = figure.satisfied is None and figure.mean_0_100 is not None
        return cls(Value.MEAN if has_mean_alone else Value.SHARE)

    @property
    def label(self) -> str:
        return str(LABELS[self.value])

    def title(self, dimension: Dimension) -> str:
        return str(TITLES[self.value][dimension])

    def estimate(self, figure: Figure) -> Estimate | None:
        """A share from 0 to 1, a mean from 0 to 100, a net score from -100 to 100."""
        return {
            Value.SHARE: figure.satisfied,
            Value.MEAN: figure.mean_0_100,
            Value.NET: figure.net,
        }[self.value]

    def explanation(self, figure: Figure) -> str:
        return EXPLAINED[self.value](figure.computation)

    def bounded(self, figure: Figure) -> Bounded | None:
        """The value as charts take it: a share in per cent."""
        estimate = self.estimate(figure)
        if estimate is None or figure.n is None:
            return None
        if self.value is Value.SHARE:
            return bounded_share(estimate, n=figure.n)
        return Bounded(*estimate, n=figure.n)

    def mark(self, figure: Figure, *, when: str = "", is_earlier: bool = False) -> Mark:
        bounded = self.bounded(figure)
        return Mark(bounded, note=self._note(figure), when=when, is_earlier=is_earlier)

    def _note(self, figure: Figure) -> str:
        return str(gettext("Not on this scale") if figure.is_shown else STATES[figure.state])

    def scale(self, figures: list[Figure]) -> Scale:
        found = [bounded for figure in figures if (bounded := self.bounded(figure))]
        if self.value is Value.NET:
            return zoomed_net(found)
        return zoomed(found, suffix=PER_CENT if self.value is Value.SHARE else "")

    def subtitle(self, total: Figure) -> str:
        """What is measured of whole agencies: the questions of the index."""
        asked = total.computation.questions if total.computation else ()
        if len(asked) != 1:
            return self.label
        question = said(asked[0])
        words: str = {
            Value.SHARE: gettext("Satisfied answers to “%(question)s”", question=question),
            Value.MEAN: gettext("Mean of the answers to “%(question)s”", question=question),
            Value.NET: gettext(
                "Best less worst answers to “%(question)s”, from −100 to 100", question=question
            ),
        }[self.value]
        return words
