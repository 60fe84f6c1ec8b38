"""A catalogue of procedures, time limits and provinces in the format of the import."""
