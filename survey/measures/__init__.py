"""Rows become figures: counted by one rule, bounded, suppressed.

A page makes a `selection`, resolves it once to a `scope`, and hands that to `overview`,
`breakdown`, `distribution`, `trend` or `comparison`, or, where the answers of the same people are
set against each other, to `drivers` or `soundness`; the answers are in `figure` and `tables`.
"""
