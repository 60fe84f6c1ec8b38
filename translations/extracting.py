"""Sentences of the command line: a command's docstring is its help and is translated as well."""

import ast
import inspect
from collections.abc import Collection, Generator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_python

Found = tuple[int, str, Any, list[str]]


def commands(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Generator[Found, None, None]:
    """What is marked in the source, the docstrings of its commands, and the help of options."""
    yield from extract_python(file, keywords, comment_tags, dict(options))
    file.seek(0)
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_a_command, node.decorator_list)):
            yield node.lineno, "_", inspect.cleandoc(ast.get_docstring(node) or ""), []
        if isinstance(node, ast.Call):
            yield from _helps(node)


def _makes_a_command(decorator: ast.expr) -> bool:
    made_by = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(made_by, ast.Attribute) and made_by.attr in ("command", "group")


def _helps(call: ast.Call) -> Generator[Found, None, None]:
    for keyword in call.keywords:
        if keyword.arg == "help" and isinstance(keyword.value, ast.Constant):
            yield call.lineno, "_", keyword.value.value, []
