"""What the tools say about the whole tree: ruff, import-linter, mypy, and the domain by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.source_tree import PACKAGES, ROOT

_TOOLS = Path(sys.executable).parent


def _run(*command: str | Path, **environment: str) -> None:
    done = subprocess.run(
        [str(each) for each in command],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.fail(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}", pytrace=False)


def test_ruff_finds_nothing() -> None:
    _run(_TOOLS / "ruff", "check", "--output-format", "concise", "--no-cache", ".")


def test_imports_follow_the_arrows() -> None:
    _run(_TOOLS / "lint-imports", "--no-cache")


def test_types_hold() -> None:
    _run(sys.executable, "-m", "mypy", "--no-error-summary")


def test_domain_imports_the_standard_library_only() -> None:
    domain = PACKAGES["puas"] / "domain"
    names = [".".join(["puas.domain", *path.relative_to(domain).with_suffix("").parts]) for path in domain.rglob("*.py")]
    imports = "\n".join(f"import {name.removesuffix('.__init__')}" for name in sorted(names))
    _run(sys.executable, "-S", "-c", f"import sys\nsys.path.insert(0, {str(domain.parents[1])!r})\n{imports}")
