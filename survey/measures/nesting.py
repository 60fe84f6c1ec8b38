"""The boundaries of everything in a tree of groups, from its top downwards."""

from collections.abc import Iterable

import numpy as np

from survey.measures import disclosure
from survey.measures.counting import Node, Table
from survey.measures.disclosure import Cuts
from survey.measures.scope import Scope


def whole(table: Table, *, scope: Scope) -> Cuts:
    """The boundaries of all of it together."""
    counts = sum(table.values(), np.zeros(len(scope.months), np.int64))
    return disclosure.cuts_of_whole(counts, ranks=scope.ranks, threshold=scope.threshold)


def smallest(tables: Iterable[Table]) -> list[Node]:
    """The parts that have no parts of their own."""
    known = {node for table in tables for node in table}
    inner = {node[:end] for node in known for end in range(len(node))}
    return sorted(known - inner, key=repr)


def nested(table: Table, *, whole: Cuts, scope: Scope) -> dict[Node, Cuts]:
    """The boundaries of all nodes; the parts of a node are together that node."""
    tree: dict[Node, Cuts] = {(): whole}
    below: dict[Node, Table] = {}
    for node, counts in table.items():
        if node:
            below.setdefault(node[:1], {})[node[1:]] = counts
    if not below:
        return tree
    sums = np.array([np.sum(list(part.values()), axis=0) for part in below.values()])
    cuts = disclosure.cuts_of_parts(sums, whole=whole, ranks=scope.ranks, threshold=scope.threshold)
    for (head, part), own in zip(below.items(), cuts, strict=True):
        inner = nested(part, whole=own, scope=scope)
        tree |= {(*head, *node): found for node, found in inner.items()}
    return tree
