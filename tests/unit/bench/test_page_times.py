"""What a page took is measured to its last byte, with the statements it sent; the first visit is told apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from bench.page_times import Meter, PageTimes, Visit, percentile
from bench.province import PROVINCE_PEOPLE, Workplace, _filled
from bench.province_world import Size, World, _answers_statement, windows
from sqlalchemy import create_engine, text
from werkzeug.routing import Map, Rule


def _visit(milliseconds: float, statements: int = 3, media: str = "text/html") -> Visit:
    return Visit(milliseconds / 1000, milliseconds / 2000, 200, statements, 10, 5000, media)


@pytest.mark.parametrize(
    ("values", "share", "expected"), [([5], 95, 5), (range(1, 101), 95, 95), (range(1, 21), 95, 19), ([3, 1, 2], 50, 2)]
)
def test_a_percentile_is_a_value_that_was_measured(values: Any, share: float, expected: float) -> None:
    assert percentile(list(values), share) == expected


def test_the_first_visit_counts_for_statements_and_not_for_times() -> None:
    times = PageTimes([_visit(900, statements=9), _visit(400)], [_visit(each) for each in (10, 20, 30)])
    assert (times.first, times.median, times.p95, times.statements, times.processor) == (900, 20, 30, 9, 10)
    assert times.is_page
    assert not PageTimes([_visit(1, media="text/csv")]).is_page


def test_the_meter_measures_to_the_last_byte_and_counts_statements_of_every_engine() -> None:
    engine = create_engine("sqlite://")
    closed = []

    class Answer:
        def __iter__(self) -> Iterator[bytes]:
            with engine.connect() as connection:
                connection.execute(text("select 1 union select 2"))
                connection.execute(text("pragma user_version"))
            yield b"late"

        def close(self) -> None:
            closed.append(True)

    meter = Meter(lambda _environment, _start: Answer())
    with meter.listening():
        assert meter({}, lambda *_: None) == [b"late"]
        assert (meter.statements, closed) == (1, [True])
        assert meter.seconds > 0
        meter({}, lambda *_: None)
        assert meter.statements == 1
    with engine.connect() as connection:
        connection.execute(text("select 1"))
    assert meter.statements == 1
    engine.dispose()


def test_the_year_before_is_one_period_and_this_year_is_quarters_up_to_now() -> None:
    found = windows(date(2026, 11, 22))
    assert [(each.starts_on, each.ends_on) for each in found] == [
        (date(2025, 1, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 12, 31)),
    ]  # fmt: skip
    assert [each.starts_on for each in windows(date(2026, 1, 1))] == [date(2025, 1, 1), date(2026, 1, 1)]


def test_addresses_are_filled_or_left_out() -> None:
    place = Workplace(PROVINCE_PEOPLE, UUID(int=1), {"tenant": "provinsi", "regency": "biru"})
    known, unknown = Rule("/t/<tenant>/kabupaten/<string:regency>"), Rule("/t/<tenant>/surat/<uuid:letter_id>")
    Map([known, unknown])
    assert _filled(known, place) == "/t/provinsi/kabupaten/biru"
    assert _filled(unknown, place) is None


def test_a_world_is_read_back_as_it_was_kept(tmp_path: Any) -> None:
    world = World(Size(answers=5), date(2026, 11, 22), {"biru": 3}, 2, 5, {"fill": 1.5}, {"closing": 0.5})
    world.save(tmp_path / "world.json")
    assert World.load(tmp_path / "world.json") == world


def test_every_unsur_is_answered() -> None:
    assert _answers_statement(Size()).count("::smallint") == 9
