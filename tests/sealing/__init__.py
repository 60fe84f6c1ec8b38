"""Tests of the nightly close."""
