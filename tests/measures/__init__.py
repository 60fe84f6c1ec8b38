"""Figures: exact, hidden where they must be, and the same price however many rated."""
