"""Every regency has a tile of its own."""

from __future__ import annotations

import csv

import pytest

from puas.presentation.tile_layouts import MOST_COLUMNS, MOST_ROWS, tile_positions
from tests.contracts.source_tree import PACKAGES

with (PACKAGES["puas"] / "db" / "region_data" / "regencies.csv").open(encoding="utf-8") as file:
    REGENCIES: dict[str, list[str]] = {}
    for code, province, _name in csv.reader(file):
        if code != "code":
            REGENCIES.setdefault(province, []).append(code)


@pytest.mark.parametrize("province", sorted(REGENCIES))
def test_no_two_regencies_share_a_tile_and_all_fit(province: str) -> None:
    found = tile_positions(province, REGENCIES[province])
    assert set(found) == set(REGENCIES[province])
    assert len(set(found.values())) == len(found)
    assert all(1 <= row <= MOST_ROWS and 1 <= column <= MOST_COLUMNS for row, column in found.values())


def test_jawa_timur_looks_like_jawa_timur() -> None:
    found = tile_positions("35", REGENCIES["35"])
    assert len(found) == 38
    north, west = (lambda code: found[code][0]), (lambda code: found[code][1])
    assert north("35.23") < north("35.22") < north("35.01")  # Tuban, Bojonegoro, Pacitan
    assert west("35.21") < west("35.78") < west("35.29")  # Ngawi, Surabaya, Sumenep
    assert west("35.10") == max(west(code) for code in found if north(code) == 5)  # Banyuwangi


def test_a_code_the_drawing_does_not_know_gives_a_plain_grid() -> None:
    found = tile_positions("35", ["35.01", "35.99"])
    assert found == {"35.01": (1, 1), "35.99": (1, 2)}


def test_nothing_and_one() -> None:
    assert tile_positions("99", []) == {}
    assert tile_positions("99", ["99.01"]) == {"99.01": (1, 1)}
