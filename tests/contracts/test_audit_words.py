"""Every sensitive act that is recorded can be read in the log, and every word there is for one that is recorded."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from puas import usecases
from puas_web.settings.audit_words import _FOR_PROGRAMS, ACTS, FACTS

USECASES = Path(usecases.__path__[0])


def _records() -> Iterator[tuple[Path, dict[str | None, ast.expr]]]:
    """Every call of record_audit with what it is given by name."""
    for path in USECASES.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record_audit":
                yield path, {word.arg: word.value for word in node.keywords}


def recorded_acts() -> Iterator[str]:
    """The literal `action` of every call of record_audit."""
    for path, given in _records():
        action = given["action"]
        assert isinstance(action, ast.Constant), f"{path.name}: the action is no literal"
        yield str(action.value)


def recorded_details() -> Iterator[str]:
    """The names of details, where they are written out at the call."""
    for _path, given in _records():
        if isinstance(detail := given.get("detail"), ast.Dict):
            yield from (str(name.value) for name in detail.keys if isinstance(name, ast.Constant))


def test_recorded_acts_and_their_words_are_the_same() -> None:
    assert sorted(set(recorded_acts())) == sorted(ACTS)


def test_an_act_is_called_like_the_use_case_that_does_it() -> None:
    assert [action for action in recorded_acts() if not (USECASES / f"{action}.py").exists()] == []


def test_every_detail_has_words_or_is_for_programs() -> None:
    names = set(recorded_details())
    assert len(names) > 15
    assert sorted(names - set(FACTS) - _FOR_PROGRAMS) == []
