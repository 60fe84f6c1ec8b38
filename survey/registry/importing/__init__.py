"""Files of registers: their formats, their check, their preview, and taking them over."""
