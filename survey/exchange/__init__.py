"""Figures for other systems: as pages, as tables, as JSON with a documented schema."""
