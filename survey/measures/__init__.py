"""Rows become figures: counted, bounded, suppressed."""
