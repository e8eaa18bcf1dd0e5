"""One spelling for one value: the canonical JSON that results are hashed and signed in.

Keys sorted, UTF-8, no blanks, numbers as strings (no reader can turn them into floats), dates in ISO 8601. Reading is
strict: an unknown or missing key is an error, because a field that nobody reads would be hashed without being checked.
"""

import dataclasses
import hashlib
import json
import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

_Record = TypeVar("_Record")


class UnreadableRecord(ValueError):
    """The text is no JSON, or not the JSON of this kind of record; says where."""


def to_canonical_json(record: object) -> str:
    """The one spelling of a record (a dataclass, or plain data)."""
    return json.dumps(to_plain(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(record: object) -> str:
    """The hash of a record's canonical JSON, in hexadecimal."""
    return hashlib.sha256(to_canonical_json(record).encode("utf-8")).hexdigest()


def to_plain(value: object) -> Any:
    """Dataclasses as objects, numbers and dates as strings, everything else as it is."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(each) for each in value]
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in canonical JSON")


def parse_json(text: str | bytes) -> Any:
    """JSON as plain data; a key written twice is refused, since readers differ on which one counts."""
    try:
        return json.loads(text, object_pairs_hook=_refuse_twins)
    except (ValueError, RecursionError) as error:
        raise UnreadableRecord(f"not JSON: {error}") from error


def from_plain(kind: type[_Record], data: object) -> _Record:
    """Read a record of this kind from plain data, the inverse of `to_plain`."""
    result: _Record = _read(kind, data, "$")
    return result


def _refuse_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise UnreadableRecord("a key stands twice in one object")
    return found


def _read(kind: Any, data: object, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_optional(kind, data, where)
    if origin is tuple:
        return _read_tuple(get_args(kind), data, where)
    if origin is not None:
        return _read_mapping(get_args(kind), data, where)
    if dataclasses.is_dataclass(kind):
        return _read_record(kind, data, where)
    return _read_leaf(kind, data, where)


def _read_optional(kind: Any, data: object, where: str) -> Any:
    if data is None:
        return None
    (inner,) = (each for each in get_args(kind) if each is not type(None))
    return _read(inner, data, where)


def _read_tuple(kinds: tuple[Any, ...], data: object, where: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise UnreadableRecord(f"{where}: expected a list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], each, f"{where}[{index}]") for index, each in enumerate(data))
    if len(kinds) != len(data):
        raise UnreadableRecord(f"{where}: expected {len(kinds)} values, not {len(data)}")
    pairs = enumerate(zip(kinds, data, strict=True))
    return tuple(_read(kind, each, f"{where}[{index}]") for index, (kind, each) in pairs)


def _read_mapping(kinds: tuple[Any, ...], data: object, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise UnreadableRecord(f"{where}: expected an object")
    return {key: _read(kinds[1], each, f"{where}.{key}") for key, each in data.items()}


def _read_record(kind: Any, data: object, where: str) -> Any:
    if not isinstance(data, dict):
        raise UnreadableRecord(f"{where}: expected an object")
    kinds = _kinds_of(kind)
    if kinds.keys() != data.keys():
        missing, unknown = sorted(kinds.keys() - data.keys()), sorted(data.keys() - kinds.keys())
        raise UnreadableRecord(f"{where}: missing {missing}, unknown {unknown}")
    return kind(**{name: _read(each, data[name], f"{where}.{name}") for name, each in kinds.items()})


@lru_cache(maxsize=256)
def _kinds_of(kind: type) -> Mapping[str, Any]:
    """What each field of a record holds; a class never changes, and working it out takes longer than reading the record."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _read_leaf(kind: Any, data: object, where: str) -> Any:
    if kind is bool or kind is str:
        if type(data) is not kind:
            raise UnreadableRecord(f"{where}: expected {kind.__name__}")
        return data
    if not isinstance(data, str):
        raise UnreadableRecord(f"{where}: expected a string that holds {kind.__name__}")
    readers: dict[Any, Any] = {
        int: int,
        Decimal: Decimal,
        date: date.fromisoformat,
        datetime: datetime.fromisoformat,
    }
    try:
        return readers[kind](data)
    except (ValueError, ArithmeticError) as error:
        raise UnreadableRecord(f"{where}: {data!r} is no {kind.__name__}") from error
