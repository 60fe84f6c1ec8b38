"""Methods as data, read and refused."""
