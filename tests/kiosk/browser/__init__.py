"""The kiosk's page in Chromium."""
