"""The shape of the house: sizes, names, and who may import whom."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import grimp
import pytest

from tests.contracts.source_tree import PACKAGES, ROOT, dotted_name, modules, short, web_features

LONGEST_MODULE = 500
LONGEST_VIEW = 25
SAYS_NOTHING = re.compile(r"(^|_)(utils?|helpers?|commons?|misc|managers?|models|base_service|stuff)($|_)")
# Only these commit: the boundary of a request, the unit of work of jobs and commands, and migrations.
MAY_COMMIT = re.compile(r"^(puas\.db\.(session|migrate|regions|migrations\..*)|puas_web\.(app|commit_after_request))$")


def test_modules_are_short() -> None:
    too_long = {short(path): lines for path in modules(tests=True) if (lines := _lines(path)) > LONGEST_MODULE}
    # Migrations are written once and never read as prose.
    assert {name: lines for name, lines in too_long.items() if "/migrations/" not in name} == {}


def test_names_say_something() -> None:
    folders = {folder for path in modules(tests=True) for folder in path.relative_to(ROOT).parent.parts}
    names = {path.stem for path in modules(tests=True)} | folders
    assert [name for name in sorted(names) if SAYS_NOTHING.search(name)] == []


def test_every_module_says_what_it_is_about() -> None:
    silent = [short(path) for path in modules() if path.stat().st_size and ast.get_docstring(_tree(path)) is None]
    assert silent == []


def test_commits_happen_at_the_boundary_only() -> None:
    found = {
        f"{short(path)}:{node.lineno}"
        for path in modules()
        if not MAY_COMMIT.match(dotted_name(path))
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    }
    assert found == set()


def test_views_are_short_and_do_not_query() -> None:
    faults = []
    for path in PACKAGES["puas_web"].rglob("views.py"):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.FunctionDef) and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_VIEW:
                faults.append(f"{short(path)}:{node.lineno} {node.name} has {length} lines")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "select":
                faults.append(f"{short(path)}:{node.lineno} queries")
    assert faults == []


def test_objects_are_looked_up_with_their_tenant() -> None:
    """`session.get(` takes a key from anywhere; outside `puas.db` every look-up names its tenant."""
    found = [
        f"{short(path)}:{node.lineno}"
        for path in modules()
        if not dotted_name(path).startswith("puas.db")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"session.get", "db.session.get"}
    ]
    assert found == []


def test_a_use_case_is_one_public_function_named_like_its_file() -> None:
    faults = []
    for path in (PACKAGES["puas"] / "usecases").glob("[!_]*.py"):
        public = [node for node in _tree(path).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
        if [node.name for node in public] != [path.stem]:
            faults.append(f"{short(path)}: {[node.name for node in public]}")
            continue
        arguments = public[0].args
        if arguments.args or arguments.posonlyargs or [each.arg for each in arguments.kwonlyargs][:1] != ["session"]:
            faults.append(f"{short(path)}: arguments are keyword-only and begin with session")
    assert faults == []


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES)


def test_web_features_do_not_import_each_other(graph: grimp.ImportGraph) -> None:
    features = {f"puas_web.{name}" for name in web_features()}
    faults = []
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            feature = _feature_of(imported, features)
            if feature and _feature_of(importer, features) != feature and importer not in {"puas_web.app", "puas_web"}:
                faults.append(f"{importer} -> {imported}")
    assert faults == []


def test_jobs_of_a_service_do_not_import_each_other(graph: grimp.ImportGraph) -> None:
    faults = [
        f"{importer} -> {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if re.match(r"puas_(worker|reporter)\.jobs\.", importer) and re.match(r"puas_(worker|reporter)\.jobs\.", imported)
    ]
    assert faults == []


def _feature_of(module: str, features: set[str]) -> str | None:
    return next((each for each in features if module == each or module.startswith(each + ".")), None)


def _lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
