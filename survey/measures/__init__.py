"""Rows become figures: counted by one rule, bounded, suppressed.

`selection` is the question, `figure` and `tables` are the shape of the answers.
"""
