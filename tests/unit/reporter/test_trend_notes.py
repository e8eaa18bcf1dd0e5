"""A point that an office published by another convention says so in the report, with its exact value."""

from __future__ import annotations

from dataclasses import replace

from puas.domain.narrative import Context, draft_texts
from puas.domain.old_recap_sentences import convention_note
from puas_reporter.documents.blocks import Document, Table, single_blocks
from puas_reporter.documents.skm_report.content import report_document
from tests.factories.snapshots import report_snapshot

NOTE = convention_note("weight-0.11", "91,48")


def _trend_table(document: Document) -> Table:
    (table,) = [block for block in single_blocks(document.body) if isinstance(block, Table) and block.caption == "Tren nilai SKM"]
    return table


def test_the_trend_table_and_its_text_carry_the_note() -> None:
    report = report_snapshot()
    first, *rest = report.trend
    noted = replace(report, trend=(replace(first, note=NOTE), *rest))
    document = report_document(noted)
    table = _trend_table(document)
    assert f"{first.label}: nilai tepat 91,48; terbit menurut perhitungan dengan bobot 0,11." in table.note
    around = Context(noted.target, noted.trend, noted.previous, noted.done_follow_ups, noted.planned_follow_ups)
    assert f"{first.label}: {NOTE}" in draft_texts(noted.result, around)["tren"]


def test_points_of_the_exact_way_say_nothing() -> None:
    report = report_snapshot()
    table = _trend_table(report_document(report))
    assert "nilai tepat" not in table.note
