"""How many answers an item of a plan needs, by the rule that was chosen."""

from math import ceil

from survey.measures import statistics
from survey.models.measurement_plan import SampleRule


def target_of(rule: SampleRule, *, population: int | None, margin: int, quota: int | None) -> int:
    """`margin` in per mille; never more than there are dossiers, and at least one."""
    if rule is SampleRule.QUOTA:
        return quota or 1
    rules = statistics.sample_size
    size = rules.size_for_share if rule is SampleRule.SHARE else rules.yamane_size
    return ceil(float(size(margin / 1000, population=population)))
