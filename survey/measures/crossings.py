"""Places crossed with what was asked there, from the top of what the reader may see downwards.

The places directly below another one and the fields, or the procedures of a field, make a table.
Its sums are cells of other such tables, or what is told of all places and of all that was asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from survey.measures import places
from survey.measures.counting import Node
from survey.measures.crossed_counts import Below
from survey.measures.disclosure import NEVER, Cuts
from survey.measures.scope import Scope
from survey.measures.squares import Margins, cuts_of_cells


@dataclass(frozen=True)
class Crossing:
    """The boundaries of one question for every place, and for whatever was asked there."""

    scope: Scope
    of_place: Callable[[Node], Cuts]
    of_asked: Callable[[Node], Cuts]
    below: Callable[[Node], Below]
    _tables: dict[tuple[Node, Node], Mapping[tuple[Any, Node], Cuts]] = field(default_factory=dict)

    def at(self, place: Node, asked: Node) -> Cuts:
        """What nobody was asked there has the boundaries of both that it is part of."""
        if not asked:
            return self.of_place(place)
        if not place:
            return self.of_asked(asked)
        cell = self._table(place[:-1], asked[:-1]).get((place[-1], asked))
        if cell is not None:
            return cell
        return self.at(place, asked[:-1]) & self.at(place[:-1], asked)

    def throughout(self, place: Node, asked: Node) -> Cuts:
        """The same wherever the agency stood that stands there as the period ends.

        Months in two places are the sum of what is told of either.
        """
        if places.is_point(self.scope, place):
            return self.at(place, asked)
        _, end = self.scope.stretch(self.scope.selection.period)
        found = NEVER
        for stay in places.stays(self.scope, place):
            own = self.at(stay.place, asked) & stay.boundaries
            if stay.first in found & own:
                found |= own
            elif stay.first < end:
                found = own
            else:
                break
        return found

    def _table(self, above: Node, part: Node) -> Mapping[tuple[Any, Node], Cuts]:
        if (above, part) not in self._tables:
            self._tables[above, part] = self._worked_out(above, part)
        return self._tables[above, part]

    def _worked_out(self, above: Node, part: Node) -> Mapping[tuple[Any, Node], Cuts]:
        below = {
            step: {node: n for node, n in found.items() if node[:-1] == part}
            for step, found in self.below(above).items()
        }
        steps = sorted((step for step, found in below.items() if found), key=repr)
        columns = sorted({node for found in below.values() for node in found}, key=repr)
        if not steps:
            return {}
        nobody = np.zeros(len(self.scope.months), np.int64)
        counts = np.array([[below[step].get(node, nobody) for node in columns] for step in steps])
        # Points stay with their agency wherever it goes.
        of_all = self.at if places.has_agencies(self.scope, above) else self.throughout
        margins = Margins(
            whole=of_all(above, part),
            rows=[self.at((*above, step), part) for step in steps],
            columns=[of_all(above, node) for node in columns],
        )
        cuts = cuts_of_cells(
            counts, margins=margins, ranks=self.scope.ranks, threshold=self.scope.threshold
        )
        return {
            (step, node): own
            for step, line in zip(steps, cuts, strict=True)
            for node, own in zip(columns, line, strict=True)
        }
