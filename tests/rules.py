"""Addresses that are read and put in order once in a test run.

Thousands of applications are made of the same two hundred addresses. Reading them and building
what finds the right one took most of the time an application takes; none of it belongs to one of
them.
"""

from typing import Any, ClassVar

from werkzeug.routing import Map, Rule, RuleFactory

Wording = tuple[object, ...]
OPTIONS = "provide_automatic_options"  # Flask notes it on the rule


class SharedMap(Map):
    """Looks up where an earlier one of the same addresses does, once it is asked for the first."""

    settled: ClassVar[dict[tuple[Wording, ...], Map]] = {}

    def __init__(self, *given: Any, **named: Any) -> None:
        self.told: list[Rule] = []
        self.is_settled = False
        super().__init__(*given, **named)

    def add(self, rulefactory: RuleFactory) -> None:
        self.told += rulefactory.get_rules(self)
        self.is_settled = False

    def update(self) -> None:
        """Called before each look at the addresses."""
        if self.is_settled:
            return
        wording = tuple(map(_wording, self.told))
        if wording not in self.settled:
            self.settled[wording] = self._settle()
        known = self.settled[wording]
        self._matcher, self._rules_by_endpoint = known._matcher, known._rules_by_endpoint
        self.is_settled = True

    def _settle(self) -> Map:
        """Of copies: those who told this one's rules may tell it one more."""
        known = Map(
            [_copy(rule) for rule in self.told],
            host_matching=self.host_matching,
            converters=self.converters,
        )
        known.update()
        return known


def _copy(rule: Rule) -> Rule:
    copy = rule.empty()
    vars(copy)[OPTIONS] = vars(rule)[OPTIONS]
    return copy


def _wording(rule: Rule) -> Wording:
    given = sorted((rule.defaults or {}).items())
    methods = frozenset(rule.methods or ())
    return (rule.rule, rule.endpoint, methods, vars(rule)[OPTIONS], *given)
