"""The agencies' pages of results."""
