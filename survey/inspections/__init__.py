"""What inspectors ask for: how far agencies have come, and what is not as it should be."""
