"""Rules of addresses that are compiled once in a test run.

Hundreds of applications are made of the same hundred addresses. Compiling the function that builds
an address took two thirds of the time an application takes; nothing in it belongs to one of them.
"""

from collections.abc import Callable

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]
_builders: dict[tuple[object, ...], Builder] = {}


class CompiledOnce(Rule):
    """Looks its converters up in the rule it is called on, so rules worded alike can share it."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        wording = (self.rule, self.subdomain, self.host, self.merge_slashes, append_unknown)
        key = (*wording, *sorted((self.defaults or {}).items()))
        if key not in _builders:
            _builders[key] = super()._compile_builder(append_unknown)
        return _builders[key]
