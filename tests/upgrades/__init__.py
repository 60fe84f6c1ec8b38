"""Databases of earlier schemas, filled, and the proof that nothing in them is lost."""
