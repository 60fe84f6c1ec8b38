"""Which value of a figure is drawn: the satisfied share, or the mean where a scale knows none."""

from dataclasses import dataclass

from flask_babel import gettext

from survey.dashboard import titles
from survey.dashboard.wording import STATES, per_cent, said
from survey.documents.charts.units import Mark
from survey.documents.charts.values import PER_CENT, Bounded, Scale, zoomed
from survey.measures.figure import Figure
from survey.measures.tables import Dimension


@dataclass(frozen=True)
class Measured:
    """Decided once for a page, so that all its charts show the same value."""

    is_share: bool = True

    @classmethod
    def by(cls, figure: Figure) -> "Measured":
        return cls(is_share=figure.satisfied is not None or figure.mean_0_100 is None)

    @property
    def label(self) -> str:
        return str(gettext("Satisfied share") if self.is_share else gettext("Mean, 0 to 100"))

    def title(self, dimension: Dimension) -> str:
        return str((titles.SHARE_BY if self.is_share else titles.MEAN_BY)[dimension])

    def bounded(self, figure: Figure) -> Bounded | None:
        """The value as charts take it: per cent, or points from 0 to 100."""
        estimate = figure.satisfied if self.is_share else figure.mean_0_100
        if estimate is None or figure.n is None:
            return None
        value, lower, upper = map(per_cent, estimate) if self.is_share else estimate
        return Bounded(value, lower, upper, figure.n)

    def mark(self, figure: Figure, *, when: str = "", is_earlier: bool = False) -> Mark:
        bounded = self.bounded(figure)
        return Mark(bounded, note=self._note(figure), when=when, is_earlier=is_earlier)

    def _note(self, figure: Figure) -> str:
        return str(gettext("Not on this scale") if figure.is_shown else STATES[figure.state])

    def scale(self, figures: list[Figure]) -> Scale:
        found = [bounded for figure in figures if (bounded := self.bounded(figure))]
        return zoomed(found, suffix=PER_CENT if self.is_share else "")

    def subtitle(self, total: Figure) -> str:
        """What is measured of whole agencies: the questions of the index."""
        asked = total.computation.questions if total.computation else ()
        if len(asked) != 1:
            return self.label
        question = said(asked[0])
        words: str = (
            gettext("Satisfied answers to “%(question)s”", question=question)
            if self.is_share
            else gettext("Mean of the answers to “%(question)s”", question=question)
        )
        return words
