"""One spelling for one value: the canonical JSON that results are hashed and signed in.

Keys sorted, UTF-8, no blanks, numbers as strings (no reader can turn them into floats), dates in ISO 8601. Reading is
strict: an unknown or missing key is an error, because a field that nobody reads would be hashed without being checked.
"""

import dataclasses
import hashlib
import json
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

_Record = TypeVar("_Record")
# Reads plain data; the text says where in the record it stands.
_Reader = Callable[[object, str], Any]

_PARSERS: Mapping[Any, Callable[[str], Any]] = {
    int: int,
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


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
    # Ordered by how often each kind is met: a regency's record has fifty thousand values.
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (list, tuple)):
        return [to_plain(each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: to_plain(getattr(value, name)) for name in _names_of(type(value))}
    if isinstance(value, Mapping):
        return {str(key): to_plain(each) for key, each in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in canonical JSON")


@lru_cache(maxsize=256)
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def parse_json(text: str | bytes) -> Any:
    """JSON as plain data; a key written twice is refused, since readers differ on which one counts."""
    try:
        return json.loads(text, object_pairs_hook=_refuse_twins)
    except (ValueError, RecursionError) as error:
        raise UnreadableRecord(f"not JSON: {error}") from error


def from_plain(kind: type[_Record], data: object) -> _Record:
    """Read a record of this kind from plain data, the inverse of `to_plain`."""
    # A class can always be a key, which type checkers do not see for every one.
    key: Any = kind
    result: _Record = _reader_of(key)(data, "$")
    return result


def _refuse_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise UnreadableRecord("a key stands twice in one object")
    return found


@lru_cache(maxsize=1024)
def _reader_of(kind: Any) -> _Reader:
    """How a value of this kind is read; a kind never changes, and working it out takes longer than reading the value."""
    origin, kinds = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (each for each in kinds if each is not type(None))
        return partial(_read_optional, _reader_of(inner))
    if origin is tuple and kinds[1:] == (Ellipsis,):
        return partial(_read_list, _reader_of(kinds[0]))
    if origin is tuple:
        return partial(_read_tuple, tuple(_reader_of(each) for each in kinds))
    if origin is not None:
        return partial(_read_mapping, _reader_of(kinds[1]))
    if dataclasses.is_dataclass(kind):
        return partial(_read_record, kind)
    if kind is bool or kind is str:
        return partial(_read_as_it_is, kind)
    return partial(_read_text, kind, _PARSERS[kind])


@lru_cache(maxsize=256)
def _readers_of(kind: type) -> Mapping[str, _Reader]:
    """How the fields of a record are read; found when first read, since a record may hold its own kind."""
    hints = get_type_hints(kind)
    return {name: _reader_of(hints[name]) for name in _names_of(kind)}


def _read_optional(read: _Reader, data: object, where: str) -> Any:
    return None if data is None else read(data, where)


def _read_list(read: _Reader, data: object, where: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise UnreadableRecord(f"{where}: expected a list")
    return tuple([read(each, f"{where}[{index}]") for index, each in enumerate(data)])


def _read_tuple(readers: tuple[_Reader, ...], data: object, where: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise UnreadableRecord(f"{where}: expected a list")
    if len(readers) != len(data):
        raise UnreadableRecord(f"{where}: expected {len(readers)} values, not {len(data)}")
    return tuple([read(each, f"{where}[{index}]") for index, (read, each) in enumerate(zip(readers, data, strict=True))])


def _read_mapping(read: _Reader, data: object, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise UnreadableRecord(f"{where}: expected an object")
    return {key: read(each, f"{where}.{key}") for key, each in data.items()}


def _read_record(kind: Any, data: object, where: str) -> Any:
    if not isinstance(data, dict):
        raise UnreadableRecord(f"{where}: expected an object")
    readers = _readers_of(kind)
    if readers.keys() != data.keys():
        missing, unknown = sorted(readers.keys() - data.keys()), sorted(data.keys() - readers.keys())
        raise UnreadableRecord(f"{where}: missing {missing}, unknown {unknown}")
    return kind(**{name: read(data[name], f"{where}.{name}") for name, read in readers.items()})


def _read_as_it_is(kind: type, data: object, where: str) -> Any:
    if type(data) is not kind:
        raise UnreadableRecord(f"{where}: expected {kind.__name__}")
    return data


def _read_text(kind: type, parse: Callable[[str], Any], data: object, where: str) -> Any:
    if not isinstance(data, str):
        raise UnreadableRecord(f"{where}: expected a string that holds {kind.__name__}")
    try:
        return parse(data)
    except (ValueError, ArithmeticError) as error:
        raise UnreadableRecord(f"{where}: {data!r} is no {kind.__name__}") from error
