"""The blueprint of all pages for inspectors."""

from flask import Blueprint

bp = Blueprint("inspections", __name__)
