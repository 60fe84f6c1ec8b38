"""The shape of the house: arrows point down, one place commits, every route has a rule."""

import ast
from collections.abc import Iterable
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from flask import Flask

from survey.policy import POLICY

ROOT = Path(__file__).parent.parent
PACKAGES = ("analysis", "survey", "kiosk")
FEATURES = (
    "accounts",
    "casework",
    "citizen",
    "dashboard",
    "exchange",
    "help",
    "inspections",
    "publishing",
    "quality",
    "questionnaires",
    "registry",
    "sealing",
)

# Lowest first. A module may import what stands lower, or in its own folder.
LAYERS = [
    [
        "survey.clock",
        "survey.collector",
        "survey.closing",
        "survey.leaf",
        "survey.lots",
        "survey.text",
        "survey.settings",
        "survey.spoken",
        "survey.errors",
        "survey.bugs",
    ],
    ["survey.db", "survey.i18n"],
    ["survey.models"],
    ["survey.queries", "survey.schema", "survey.durability", "survey.audit"],
    ["survey.measures"],
    [
        "survey.documents",
        "survey.mail",
        "survey.permissions",
        "survey.policy",
        "survey.sessions",
        "survey.guard",
        "survey.navigation",
        "survey.rating_form",
        "survey.staff",
        "survey.headers",
        "survey.terminal",
        "survey.addresses",
    ],
    [f"survey.{feature}" for feature in FEATURES],
    ["survey.demonstration"],
    ["survey.problems", "survey.static_files"],
    ["survey.app", "survey.worker"],
]


def modules() -> dict[str, Path]:
    found = {"hailong": ROOT / "hailong.py"}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found[name.removesuffix(".__init__")] = path
    return {name: path for name, path in found.items() if ".migrations" not in name}


MODULES = modules()


@cache
def imports(name: str) -> frozenset[str]:
    """The modules of ours that this one imports, wherever in the file."""
    return imported(ast.walk(ast.parse(MODULES[name].read_text()))) & MODULES.keys() - {name}


def imported(nodes: Iterable[ast.AST]) -> frozenset[str]:
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {
                whole if (whole := f"{node.module}.{alias.name}") in MODULES else node.module
                for alias in node.names
            }
    return frozenset(found)


def layer_of(name: str) -> int | None:
    places = (
        (rank, prefix)
        for rank, prefixes in enumerate(LAYERS)
        for prefix in prefixes
        if name == prefix or name.startswith(prefix + ".")
    )
    return next((rank for rank, _ in places), None)


def folder_of(name: str) -> str:
    return ".".join(name.split(".")[:2])


def test_every_module_of_the_application_has_a_layer():
    homeless = [m for m in MODULES if m.startswith("survey.") and layer_of(m) is None]

    assert homeless == []


def test_arrows_point_down():
    upwards = [
        f"{name} → {other}"
        for name in MODULES
        if name.startswith("survey.")
        for other in imports(name)
        if other.startswith("survey.") and folder_of(other) != folder_of(name)
        if layer_of(other) >= layer_of(name)
        and not (layer_of(other) == layer_of(name) and folder_of(name) not in feature_folders())
    ]

    assert upwards == []


def feature_folders() -> set[str]:
    return {f"survey.{feature}" for feature in FEATURES}


def test_packages_import_only_what_lies_below_them():
    below = {"analysis": {"analysis"}, "survey": {"analysis", "survey"}}
    wrong = [
        f"{name} → {other}"
        for name in MODULES
        for other in imports(name)
        if (top := name.split(".")[0]) in below and other.split(".")[0] not in below[top]
    ]

    assert wrong == []


def test_statistics_know_nothing_of_the_web_the_database_or_the_clock():
    forbidden = ("flask", "sqlalchemy", "survey", "random", "time", "datetime")
    wrong = [
        f"{name} imports {module}"
        for name, path in MODULES.items()
        if name.startswith("analysis")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in node.names]
        )
        if module.split(".")[0] in forbidden
    ]

    assert wrong == []


def test_no_module_imports_itself_through_others():
    TopologicalSorter({name: imports(name) for name in MODULES}).prepare()


def test_only_one_place_commits():
    assert [m for m, path in MODULES.items() if ".commit(" in path.read_text()] == ["survey.db"]


def test_selects_stand_in_queries_alone():
    allowed = ("survey.queries", "survey.durability", "survey.schema", "survey.db")
    wrong = [
        name
        for name, path in MODULES.items()
        if not name.startswith(allowed) and imports_name(path, "sqlalchemy", "select")
    ]

    assert wrong == []


def test_queries_never_write():
    writing = ("insert", "update", "delete")
    wrong = [
        name
        for name, path in MODULES.items()
        if name.startswith("survey.queries")
        and any(imports_name(path, "sqlalchemy", word) for word in writing)
    ]

    assert wrong == []


def imports_name(path: Path, module: str, name: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == module
        and name in {alias.name for alias in node.names}
        for node in ast.walk(ast.parse(path.read_text()))
    )


def test_packages_hold_a_docstring_and_nothing_else():
    full = [
        str(path.relative_to(ROOT))
        for package in (*PACKAGES, "tests", "bench", "translations")
        for path in (ROOT / package).rglob("__init__.py")
        if len(ast.parse(path.read_text()).body) != 1
    ]

    assert full == []


def test_every_module_says_what_it_is_for():
    silent = [
        m for m, path in MODULES.items() if not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_route_has_a_rule_and_every_rule_a_route(app: Flask):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert endpoints == set(POLICY)


def test_templates_never_switch_escaping_off():
    templates = ROOT / "survey" / "templates"
    wrong = [
        str(path.relative_to(templates))
        for path in templates.rglob("*.html")
        if any(
            sign in path.read_text() for sign in ("|safe", "| safe", "autoescape false", " style=")
        )
    ]

    assert wrong == []
