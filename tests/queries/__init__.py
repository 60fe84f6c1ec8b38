"""Queries over real databases."""
