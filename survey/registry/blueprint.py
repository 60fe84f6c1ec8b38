"""The blueprint of all pages of the registers."""

from flask import Blueprint

bp = Blueprint("registry", __name__)
