"""Statistics: published examples, other implementations, properties, refusals."""
