"""Here nothing but the standard library is to be had for the domain. Property tests: few examples, and no deadline on a shared machine."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("puas", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("puas")


class LibraryBlocked(ModuleNotFoundError):
    """The domain asked for a library, or for another room of ours."""


@pytest.fixture(scope="package", autouse=True)
def no_libraries_for_the_domain() -> Iterator[None]:
    """Also what a function imports only when it is called: what a module imports at once is tried in a process without libraries."""
    original = builtins.__import__

    def guarded(name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        asks = str((globals or {}).get("__name__", ""))
        if level == 0 and asks.startswith("puas.domain") and not _is_free(name):
            raise LibraryBlocked(f"{asks} imports {name}: the domain is plain Python", name=name)
        return original(name, globals, locals, fromlist, level)

    patch = pytest.MonkeyPatch()
    patch.setattr(builtins, "__import__", guarded)
    yield
    patch.undo()


def _is_free(name: str) -> bool:
    return name.split(".")[0] in sys.stdlib_module_names or name == "puas" or name.split(".")[:2] == ["puas", "domain"]
