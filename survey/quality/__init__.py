"""ISO work: the register of the quality system, objectives and measurement plans."""
