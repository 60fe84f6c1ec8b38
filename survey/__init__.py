"""The application: asking citizens, sealing what they said, counting it, showing it."""
