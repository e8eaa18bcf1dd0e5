"""Documents for people: what they name exists, what they list is complete, and their links lead somewhere."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po

from puas.domain.report_snapshot import TEXT_SECTIONS
from puas.runtime.settings import (
    OwnerSettings,
    ProcessSettings,
    ReporterSettings,
    WebSettings,
    WorkerSettings,
    variable_of,
)
from tests.contracts.source_tree import PACKAGES, ROOT, short

DOCS = ROOT / "docs"
DEPLOYMENT = DOCS / "deployment.md"
WALKTHROUGH = DOCS / "request-walkthrough.md"
GUIDES = sorted((DOCS / "panduan").glob("*.md"))
WITH_LINKS = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "infra").rglob("README.md")])

READERS: dict[str, tuple[type[ProcessSettings], ...]] = {
    "web": (WebSettings,),
    "worker": (WorkerSettings,),
    "scheduler": (WorkerSettings,),
    "reporter": (ReporterSettings,),
    "services": (WebSettings, WorkerSettings, ReporterSettings),
    "commands": (OwnerSettings,),
    "all": (WebSettings, WorkerSettings, ReporterSettings, OwnerSettings),
}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# Links


def _anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as web views of the repository make them."""
    headings = re.findall(r"(?m)^#{1,6} (.+)$", re.sub(r"(?ms)^```.*?^```", "", _text(path)))
    plain = (re.sub(r"[^\w\- ]", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", each).strip().lower()) for each in headings)
    return {each.replace(" ", "-") for each in plain}


@pytest.mark.parametrize("path", WITH_LINKS, ids=short)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"(?ms)^\s*```.*?^\s*```", "", _text(path))
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        page = (path.parent / name).resolve() if name else path
        if not page.exists() or (anchor and page.suffix == ".md" and anchor not in _anchors(page)):
            broken.append(target)
    assert broken == []


# Deployment


def _environment_table() -> dict[str, tuple[str, str]]:
    """Default and readers by variable."""
    section = _text(DEPLOYMENT).partition("## Environment")[2].partition("\n## ")[0]
    rows = re.findall(r"(?m)^\| `(PUAS_\w+)` \|.*\| ([^|]+) \| ([^|]+) \|$", section)
    assert len({name for name, _, _ in rows}) == len(rows)
    return {name: (default.strip("` "), readers.strip()) for name, default, readers in rows}


def _settings() -> dict[str, tuple[str, set[type[ProcessSettings]]]]:
    """The same from the classes."""
    found: dict[str, tuple[str, set[type[ProcessSettings]]]] = {}
    for kind in READERS["all"]:
        for name, field in kind.model_fields.items():
            default = "required" if field.is_required() else "–" if field.default in (None, ()) else str(field.default)
            found.setdefault(variable_of(name), (default, set()))[1].add(kind)
    return found


def test_deployment_lists_every_setting_with_its_default_and_readers() -> None:
    listed = {
        name: (default, {kind for word in readers.split(", ") for kind in READERS[word]})
        for name, (default, readers) in _environment_table().items()
    }
    assert listed == _settings()


@pytest.mark.parametrize("path", [DEPLOYMENT, *GUIDES], ids=short)
def test_documents_name_no_variable_that_nobody_reads(path: Path) -> None:
    named = {name.removesuffix("_FILE") for name in re.findall(r"PUAS_[A-Z_]*[A-Z]", _text(path))} - {"PUAS_X"}
    of_compose = set(re.findall(r"\$\{(PUAS_\w+):-", _text(ROOT / "docker-compose.yml")))
    assert named <= set(_settings()) | of_compose


def test_deployment_names_every_variable_of_the_compose_file() -> None:
    of_compose = set(re.findall(r"\$\{(PUAS_\w+):-", _text(ROOT / "docker-compose.yml")))
    assert of_compose <= set(re.findall(r"PUAS_\w+", _text(DEPLOYMENT)))


def test_deployment_names_the_processes_that_are() -> None:
    from puas.cli.serve import MODULES

    assert set(re.findall(r"puas serve (\w+)", _text(DEPLOYMENT))) == set(MODULES)
    volumes = yaml.safe_load(_text(ROOT / "docker-compose.yml"))["services"]["web"]["volumes"]
    # What is mounted read-only is written by the operator and needs no back-up from here.
    assert [each for each in volumes if not each.endswith(":ro")] == ["files:/var/lib/puas/files"]
    assert "/var/lib/puas/files -cf" in _text(DEPLOYMENT)


# Names in the code


@cache
def _names(path: Path) -> frozenset[str]:
    """Names a module defines or imports at its top, and `Class.method`."""
    found: set[str] = set()
    for node in ast.parse(_text(path)).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)}
        if isinstance(node, ast.Assign):
            found |= {each.id for each in node.targets if isinstance(each, ast.Name)}
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return frozenset(found)


