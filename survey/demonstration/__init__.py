"""Tỉnh Mẫu: a simulated province with two years of ratings, to try everything on."""
