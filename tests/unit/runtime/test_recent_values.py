"""A process remembers a number of values and forgets those nobody asked for."""

from __future__ import annotations

from puas.runtime.recent_values import RecentValues


def test_what_was_asked_for_last_is_kept() -> None:
    values = RecentValues[str, int](2)
    assert values.recall("first") is None
    assert values.keep("first", 1) == 1
    values.keep("second", 2)
    assert values.recall("first") == 1
    values.keep("third", 3)
    assert (values.recall("first"), values.recall("second"), values.recall("third")) == (1, None, 3)


def test_a_value_kept_again_is_the_newer_one() -> None:
    values = RecentValues[str, int](2)
    values.keep("it", 1)
    values.keep("it", 2)
    assert values.recall("it") == 2
