"""What an address may hold."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_NUMBER = 2**31 - 1  # of a row, on either database


class Number(IntegerConverter):
    """A number that a row can bear: nothing is found under a larger one, and nobody is asked."""

    regex = r"\d{1,10}"

    def __init__(self, url_map: Map, fixed_digits: int = 0) -> None:
        super().__init__(url_map, fixed_digits=fixed_digits, max=LARGEST_NUMBER)


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = Number
