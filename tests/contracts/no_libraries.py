"""Pytest plugin: makes every library but pytest's own and hypothesis look as if it were not installed."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType

_ALLOWED = {
    *sys.stdlib_module_names,
    *("puas", "tests", "conftest", "pytest", "_pytest", "pluggy", "iniconfig", "packaging", "pygments", "py"),
    *("hypothesis", "_hypothesis_pytestplugin", "_hypothesis_globals", "_hypothesis_ftz_detector", "attr", "attrs", "sortedcontainers"),
}


class LibraryBlocked(ModuleNotFoundError):
    """A library was imported where only the standard library may be."""


class _OnlyTheStandardLibrary(importlib.abc.MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        top = fullname.partition(".")[0]
        ours_below_puas = fullname.split(".")[:2] in (["puas"], ["puas", "domain"]) or top != "puas"
        # Modules that tests define on the fly have names of pytest's making, which contain the path.
        if ours_below_puas and (top in _ALLOWED or top.startswith(("test_", "__editable__", "_sysconfigdata"))):
            return None
        raise LibraryBlocked(f"{fullname} is blocked: the domain is plain Python", name=fullname)


sys.meta_path.insert(0, _OnlyTheStandardLibrary())
