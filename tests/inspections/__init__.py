"""What inspectors are told."""
