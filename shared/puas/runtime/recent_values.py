"""Values a process has read or worked out before, by what they were made of; of many the ones asked for last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
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


class MadeOnce(Generic[_Key, _Value]):
    """What was made of an object, found again by the very object and whatever else it depends on.

    For objects that are given out again as long as they are the same: looking at which object it is takes no time, comparing what is in
    it does. The object is held for as long as what was made of it.
    """

    def __init__(self, most: int) -> None:
        self._recent: RecentValues[tuple[int, _Key], tuple[object, _Value]] = RecentValues(most)

    def of(self, source: object, rest: _Key, make: Callable[[], _Value]) -> _Value:
        """Made of this object before, or made now."""
        key = (id(source), rest)
        known = self._recent.recall(key)
        # Another object may have got the number of one that is gone; one that is held keeps it.
        if known is not None and known[0] is source:
            return known[1]
        return self._recent.keep(key, (source, make()))[1]
