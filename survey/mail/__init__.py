"""Mail: written into an outbox with what it is about, sent by the worker."""
