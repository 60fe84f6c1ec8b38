"""The blueprint of all pages about figures for other systems."""

from flask import Blueprint

bp = Blueprint("exchange", __name__)
