"""Casework: citizens who want an answer, and those who owe them one."""
