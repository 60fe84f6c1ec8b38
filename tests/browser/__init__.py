"""Journeys of people in real Chromium."""
