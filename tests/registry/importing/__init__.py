"""Files of registers: read, checked, taken over, written again."""
