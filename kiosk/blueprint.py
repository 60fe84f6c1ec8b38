"""The pages of kiosks for those who keep them, gathered under one blueprint."""

from flask import Blueprint

bp = Blueprint("kiosks", __name__, template_folder="templates")
