"""What holds for every public function of the statistics."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import analysis

MODULES = [f"analysis.{found.name}" for found in pkgutil.iter_modules(analysis.__path__)]
INSIDE = {f"analysis.{name}" for name in ("domain_sums", "grouping", "refusals", "wald")}
"""Modules that serve the others."""
SECTIONS = ("Parameters", "Returns", "Raises", "Notes", "References", "Examples")
FUNCTIONS = {
    f"{module}.{name}": function
    for module in MODULES
    if module not in INSIDE
    for name, function in inspect.getmembers(importlib.import_module(module), inspect.isfunction)
    if function.__module__ == module and not name.startswith("_")
}


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_the_documentation_come_out_as_written(module):
    assert doctest.testmod(importlib.import_module(module)).failed == 0


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_statistic_is_documented_in_full_and_in_order(name):
    lines = (inspect.getdoc(FUNCTIONS[name]) or "").splitlines()
    places = [lines.index(section) for section in SECTIONS if section in lines]

    assert [lines[place] for place in places] == list(SECTIONS)
    assert places == sorted(places)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_argument_is_described(name):
    text = inspect.getdoc(FUNCTIONS[name]) or ""
    listed = text.split("Parameters\n")[1].split("\nReturns\n")[0]
    arguments = inspect.signature(FUNCTIONS[name]).parameters

    described = {word.strip(" ,:") for line in listed.splitlines() for word in line.split()}
    assert [argument for argument in arguments if argument not in described] == []
