"""The registers: work, pages and commands."""
