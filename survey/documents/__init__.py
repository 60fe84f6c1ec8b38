"""PDF and spreadsheets, drawn from plain values."""
