"""Catalogues of translated sentences, and the glossary."""
