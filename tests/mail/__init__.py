"""Mail that waits, is sent once, and is not lost."""
