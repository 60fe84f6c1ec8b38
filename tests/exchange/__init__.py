"""Figures that an agency hands on."""
