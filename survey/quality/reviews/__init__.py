"""Management reviews (9.3): the pack, conclusions and decisions, the minutes."""
