"""A process remembers a number of values and forgets those nobody asked for."""

from __future__ import annotations

from puas.runtime.recent_values import LastMade, RecentValues


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


def test_the_same_is_made_once_and_something_else_anew() -> None:
    made: LastMade[str, list[int], list[int]] = LastMade(2)
    asked: list[list[int]] = []

    def doubled(source: list[int]) -> list[int]:
        asked.append(source)
        return [2 * each for each in source]

    first = made.of("a", [1, 2], doubled)
    assert first == [2, 4] and made.of("a", [1, 2], doubled) is first
    assert made.of("b", [1, 2], doubled) == [2, 4]
    assert made.of("a", [1, 3], doubled) == [2, 6]
    # What was replaced is not found again.
    assert made.of("a", [1, 2], doubled) == [2, 4]
    assert asked == [[1, 2], [1, 2], [1, 3], [1, 2]]


def test_of_many_keys_the_ones_asked_for_last_are_known() -> None:
    made: LastMade[str, int, object] = LastMade(2)
    first = made.of("a", 1, lambda _: object())
    made.of("b", 1, lambda _: object())
    assert made.of("a", 1, lambda _: object()) is first
    second = made.of("c", 1, lambda _: object())
    assert made.of("a", 1, lambda _: object()) is first and made.of("c", 1, lambda _: object()) is second
