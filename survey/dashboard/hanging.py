"""How it was computed how answers hang together, in sentences that stand beside it."""

from flask_babel import format_decimal, gettext


def complete(threshold: int) -> str:
    """Whose answers are counted where answers of the same people are compared."""
    return str(
        gettext(
            "Counted are people who answered all that is compared, in months that are closed for "
            "good. A month of an agency with fewer than %(threshold)s such people is left out, so "
            "that nobody's answers can be found by subtraction.",
            threshold=threshold,
        )
    )


def weight() -> str:
    return str(
        gettext(
            "How much of what all of them explain goes to this one (relative weights, Johnson "
            "2000); the shares add up to the whole. The limits come from drawing as many "
            "people again and again, at random, out of those who answered. What "
            "may be called good or not good and was left empty counts as neither."
        )
    )


def quadrants() -> str:
    return str(
        gettext(
            "What matters more and what is rated well is measured against the mean of all that is "
            "listed here, so some always stand below. That something goes together with "
            "satisfaction does not prove that changing it would change satisfaction: try a change "
            "and compare the periods before and after."
        )
    )


def alpha() -> str:
    return str(
        gettext(
            "How far the questions measure one thing together (Cronbach's alpha, interval of "
            "Feldt): 1 if all would always get the same answer, near 0 if they have nothing to do "
            "with each other. It grows with the number of questions."
        )
    )


def straight() -> str:
    return str(
        gettext("The share of people who gave the same answer to every question of the table.")
    )


def run() -> str:
    return str(
        gettext("How many questions in a row a person answered alike at the longest, on average.")
    )


def top() -> str:
    return str(
        gettext(
            "The share of complete answers that are the best there is. Where nearly all are, the "
            "question can hardly tell good from better."
        )
    )


def whole() -> str:
    return str(gettext("People who rated and left no question of the table empty."))


def missing() -> str:
    return str(gettext("The share of all who rated and left this question empty."))


def item(n: int) -> str:
    return str(
        gettext(
            "From 0 for the worst to 100 for the best answer, from %(n)s complete answers.",
            n=format_decimal(n),
        )
    )


def deviation(n: int) -> str:
    return str(
        gettext(
            "How far answers usually lie from the mean, on the scale from 0 to 100, from %(n)s "
            "complete answers. Near 0 nearly all answered alike.",
            n=format_decimal(n),
        )
    )


def rest(n: int) -> str:
    return str(
        gettext(
            "Correlation with the sum of the other questions, from %(n)s complete answers: near 1 "
            "both rise together, near 0 they have nothing to do with each other. Below about 0.3 "
            "the question may measure another thing.",
            n=format_decimal(n),
        )
    )


def without(n: int) -> str:
    return str(
        gettext(
            "Cronbach's alpha of the other questions, from %(n)s complete answers.",
            n=format_decimal(n),
        )
    )


def beside(threshold: int) -> str:
    return str(
        gettext(
            "The mean of all questions of the table. Both lines count the months of an agency in "
            "which at least %(threshold)s people, or none, answered everything alike, and at least "
            "%(threshold)s, or none, did not.",
            threshold=threshold,
        )
    )
