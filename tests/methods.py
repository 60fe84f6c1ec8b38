"""Methods for the tests, in their plain form, each a small change to a sound one."""

from typing import Any

from survey.models.method import Definition


def both(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def a_scale(key: str, kind: str, options: dict[str, int | None], **more: Any) -> dict[str, Any]:
    """A scale whose options are given with their scores; None for no score."""
    listed = [
        {"key": option, "label": both(option)} | ({} if score is None else {"score": score})
        for option, score in options.items()
    ]
    return {"key": key, "kind": kind, "options": listed, **more}


def a_question(key: str, scale: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "text": both(f"{key}?"), "scale": scale, **more}


FIVE_LEVELS = {"very_bad": 1, "bad": 2, "fair": 3, "good": 4, "very_good": 5}


def a_plain_method(**changes: Any) -> dict[str, Any]:
    """One overall question, what was good, several reasons if it was rated, a comment."""
    method = {
        "format": 1,
        "key": "a-method",
        "title": both("A method"),
        "description": both("A method for tests."),
        "languages": ["vi", "en"],
        "channels": ["slip"],
        "publishable": True,
        "verified": False,
        "verified_note": both("Nothing was compared with a legal text."),
        "factors": [{"key": "access", "name": both("Access")}],
        "scales": [
            a_scale(
                "levels",
                "five_levels",
                FIVE_LEVELS,
                satisfied=["good", "very_good"],
                dissatisfied=["very_bad", "bad"],
            ),
            a_scale("well", "yes_no", {"yes": 1, "no": 0}, satisfied=["yes"], dissatisfied=["no"]),
            a_scale("reasons", "choose_several", {"time": None, "staff": None, "papers": None}),
            {"key": "words", "kind": "free_text"},
        ],
        "questions": [
            a_question("overall", "levels", required=True),
            a_question("access", "well", factor="access"),
            a_question("why", "reasons", show_if={"question": "access", "in": ["yes", "no"]}),
            a_question("comment", "words"),
        ],
        "index": {"aggregate": "top_two_box_share", "overall": ["overall"]},
    }
    return method | changes


def a_method(**changes: Any) -> Definition:
    return Definition.model_validate(a_plain_method(**changes))
