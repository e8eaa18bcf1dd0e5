"""A record is read strictly: what has another shape is no record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from puas.domain.canonical_json import UnreadableRecord, from_plain, to_plain


@dataclass(frozen=True, slots=True)
class _Shapes:
    pair: tuple[int, int]
    several: tuple[str, ...]
    named: dict[str, int]


SHAPES = _Shapes((1, 2), ("a", "b"), {"x": 3})


def test_what_was_written_is_read_again() -> None:
    assert from_plain(_Shapes, to_plain(SHAPES)) == SHAPES


@pytest.mark.parametrize(
    "wrong",
    [
        {"pair": "12"}, {"pair": ["1"]}, {"pair": ["1", "2", "3"]}, {"several": "ab"}, {"several": {"0": "a"}}, {"named": ["x"]},
        {"more": "1"},
    ],
)  # fmt: skip
def test_another_shape_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(UnreadableRecord):
        from_plain(_Shapes, to_plain(SHAPES) | wrong)
