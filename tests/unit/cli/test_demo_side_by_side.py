"""Regencies told side by side: shares of the same work, log-ins in the order of the story, and a process that dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

import pytest

from puas.cli.demo.side_by_side import Logins, Telling, UnableToTellRegencies, shares, tell_regencies
from puas.cli.demo.story import Story, read_story
from puas.runtime.demo_logins import DemoLogin

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="one after the other elsewhere"),
    # Of threads of the test runner no child has need.
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]


@dataclass(frozen=True)
class _Told:
    """Stands in for the telling; in a process of its own it may die, and its log-ins name the process."""

    story: Story
    parent: int
    dies: bool = False

    def tell(self, numbers: Sequence[int], say: Callable[[str], None]) -> Logins:
        if self.dies and os.getpid() != self.parent:
            os._exit(3)
        for number in numbers:
            say(self.story.regencies[number].look.name)
        return {number: [DemoLogin(str(number), str(os.getpid()), "", "", "")] for number in numbers}


def _telling(*, dies: bool = False) -> Telling:
    return cast(Telling, _Told(read_story(), os.getpid(), dies))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 40])
def test_every_regency_is_in_one_share(count: int) -> None:
    regencies = read_story().regencies
    parts = shares(regencies, count)
    assert sorted(chain.from_iterable(parts)) == list(range(len(regencies)))
    assert len(parts) == min(count, len(regencies))
    assert all(part == sorted(part) and part for part in parts)


def test_the_two_that_take_longest_are_told_apart() -> None:
    parts = shares(read_story().regencies, 2)
    assert 0 in parts[0]
    assert 1 in parts[1]


def test_log_ins_come_in_the_order_of_the_story_from_two_processes() -> None:
    told: list[str] = []
    logins = tell_regencies(_telling(), told.append, processes=2)
    assert [int(each.role) for each in logins] == list(range(len(read_story().regencies)))
    assert len({each.name for each in logins}) == 2
    assert len(told) == len(read_story().regencies)


def test_one_process_needs_no_other() -> None:
    logins = tell_regencies(_telling(dies=True), lambda _line: None, processes=1)
    assert {each.name for each in logins} == {str(os.getpid())}


def test_a_process_that_dies_is_no_success() -> None:
    with pytest.raises(UnableToTellRegencies):
        tell_regencies(_telling(dies=True), lambda _line: None, processes=2)
