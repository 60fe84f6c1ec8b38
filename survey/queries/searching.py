"""Search in folded columns: every word must occur, in any order, with or without accents."""

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, or_, true

from survey.text import fold

LONGEST_SEARCH = 200  # characters; what is longer is cut


def holds_words(*columns: SQLColumnExpression[str], words: str) -> ColumnElement[bool]:
    """Each word may stand in any of the columns; true for every row when there is none."""
    conditions = [
        or_(*(column.contains(word, autoescape=True) for column in columns))
        for word in fold(words[:LONGEST_SEARCH]).split()
    ]
    return and_(true(), *conditions)
