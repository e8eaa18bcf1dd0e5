"""The document about a mall's results: every figure with its letter, few respondents apart, and files people can open."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from puas.domain.comparison import trend_point
from puas.domain.document_source import FORMATS_OF, MALL_RESULTS
from puas.domain.filing import FilingHead
from puas.domain.mall_index import MallAgency, mall_index, participation
from puas.domain.mall_results import MallResultsSource
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.report_snapshot import Letterhead, Signatory
from puas.domain.result_snapshot import Policies
from puas.domain.tally import Tally, UnsurCounts
from puas.runtime.file_store import DiskStore
from puas_reporter.documents.blocks import FactList, Listing, Paragraph, Table, single_blocks
from puas_reporter.documents.catalogue import render
from puas_reporter.documents.mall_results.content import mall_document, mall_workbook

RULE = edition()


def _tally(respondents: int, score: int) -> Tally:
    counts = {slug: UnsurCounts(*(respondents * (each == score) for each in (1, 2, 3, 4))) for slug in RULE.slugs()}
    return Tally(respondents, counts)


def source(*, respondents: int = 40, is_provisional: bool = False) -> MallResultsSource:
    head = FilingHead(
        "ABCD23456", "http://localhost/verifikasi/ABCD23456",
        Letterhead(("Pemerintah Kabupaten Arjosari", "Sekretariat Daerah"), "Jalan Merdeka 1", "", "", "", None, None, "#0b5c8a"),
        Signatory("Sekretaris Daerah", "Sri Wahyuni", "", "", "Arjosari", date(2026, 11, 20)),
        "Kabupaten Arjosari", "Kabupaten Arjosari", datetime(2026, 11, 20, tzinfo=UTC), "Asia/Jakarta", True,
    )  # fmt: skip
    agencies = [
        MallAgency("a", "Dinas Kependudukan dan Pencatatan Sipil", "", _tally(respondents, 4)),
        MallAgency("b", "Kantor Pertanahan Contoh", "vertical", _tally(12, 3)),
        MallAgency("c", "Dinas Sosial", "", Tally.empty()),
    ]
    trend = tuple(
        trend_point(label=f"Triwulan {number} 2026", year=2026, edition_id=DEFAULT_EDITION_ID, nik=Decimal(nik), respondents=20)
        for number, nik in (("I", "82.10"), ("II", "87.50"))
    )
    index = mall_index(RULE, agencies, policies=Policies())
    known = participation(["a", "b", "c"], {each.id: each.respondents for each in index.agencies}, [90, 12])
    return MallResultsSource(head, "MPP Arjosari", "Jalan Merdeka 2", "", "Tahun 2026", is_provisional, index, known, 4, trend)


def _words(blocks: Any) -> str:
    said = []
    for block in single_blocks(blocks):
        if isinstance(block, FactList):
            said += [" ".join(row) for row in block.rows]
        if isinstance(block, Table):
            said += [block.caption, block.note, *(cell for row in block.rows for cell in row)]
        if isinstance(block, Paragraph):
            said.append(block.text)
        if isinstance(block, Listing):
            said += block.items
    return "\n".join(said)


def test_it_says_what_each_figure_is() -> None:
    words = _words(mall_document(source()).body)
    # The mean of 100 and 75, and the 52 answers pooled.
    assert "87,50 (mutu B, Baik)" in words and "94,23 (mutu A, Sangat Baik)" in words
    assert "52 dari 102 jawaban" in words
    assert "belum terverifikasi" in words and "tidak dijumlahkan" in words
    assert "instansi vertikal" in words and "tidak ikut dalam rekap" in words


def test_few_respondents_stand_apart() -> None:
    tables = [each for each in mall_document(source()).body if isinstance(each, Table)]
    assert [row[0] for row in tables[0].rows] == ["Dinas Kependudukan dan Pencatatan Sipil"]
    assert [row[0] for row in tables[1].rows] == ["Kantor Pertanahan Contoh", "Dinas Sosial"]


def test_the_sheet_ends_with_the_mean() -> None:
    (sheet,) = mall_workbook(source()).sheets
    assert [sheet.rows[-1][0].value, sheet.rows[-1][-3].value] == ["Rata-rata instansi", Decimal("87.50")]


def test_what_is_read_again_is_what_was_written() -> None:
    assert MallResultsSource.from_json(source().to_json()) == source()


@pytest.mark.parametrize("is_provisional", [False, True])
def test_all_files_are_made(tmp_path: Path, is_provisional: bool) -> None:
    made = source(is_provisional=is_provisional)
    files = list(render(MALL_RESULTS, FORMATS_OF[MALL_RESULTS], made.to_json(), DiskStore(tmp_path)))
    assert [each.format for each in files] == ["pdf", "docx", "xlsx"]
    starts = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK"}
    for each in files:
        content = each.content if isinstance(each.content, bytes) else b"".join(each.content)
        assert content.startswith(starts[each.format])
        (tmp_path / each.name).write_bytes(content)
