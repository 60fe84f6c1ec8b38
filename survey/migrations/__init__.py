"""Schema history: one linear chain of revisions."""
