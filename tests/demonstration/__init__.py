"""The simulated province."""
