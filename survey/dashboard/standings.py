"""Why it cannot be shown how answers hang together, and what the reader can do."""

from typing import NamedTuple

from flask_babel import gettext

from survey.measures.standing import Standing


class Obstacle(NamedTuple):
    title: str
    advice: str


def obstacle(standing: Standing, *, least: int) -> Obstacle | None:
    """`least`: complete answers that the page needs."""
    longer = gettext("Choose a longer period or another channel.")
    return {
        Standing.SHOWN: None,
        Standing.TOO_FEW: Obstacle(
            gettext("Too few complete answers"),
            gettext(
                "At least %(least)s people must have answered all that is compared. Choose a "
                "longer period, another channel or a larger agency.",
                least=least,
            ),
        ),
        Standing.TOO_MANY: Obstacle(
            gettext("Too many answers to count while you wait"),
            gettext("Choose a shorter period or a smaller agency."),
        ),
        Standing.ALIKE: Obstacle(
            gettext("Nearly everybody answered alike"),
            gettext("Where answers do not differ, nothing can be said of what goes together."),
        ),
        Standing.NOT_ASKED: Obstacle(
            gettext("The questionnaire does not ask what this page needs"),
            gettext("It takes several questions whose answers are worth points."),
        ),
        Standing.NOT_CLOSED: Obstacle(
            gettext("No month of this period is closed for good yet"),
            gettext(
                "This page counts whole months once no rating can be added. Choose an earlier or "
                "longer period."
            ),
        ),
        Standing.NO_DATA: Obstacle(
            gettext("Nobody answered in this period through this channel"), longer
        ),
    }[standing]
