"""The project's own source files, as git would see them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {
    "puas": ROOT / "shared" / "puas",
    "puas_web": ROOT / "services" / "web" / "puas_web",
    "puas_worker": ROOT / "services" / "worker" / "puas_worker",
    "puas_reporter": ROOT / "services" / "reporter" / "puas_reporter",
}


def modules(*, tests: bool = False) -> Iterator[Path]:
    """Every Python module of ours; build leftovers and the environment lie elsewhere."""
    for package in PACKAGES.values():
        yield from sorted(package.rglob("*.py"))
    if tests:
        yield from sorted((ROOT / "tests").rglob("*.py"))


def dotted_name(path: Path) -> str:
    """`puas_web.results.views` for the file of that module."""
    for name, folder in PACKAGES.items():
        if path.is_relative_to(folder):
            parts = [name, *path.relative_to(folder).with_suffix("").parts]
            return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    raise ValueError(f"{path} is in none of our packages")


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def web_features() -> list[str]:
    """Folders of the web service that have views."""
    return sorted(path.parent.name for path in PACKAGES["puas_web"].glob("*/views.py"))
