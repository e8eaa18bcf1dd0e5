"""The table of units × unsur: order, weakest, what is missing, and letters that need no colour."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask import g

from puas.db.queries.shared_figures import unsur_of
from puas.domain.regulation.registry import edition
from puas_web.heat_map import HeatMap, HeatUnit, Value, heat_map, values_of

RULE = edition()


@pytest.fixture(autouse=True)
def request_context() -> Iterator[None]:
    from tests.contracts.web_application import application

    with application().test_request_context("/"):
        g.tenant = None
        yield


def _values(**more: str) -> dict[str, Value]:
    return {slug: (Decimal(more.get(slug, "88.31")), "D" if slug in more else "A") for slug in RULE.slugs()}


def _weakest(table: HeatMap) -> list[str]:
    return [column.slug for column, cell in zip(table.columns, table.rows[0].cells, strict=True) if cell.is_weakest]


def test_columns_are_the_unsur_in_the_order_of_the_rule() -> None:
    table = heat_map(RULE, [HeatUnit("Dinas", (Decimal("88.31"), "A"), _values(sarpras="61.2"))])
    assert tuple(column.slug for column in table.columns) == RULE.slugs()
    last = table.rows[0].cells[-1]
    assert (last.text, last.letter, last.css_class) == ("61,20", "D", "heat-d")


def test_the_weakest_unsur_of_a_row_is_marked() -> None:
    assert _weakest(heat_map(RULE, [HeatUnit("Dinas", (None, ""), _values(waktu="61.2", biaya="61.3"))])) == ["waktu"]


def test_two_that_are_equally_low_are_both_weakest_and_none_is_where_all_are_alike() -> None:
    assert _weakest(heat_map(RULE, [HeatUnit("Dinas", (None, ""), _values(waktu="61.2", biaya="61.20"))])) == ["waktu", "biaya"]
    assert _weakest(heat_map(RULE, [HeatUnit("Dinas", (None, ""), _values())])) == []


def test_a_missing_figure_is_a_dash_and_never_the_weakest() -> None:
    values = {**_values(), "waktu": (None, "")}
    row = heat_map(RULE, [HeatUnit("Dinas", (None, ""), values)]).rows[0]
    missing = row.cells[RULE.slugs().index("waktu")]
    assert (missing.text, missing.letter, missing.css_class, missing.is_weakest) == ("–", "", "heat-none", False)
    assert row.index.css_class == "heat-none"


def test_records_of_a_shared_figure_are_read_by_slug() -> None:
    records = [
        {"slug": "waktu", "answered": 12, "nrr": "3.101", "nik": "77.53", "mutu": "B"},
        {"slug": "biaya", "answered": 0, "nrr": None, "nik": None, "mutu": ""},
    ]
    assert values_of(unsur_of(records)) == {"waktu": (Decimal("77.53"), "B")}


def test_each_cell_says_number_and_letter_and_the_weakest_says_so_in_words() -> None:
    from flask import render_template_string

    html = render_template_string(
        '{% from "components/heat_map.html" import heat_map %}{{ heat_map("Peta", table, "Unit") }}',
        table=heat_map(
            RULE,
            [
                HeatUnit("Dinas <b>", (Decimal("88.31"), "A"), _values(waktu="61.2"), url="/x"),
                HeatUnit("Bagian", (None, ""), {}, note="kurang dari 10 responden"),
            ],
        ),
    )
    assert "61,20 <b>D</b>" in html
    assert html.count("terendah di baris ini") == 1
    assert "Dinas &lt;b&gt;" in html
    assert 'colspan="10">kurang dari 10 responden' in html
