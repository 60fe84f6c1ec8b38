"""Tests of the tables and their nouns."""
