"""How a method counts, in plain sentences."""

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _

from survey.i18n import language
from survey.models.method import Aggregate, Definition
from survey.models.question import Question
from survey.models.wording import Text, in_language


def spoken(text: Text) -> str:
    """In the language of this page."""
    return in_language(text, language())


def language_name(code: str) -> str:
    """In the language of this page; a language that nobody here knows keeps its code."""
    try:
        name = Locale.parse(code, sep="-").get_language_name(get_locale())
    except (UnknownLocaleError, ValueError):
        name = None
    return name[0].upper() + name[1:] if name else code


def index_sentences(definition: Definition) -> list[str]:
    """What the index is made of and, where factors weigh differently, how much each counts."""
    index, questions = definition.index, definition.overall_questions
    if index is None:
        return [_("There is no index: the answers are shown question by question.")]
    made = {
        Aggregate.TOP_TWO_BOX_SHARE: _share,
        Aggregate.MEAN_0_100: _mean,
        Aggregate.SUM_OF_POINTS: _points,
        Aggregate.NET_SHARE: _net,
    }[index.aggregate]
    sentences = [made(definition, questions)]
    if index.weights:
        weights = {name: spoken(definition.factor(name).name) for name in index.weights}
        sentences.append(
            _("The questions of a factor are brought together first. The factors then weigh:")
        )
        sentences += [
            _("%(factor)s: %(weight)s %%", factor=weights[name], weight=format_decimal(share * 100))
            for name, share in index.weights.items()
        ]
    return sentences


def condition_sentence(definition: Definition, question: Question) -> str:
    """When a question is asked; empty if always."""
    condition = question.show_if
    if condition is None:
        return ""
    labels = definition.scale_of(condition.question).labels
    return _(
        "Asked only after “%(question)s” was answered with %(answers)s.",
        question=spoken(definition.question(condition.question).text),
        answers=_either(labels[option] for option in condition.one_of if option in labels),
    )


def _share(definition: Definition, questions: tuple[Question, ...]) -> str:
    if len(questions) > 1:
        return _(
            "The index is the mean, over %(count)d questions, of the share of satisfied answers "
            "to each, from 0 to 100.",
            count=len(questions),
        )
    labels = definition.scale_of(questions[0].key).labels
    return _(
        "The index is the share, from 0 to 100, of those who answer “%(question)s” with "
        "%(answers)s, among all who answer that question.",
        question=spoken(questions[0].text),
        answers=_either(labels[key] for key in definition.satisfied_options(questions[0].key)),
    )


def _mean(definition: Definition, questions: tuple[Question, ...]) -> str:
    if len(questions) > 1:
        return _(
            "The index is the mean of the scores of %(count)d questions, each brought to a scale "
            "from 0 to 100.",
            count=len(questions),
        )
    scale = definition.scale_of(questions[0].key)
    return _(
        "The index is the mean score of “%(question)s”, brought from the scale of %(lowest)s to "
        "%(highest)s to one from 0 to 100.",
        question=spoken(questions[0].text),
        lowest=format_decimal(scale.lowest),
        highest=format_decimal(scale.highest),
    )


def _net(definition: Definition, questions: tuple[Question, ...]) -> str:
    if len(questions) > 1:
        return _(
            "The index is the mean, over %(count)d questions, of the share of satisfied answers "
            "less the share of dissatisfied answers to each. It goes from −100 to 100 and is no "
            "per cent share.",
            count=len(questions),
        )
    key = questions[0].key
    labels = definition.scale_of(key).labels
    return _(
        "The index is a net score: the share of those who answer “%(question)s” with %(best)s, "
        "less the share of those who answer it with %(worst)s. It goes from −100 to 100 and is no "
        "per cent share.",
        question=spoken(questions[0].text),
        best=_either(labels[option] for option in definition.satisfied_options(key)),
        worst=_either(labels[option] for option in definition.dissatisfied_options(key)),
    )


def _points(definition: Definition, questions: tuple[Question, ...]) -> str:
    return _(
        "The index is the sum of the mean scores of %(count)d questions, at most %(maximum)s "
        "points.",
        count=len(questions),
        maximum=format_decimal(definition.index.maximum or 0) if definition.index else "",
    )


def _either(labels: Iterable[Text]) -> str:
    quoted = [f"“{spoken(label)}”" for label in labels]
    return format_list(quoted, style="or", locale=get_locale())
