"""Shown shares as the counts they were made of: what tests and limits are computed from.

They are taken from figures that are shown and from nothing else: whatever is concluded from them
holds no answer that the figures do not hold.
"""

from typing import NamedTuple

from survey.measures.figure import Figure


class Successes(NamedTuple):
    """How many of how many answers count as satisfied."""

    satisfied: int
    n: int

    @property
    def share(self) -> float:
        return self.satisfied / self.n


def of(figure: Figure) -> Successes | None:
    """None unless the figure is shown and made of one question.

    A person answers several questions alike: their answers are no independent trials. A net
    score is no share.
    """
    is_of_one = figure.computation is not None and len(figure.computation.questions) == 1
    if figure.satisfied is None or figure.n is None or figure.net is not None or not is_of_one:
        return None
    return Successes(round(figure.satisfied.value * figure.n), figure.n)
