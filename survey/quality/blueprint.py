"""The blueprint of all pages of the quality system."""

from flask import Blueprint

bp = Blueprint("quality", __name__)
