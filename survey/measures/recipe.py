"""Which questions go into a figure and how they are put together."""

from dataclasses import dataclass

from survey.measures import methods
from survey.measures.figure import Computation
from survey.measures.methods import Method
from survey.models.method import Aggregate, Definition
from survey.models.scale import Scale
from survey.models.wording import Text

HUNDRED = 100.0


@dataclass(frozen=True)
class Recipe:
    """Questions with what each of them counts; the weights add up to 1.

    Without weights of the method every question of an index, or of a factor, counts alike.
    """

    method: Method
    questions: tuple[str, ...]
    weights: tuple[float, ...]
    aggregate: Aggregate | None = None
    """Empty where the questions are not those of the index."""

    @property
    def definition(self) -> Definition:
        return self.method.definition

    @property
    def scales(self) -> tuple[Scale, ...]:
        return tuple(self.definition.scale_of(question) for question in self.questions)

    @property
    def maximum(self) -> float:
        index = self.definition.index
        points = self.aggregate is Aggregate.SUM_OF_POINTS
        return index.maximum if points and index and index.maximum else HUNDRED

    @property
    def is_net(self) -> bool:
        """Whether the method looks at satisfied less dissatisfied answers."""
        index = self.definition.index
        return index is not None and index.aggregate is Aggregate.NET_SHARE

    def computation(self) -> Computation:
        first, *others = self.scales
        scale = first if all(other == first for other in others) else None
        index = self.definition.index if self.aggregate else None
        return Computation(
            versions=tuple(methods.ref(version) for version in self.method.versions),
            questions=tuple(self.definition.question(key).text for key in self.questions),
            satisfied=_labels(scale, scale.satisfied) if scale else (),
            dissatisfied=_labels(scale, scale.dissatisfied) if scale else (),
            aggregate=self.aggregate,
            weights=tuple(
                (self.definition.factor(key).name, weight)
                for key, weight in (index.weights or {}).items()
            )
            if index
            else (),
            lowest=scale.lowest if scale else None,
            highest=scale.highest if scale else None,
        )


def _labels(scale: Scale, options: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(scale.labels[key] for key in scale.labels if key in options)


def of_index(method: Method) -> Recipe | None:
    """The questions of the index; None where the method has none."""
    index = method.definition.index
    if index is None:
        return None
    factors = [method.definition.question(key).factor for key in index.overall]
    weights = [
        index.weights[factor] / factors.count(factor)
        if index.weights and factor
        else 1 / len(factors)
        for factor in factors
    ]
    return Recipe(method, index.overall, tuple(weights), index.aggregate)


def of_questions(method: Method, *, questions: tuple[str, ...]) -> Recipe:
    return Recipe(method, questions, (1 / len(questions),) * len(questions))
