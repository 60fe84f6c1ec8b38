"""Signing in, sessions, accounts and what they leave in the trail."""
