"""Every SELECT, one module per noun; nothing here writes."""
