"""The places of a method in words: ("questions", 0, "hint") as "Question 1, hint"."""

from flask_babel import lazy_gettext as _l

from survey.models.plain_method import Place

_NAMES = {
    (): _l("The whole"),
    ("title",): _l("Title"),
    ("description",): _l("Description"),
    ("verified_note",): _l("What was compared with the legal text"),
    ("factors",): _l("Factor %(first)s"),
    ("scales",): _l("Scale %(first)s"),
    ("scales", "options", "label"): _l("Scale %(first)s, option %(second)s"),
    ("questions",): _l("Question %(first)s"),
    ("questions", "hint"): _l("Question %(first)s, hint"),
    ("bands",): _l("Band %(first)s"),
    ("legal_basis", "title"): _l("Legal text %(first)s"),
}


def place_name(place: Place) -> str:
    """Without a name of its own, a place has that of the nearest one around it."""
    steps = tuple(step for step in place if isinstance(step, str))
    while steps not in _NAMES:
        steps = steps[:-1]
    numbers = [step + 1 for step in place if isinstance(step, int)]
    values = dict(zip(("first", "second"), numbers, strict=False))
    return str(_NAMES[steps]) % values
