"""Agencies, service points, procedures and flows: upkeep and import."""
