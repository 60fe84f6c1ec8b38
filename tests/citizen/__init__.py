"""Tests of the citizen's page."""
