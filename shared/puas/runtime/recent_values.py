"""Values a process has read or worked out before, by what they were made of; of many the ones asked for last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Source = TypeVar("_Source")
_Value = TypeVar("_Value")


class RecentValues(Generic[_Key, _Value]):
    """Shared by the threads of a process, so nobody may change a value. The key must say everything the value depends on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[_Key, _Value] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: _Key) -> _Value | None:
        """The value kept under this key."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: _Key, value: _Value) -> _Value:
        """Keep a value, which is given back; what was not asked for longest is forgotten."""
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value


class LastMade(Generic[_Key, _Source, _Value]):
    """What was made last under a key, and of what: made anew only where it is to be made of something else.

    Of every key there is one value only, so what has been replaced is not held any longer.
    """

    def __init__(self, most: int) -> None:
        self._recent: RecentValues[_Key, tuple[_Source, _Value]] = RecentValues(most)

    def of(self, key: _Key, source: _Source, make: Callable[[_Source], _Value]) -> _Value:
        """The value made of an equal source before, or the one made now."""
        known = self._recent.recall(key)
        if known is not None and known[0] == source:
            return known[1]
        return self._recent.keep(key, (source, make(source)))[1]
