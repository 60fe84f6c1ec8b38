"""Rules of addresses that are read and compiled once in a test run.

Hundreds of applications are made of the same hundred addresses. Reading them and compiling the
functions that build them took most of the time an application takes; nothing in either belongs to
one of them.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]
READ = ("_parts", "_trace", "_converters", "arguments")
_read: dict[tuple[object, ...], dict[str, Any]] = {}
_builders: dict[tuple[object, ...], Builder] = {}


class CompiledOnce(Rule):
    """Looks its converters up in the rule it is called on, so rules worded alike can share it."""

    def compile(self) -> None:
        known = _read.get(self._wording)
        if known is None:
            super().compile()
            _read[self._wording] = {name: getattr(self, name) for name in READ}
            return
        vars(self).update(known)
        self._build = self._compile_builder(False).__get__(self, None)
        self._build_unknown = self._compile_builder(True).__get__(self, None)

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        key = (*self._wording, append_unknown)
        if key not in _builders:
            _builders[key] = super()._compile_builder(append_unknown)
        return _builders[key]

    @property
    def _wording(self) -> tuple[object, ...]:
        given = sorted((self.defaults or {}).items())
        return (self.rule, self.subdomain, self.host, self.merge_slashes, *given)
