"""The nightly close: closed days are mixed, stripped of times and counted."""
