"""Search in a folded column: every word must occur, in any order, with or without accents."""

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, true

from survey.text import fold

LONGEST_SEARCH = 200  # characters; what is longer is cut


def holds_words(column: SQLColumnExpression[str], *, words: str) -> ColumnElement[bool]:
    """True for every row when there is nothing to search for."""
    conditions = [
        column.contains(word, autoescape=True) for word in fold(words[:LONGEST_SEARCH]).split()
    ]
    return and_(true(), *conditions)
