"""Nothing of fewer than ten people follows from what is shown: tried by solving for it, with arithmetic of the test's own."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puas.domain.derivation import KnownSums
from puas.domain.reporting_scope import PARTS
from puas.domain.shared_disclosure import AGENCY, REGENCY, SERVICE, Cell, Hidden, Key, Kind, find_hidden

Q1 = frozenset({"tahun", "semester-1", "triwulan-1"})
Q2 = frozenset({"tahun", "semester-1", "triwulan-2"})
Q3 = frozenset({"tahun", "semester-2", "triwulan-3"})
ACROSS = frozenset({"tahun", "semester-1"})
YEAR_ONLY = frozenset({"tahun"})
REGENCY_OF_YEAR = ("tahun", REGENCY, "")


def _declared(cells: Sequence[Cell], kind: Kind) -> dict[Key, Kind]:
    keys = [(part, level, unit) for each in cells for part in each.parts for level, unit in ((AGENCY, each.agency_id), (REGENCY, ""))]
    return dict.fromkeys(keys, kind)


def _hidden(*cells: tuple[str, str, frozenset[str], int], kind: Kind = "mean") -> tuple[list[Cell], Hidden]:
    made = [Cell(*each) for each in cells]
    return made, find_hidden(made, declared=_declared(made, kind))


def _in_year(hidden: Hidden) -> set[str]:
    return {unit for part, level, unit in hidden.lines if part == "tahun" and level != REGENCY}


def test_nothing_is_hidden_where_everybody_is_many() -> None:
    _, hidden = _hidden(("a", "a1", Q1, 10), ("a", "a2", Q2, 40), ("b", "b1", Q1, 99))
    assert hidden == Hidden(frozenset(), frozenset())


def test_one_small_service_takes_the_smallest_other_with_it() -> None:
    _, hidden = _hidden(("a", "a1", Q1, 9), ("a", "a2", Q1, 90), ("a", "a3", Q1, 30), ("a", "a4", Q1, 31), ("b", "b1", Q1, 50))
    assert _in_year(hidden) == {"a1", "a3"}
    # Two means would be two equations for the two services that are hidden.
    assert ("tahun", AGENCY, "a") in hidden.one_mean_only


def test_several_small_services_hide_one_another_only_if_they_are_ten_together() -> None:
    _, hidden = _hidden(("a", "a1", Q1, 3), ("a", "a2", Q1, 4), ("a", "a3", Q1, 30), ("a", "a4", Q1, 31))
    assert _in_year(hidden) == {"a1", "a2", "a3"}
    _, hidden = _hidden(("a", "a1", Q1, 6), ("a", "a2", Q1, 7), ("a", "a3", Q1, 30))
    assert _in_year(hidden) == {"a1", "a2"}


def test_of_a_hidden_agency_no_service_is_shown() -> None:
    cells = [("a", "a1", Q1, 3), ("b", "b1", Q1, 20), ("b", "b2", Q1, 21), ("c", "c1", Q1, 300), ("c", "c2", Q1, 200)]
    _, hidden = _hidden(*cells)
    assert _in_year(hidden) == {"a", "a1", "b", "b1", "b2"}
    assert REGENCY_OF_YEAR not in hidden.lines


def test_a_quarter_is_not_left_over_from_its_half_year() -> None:
    _, hidden = _hidden(("a", "a1", Q1, 100), ("a", "a1", Q2, 4), ("a", "a2", Q1, 80), ("a", "a2", Q2, 70))
    shown = {(part, unit) for part in ("triwulan-1", "triwulan-2", "semester-1") for unit in ("a1", "a2")}
    shown -= {(part, unit) for part, _, unit in hidden.lines}
    assert ("triwulan-2", "a1") not in shown
    assert not {("triwulan-1", "a1"), ("semester-1", "a1")} <= shown


def test_a_period_outside_the_quarters_is_not_left_over_either() -> None:
    cells, hidden = _hidden(("a", "a1", Q1, 100), ("a", "a1", ACROSS, 4), ("a", "a1", YEAR_ONLY, 30))
    shown = {part for part in ("triwulan-1", "semester-1", "tahun") if (part, SERVICE, "a1") not in hidden.lines}
    assert not {"triwulan-1", "semester-1"} <= shown
    assert _leaks(cells, hidden, "mean") == []


def test_a_regency_of_one_small_agency_shows_nothing() -> None:
    _, hidden = _hidden(("a", "a1", Q1, 4), ("a", "a2", Q1, 5))
    assert {level for _, level, _ in hidden.lines} == {REGENCY, AGENCY, SERVICE}


def test_services_nobody_answered_are_nobodys_cover() -> None:
    _, hidden = _hidden(("a", "a1", Q1, 4), ("a", "a2", Q1, 0), ("a", "a3", Q1, 40), ("a", "a4", Q1, 50))
    assert "a3" in _in_year(hidden)


def test_an_agency_without_an_index_covers_no_other_in_its_regency() -> None:
    cells = [Cell("a", "a1", Q1, 4), Cell("b", "b1", Q1, 20), Cell("c", "c1", Q1, 30)]
    without = [(part, "b") for part in Q1]
    hidden = find_hidden(cells, declared=_declared(cells, "mean"), without_index=without)
    assert _in_year(hidden) == {"a", "a1", "c", "c1"}


@st.composite
def _regencies(draw: st.DrawFn) -> list[Cell]:
    numbers = st.one_of(st.integers(0, 12), st.integers(10, 200))
    cells = []
    for agency in range(draw(st.integers(1, 4))):
        periods = draw(st.lists(st.sampled_from([Q1, Q2, Q3, ACROSS, YEAR_ONLY]), min_size=1, max_size=3, unique=True))
        for service in range(draw(st.integers(1, 4))):
            cells += [Cell(f"a{agency}", f"a{agency}s{service}", parts, draw(numbers)) for parts in periods]
    return cells


@given(_regencies(), st.sampled_from(["mean", "sum"]))
def test_no_small_group_can_be_worked_out(cells: list[Cell], kind: Kind) -> None:
    hidden = find_hidden(cells, declared=_declared(cells, kind))
    assert _leaks(cells, hidden, kind) == []


@pytest.mark.parametrize("number", range(3))
def test_what_is_shown_does_not_depend_on_the_order(number: int) -> None:
    cells = [Cell("a", f"a{place}", (Q1, Q2)[place % 2], 3 + 7 * place) for place in range(6)] + [Cell("b", "b1", Q1, 8)]
    turned = cells[number:] + cells[:number]
    assert find_hidden(turned, declared=_declared(cells, "mean")) == find_hidden(cells, declared=_declared(cells, "mean"))


def test_a_sum_follows_from_others_or_does_not() -> None:
    known: KnownSums[str] = KnownSums()
    known.add("all", {0: 1, 1: 1, 2: 1})
    known.add("first", {0: 1})
    known.add("twice the first", {0: Fraction(2)})
    assert known.derive({1: 1, 2: 1}) == {"all", "first"}
    assert known.derive({0: Fraction(1, 3)}) == {"first"}
    assert known.derive({1: 1}) is None
    assert known.derive({3: 1}) is None


# The test's own reading of the tables: every line that is shown is an equation, worked with fractions and without shortcuts.


def _leaks(cells: Sequence[Cell], hidden: Hidden, kind: Kind) -> list[str]:
    answered = [each for each in cells if each.respondents]
    equations = [row for key, row in _rows(answered, kind) if not _withheld(key, hidden, kind)]
    rank, reduced = _echelon(equations)
    found = []
    for name, group in _groups(answered):
        people = sum(answered[place].respondents for place in group)
        row = [Fraction(int(place in group)) for place in range(len(answered))]
        if 0 < people < 10 and _echelon([*reduced, row])[0] == rank:
            found.append(f"{name}: {people}")
    return found


def _withheld(key: tuple[str, str, str, str], hidden: Hidden, kind: Kind) -> bool:
    part, level, unit, which = key
    return (part, level, unit) in hidden.lines or (level != SERVICE and which != kind and (part, level, unit) in hidden.one_mean_only)


def _rows(cells: Sequence[Cell], kind: Kind) -> list[tuple[tuple[str, str, str, str], list[Fraction]]]:
    rows = []
    for part in PARTS:
        inside = {place for place, each in enumerate(cells) if part in each.parts}
        services = {cells[place].service_id: cells[place].agency_id for place in inside}
        totals = {unit: _vector(cells, inside, unit) for unit in (*services, *services.values(), "")}
        rows += [((part, SERVICE, service, "sum"), totals[service]) for service in services]
        of_agencies = []
        for agency in set(services.values()):
            means = [_mean(cells, totals[service]) for service, owner in services.items() if owner == agency]
            rows += [((part, AGENCY, agency, "sum"), totals[agency]), ((part, AGENCY, agency, "mean"), _average(means))]
            of_agencies.append(_average(means) if kind == "mean" else _mean(cells, totals[agency]))
        if of_agencies:
            rows += [((part, REGENCY, "", "sum"), totals[""]), ((part, REGENCY, "", "mean"), _average(of_agencies))]
    return rows


def _vector(cells: Sequence[Cell], inside: set[int], unit: str) -> list[Fraction]:
    return [Fraction(int(p in inside and unit in ("", each.service_id, each.agency_id))) for p, each in enumerate(cells)]


def _mean(cells: Sequence[Cell], total: Sequence[Fraction]) -> list[Fraction]:
    people = sum(value * each.respondents for value, each in zip(total, cells, strict=True))
    return [value / people for value in total]


def _average(vectors: Sequence[Sequence[Fraction]]) -> list[Fraction]:
    return [sum(column, Fraction(0)) / len(vectors) for column in zip(*vectors, strict=True)]


def _groups(cells: Sequence[Cell]) -> list[tuple[str, set[int]]]:
    """Every unit over every part, and over every stretch of time of its own."""
    stretches = [*PARTS, *{each.parts for each in cells}]
    units = {(SERVICE, each.service_id) for each in cells} | {(AGENCY, each.agency_id) for each in cells} | {(REGENCY, "")}
    found = []
    for level, unit in sorted(units):
        for stretch in stretches:
            group = {
                place
                for place, each in enumerate(cells)
                if (stretch in each.parts if isinstance(stretch, str) else each.parts == stretch)
                and unit in ("", each.service_id, each.agency_id)
            }
            found.append((f"{level} {unit} {stretch}", group))
    return found


def _echelon(rows: Sequence[Sequence[Fraction]]) -> tuple[int, list[list[Fraction]]]:
    left = [list(row) for row in rows]
    done: list[list[Fraction]] = []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left = [_without(column, row, pivot) for row in left if row is not pivot]
        done.append(pivot)
    return len(done), done


def _without(column: int, row: list[Fraction], pivot: list[Fraction]) -> list[Fraction]:
    factor = row[column] / pivot[column]
    return [value - factor * other for value, other in zip(row, pivot, strict=True)]
