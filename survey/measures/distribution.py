"""How often each answer to a question was given."""

from sqlalchemy.orm import Session

from survey.measures import headline, methods, statistics
from survey.measures.figure import CONFIDENCE, Estimate, State
from survey.measures.methods import Method
from survey.measures.scope import Scope
from survey.measures.tables import AnswerCount, Distribution


def distributions(session: Session, *, scope: Scope) -> tuple[Distribution, ...]:
    """Of every question that is not answered in words, in the order of the questionnaire."""
    method = scope.method
    if method is None:
        return ()
    texts = {question.key for question in method.definition.text_questions}
    keys = tuple(q.key for q in method.definition.questions if q.key not in texts)
    return _distributions(session, scope=scope, method=method, keys=keys)


def of_index(session: Session, *, scope: Scope) -> tuple[Distribution, ...]:
    """Of the questions that the index is made of, in its order."""
    method = scope.method
    if method is None or method.definition.index is None:
        return ()
    return _distributions(session, scope=scope, method=method, keys=method.definition.index.overall)


def _distributions(
    session: Session, *, scope: Scope, method: Method, keys: tuple[str, ...]
) -> tuple[Distribution, ...]:
    counted = headline.counted(session, scope, method=method, questions=keys)
    return tuple(
        _distribution(
            method,
            question=key,
            state=counted.states[key][0],
            n=counted.sizes[key][0],
            counts=[int(n) for n in counted.counts[key][0]],
        )
        for key in keys
    )


def _distribution(
    method: Method, *, question: str, state: State, n: int, counts: list[int]
) -> Distribution:
    shown = state is State.SHOWN
    return Distribution(
        question=question,
        text=method.definition.question(question).text,
        state=state,
        n=n if shown else None,
        answers=tuple(_answers(method, question=question, n=n, counts=counts)) if shown else (),
        several=methods.takes_several(method.definition, question=question),
    )


def _answers(method: Method, *, question: str, n: int, counts: list[int]) -> list[AnswerCount]:
    scale = method.definition.scale_of(question)
    shares = statistics.intervals.wilson_interval(counts, n, confidence=CONFIDENCE)
    return [
        AnswerCount(
            option=option.key,
            label=option.label,
            score=option.score,
            satisfied=option.key in scale.satisfied,
            dissatisfied=option.key in scale.dissatisfied,
            n=count,
            share=Estimate(float(value), float(lower), float(upper)),
        )
        for option, count, lower, value, upper in zip(scale.options, counts, *shares, strict=True)
    ]