def _module(dotted: str) -> Path | None:
    package, *rest = dotted.split(".")
    base = PACKAGES[package].joinpath(*rest)
    return next((each for each in (base.with_suffix(".py"), base / "__init__.py") if each.is_file()), None)


def _named_in(path: Path) -> list[tuple[str, str]]:
    """Module and name of every `puas….module:name` of a page; the name is empty for a module alone."""
    packages = "|".join(PACKAGES)
    return re.findall(rf"`((?:{packages})(?:\.\w+)+)(?::([\w.]+))?(?:\(\))?`", _text(path))


def test_walkthrough_names_what_is_in_the_code() -> None:
    named = _named_in(WALKTHROUGH)
    assert len(named) > 50
    missing = []
    for dotted, name in named:
        module = _module(dotted)
        if module is None or (name and name not in _names(module)):
            missing.append(f"{dotted}:{name}")
    assert missing == []


def test_walkthrough_is_short_enough_to_be_read() -> None:
    assert len(_text(WALKTHROUGH).splitlines()) <= 260


@pytest.mark.parametrize("path", [WALKTHROUGH, DEPLOYMENT, *GUIDES], ids=short)
def test_files_named_in_documents_exist(path: Path) -> None:
    named = re.findall(r"`((?:shared|services|infra|requirements|tests|docs)/[\w./-]*\w)`", _text(path))
    made = {"infra/compose/secrets"}
    assert [each for each in named if each not in made and not (ROOT / each).exists()] == []


# Words on the screen: in the guides, bold text is what a person reads there, letter by letter


@cache
def _screen_words() -> frozenset[str]:
    """Sentences and words as they are; where a value stands in one, guides write an ellipsis."""
    catalogue = PACKAGES["puas_web"] / "translations" / "en.po"
    with catalogue.open("rb") as stream:
        ids = {str(each.id[0] if isinstance(each.id, (list, tuple)) else each.id) for each in read_po(stream, locale="en") if each.id}
    return frozenset({*(re.sub(r"%\(\w+\)[sd]", "…", each) for each in ids), *TEXT_SECTIONS.values()})


def test_there_is_a_guide_for_each_role() -> None:
    index = _text(DOCS / "panduan" / "README.md")
    assert {path.name for path in GUIDES} - {"README.md"} == set(re.findall(r"\]\(([\w-]+\.md)\)", index))


@pytest.mark.parametrize("path", GUIDES, ids=short)
def test_bold_words_of_a_guide_are_on_the_screen(path: Path) -> None:
    unknown = [words for words in re.findall(r"\*\*(.+?)\*\*", re.sub(r"\s*\n\s*", " ", _text(path))) if words not in _screen_words()]
    assert unknown == []


@pytest.mark.parametrize("path", GUIDES, ids=short)
def test_commands_of_a_guide_exist(path: Path) -> None:
    from puas.cli.main import COMMANDS

    known = {each.name.split()[0] for each in COMMANDS} | {"test"}
    called = re.findall(r"(?m)(?:^\s*|`)(?:\./)?puas ([a-z]+)", _text(path))
    assert [each for each in called if each not in known] == []


def test_worked_example_of_a_guide_comes_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from puas.cli.main import main

    text = _text(DOCS / "panduan" / "memeriksa-angka.md")
    answers, output = (re.findall(rf"(?ms)^```{kind}\n(.*?)^```", text)[0] for kind in ("csv", "text"))
    sheet = tmp_path / "jawaban.csv"
    sheet.write_text(answers, encoding="utf-8")
    assert main(["score", str(sheet)]) == 0
    assert capsys.readouterr().out.strip() == output.strip()
