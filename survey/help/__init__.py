"""Help inside the application: what the figures say and what they do not."""
