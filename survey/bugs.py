"""What was raised and nobody meant: where it is written down."""

from flask import current_app, request


def note(error: Exception) -> None:
    """Into the log with its traceback; while the program is tested, it goes on as it is."""
    if current_app.testing or current_app.debug:
        raise error
    current_app.logger.error("failed on %s", request.endpoint, exc_info=error)
