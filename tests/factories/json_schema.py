"""As much of JSON Schema (draft 2020-12) as our own schemas use; a word it does not know is an error, not a pass."""

from __future__ import annotations

import re
from typing import Any

_TYPES: dict[str, type] = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
_IGNORED = {"$schema", "$id", "$defs", "title", "description", "format"}


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], where: str = "$") -> list[str]:
    """What does not fit, with where it stands; empty where all does."""
    found: list[str] = []
    for word, wanted in schema.items():
        if word not in _IGNORED:
            found += _CHECKS[word](value, wanted, schema, root, where)
    return found


def _ref(value: Any, wanted: str, _schema: Any, root: Any, where: str) -> list[str]:
    target = root
    for part in wanted.removeprefix("#/").split("/"):
        target = target[part]
    return faults(value, target, root, where)


def _type(value: Any, wanted: str, _schema: Any, _root: Any, where: str) -> list[str]:
    return [] if isinstance(value, _TYPES[wanted]) else [f"{where}: {value!r} is no {wanted}"]


def _pattern(value: Any, wanted: str, _schema: Any, _root: Any, where: str) -> list[str]:
    return [f"{where}: {value!r} is not like {wanted}"] if isinstance(value, str) and not re.search(wanted, value) else []


def _enum(value: Any, wanted: list[Any], _schema: Any, _root: Any, where: str) -> list[str]:
    return [] if value in wanted else [f"{where}: {value!r} is none of {wanted}"]


def _const(value: Any, wanted: Any, _schema: Any, _root: Any, where: str) -> list[str]:
    return [] if value == wanted else [f"{where}: {value!r} is not {wanted!r}"]


def _required(value: Any, wanted: list[str], _schema: Any, _root: Any, where: str) -> list[str]:
    return [f"{where}: {name} is missing" for name in wanted if isinstance(value, dict) and name not in value]


def _properties(value: Any, wanted: dict[str, Any], _schema: Any, root: Any, where: str) -> list[str]:
    if not isinstance(value, dict):
        return []
    unknown = [f"{where}: {name} is not described" for name in value if name not in wanted]
    known = [(name, each) for name, each in wanted.items() if name in value]
    return unknown + [fault for name, each in known for fault in faults(value[name], each, root, f"{where}.{name}")]


def _items(value: Any, wanted: dict[str, Any], _schema: Any, root: Any, where: str) -> list[str]:
    if not isinstance(value, list):
        return []
    return [fault for number, each in enumerate(value) for fault in faults(each, wanted, root, f"{where}[{number}]")]


def _any_of(value: Any, wanted: list[Any], _schema: Any, root: Any, where: str) -> list[str]:
    tried = [faults(value, each, root, where) for each in wanted]
    return [] if [] in tried else [f"{where}: fits none", *min(tried, key=len)]


def _one_of(value: Any, wanted: list[Any], _schema: Any, root: Any, where: str) -> list[str]:
    tried = [faults(value, each, root, where) for each in wanted]
    fitting = sum(not each for each in tried)
    return [] if fitting == 1 else [f"{where}: fits {fitting}", *min(tried, key=len)]


_CHECKS: dict[str, Any] = {
    "$ref": _ref, "type": _type, "pattern": _pattern, "enum": _enum, "const": _const, "required": _required, "properties": _properties,
    "items": _items, "anyOf": _any_of, "oneOf": _one_of,
}  # fmt: skip
