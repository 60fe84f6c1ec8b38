"""Kiosks: the server against a device written from the protocol, and the page in Chromium."""
