"""LibreOffice calculates the workbook anew, every stored value spoiled before, and arrives at the frozen figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from puas.domain.document_source import REGENCY_RECAP, SKM_REPORT, SkmReportSource
from puas.domain.index_score import AGGREGATIONS
from puas.domain.recap_builder import AgencyContext
from puas.domain.recap_snapshot import RecapSnapshot
from puas.domain.result_snapshot import Policies, ResultSnapshot
from puas.domain.tally import Tally
from puas.runtime.file_store import open_file_store
from puas_reporter.documents.catalogue import render
from tests.factories.answer_rows import answer_rows, report_source, result_of, result_of_tallies, without_answers
from tests.factories.figures import figures_of_snapshot, figures_of_xlsx
from tests.factories.recaps import recap_of, regency_result, surveyed_agencies
from tests.factories.snapshots import report_snapshot
from tests.libreoffice import convert, needs_libreoffice, with_wrong_stored_values

pytestmark = [needs_libreoffice, pytest.mark.slow]

SERVICES = (
    ("layanan-1", "Kartu Tanda Penduduk Elektronik (KTP-el): Penggantian Hilang/Rusak", 31),
    ("layanan-2", "=Akta Kelahiran*", 25),
    ("layanan-3", "Surat Ma'ruf & \"Pindah\" [Datang]?", 1),
)
POLICIES = {
    "exact": Policies(),
    "exact-pooled": Policies(aggregation="pooled"),
    "old-0111": Policies(weight="0.111"),
    "old-011-pooled": Policies(weight="0.11", aggregation="pooled"),
}


def sources() -> dict[str, SkmReportSource]:
    """Every policy with answers of which a tenth of the items is blank, two with counts only, and the edges."""
    rows = answer_rows(services=SERVICES, blanks=0.1)
    found = {
        name: SkmReportSource(report_snapshot(result_of(rows, services=SERVICES, policies=policies)), rows)
        for name, policies in POLICIES.items()
    }
    found |= {f"{name}-counts": without_answers(report_source(policies=policies)) for name, policies in list(POLICIES.items())[:2]}
    silent = tuple(replace(row, scores=(*row.scores[:3], None, *row.scores[4:])) for row in rows)
    found["silent"] = SkmReportSource(report_snapshot(result_of(silent, services=SERVICES), trend=()), silent)
    found["tie"] = SkmReportSource(report_snapshot(_on_the_edge("round-then-compare")), ())
    found["tie-unrounded"] = SkmReportSource(report_snapshot(_on_the_edge("compare-unrounded")), ())
    return found


def _on_the_edge(grading: str) -> ResultSnapshot:
    """137,889 points of 5,000 forms: a NIK of exactly 76,605, which is 76,61 and B, or C where it is not rounded first."""
    slugs = tuple(result_of(answer_rows()).counts)
    counts = dict.fromkeys(slugs[:8], (0, 0, 4680, 320)) | {slugs[8]: (0, 0, 4671, 329)}
    return result_of_tallies([("satu", "Satu", Tally.of_counts(5000, counts))], policies=Policies(grading=grading))


@dataclass(frozen=True)
class Recalculated:
    """A frozen result, our workbook, and what LibreOffice made of it after every stored value was spoiled."""

    result: ResultSnapshot
    ours: bytes
    calculated: bytes


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recalculated]:
    folder = tmp_path_factory.mktemp("recalculated")
    (folder / "spoiled").mkdir()
    store = open_file_store((folder / "store").as_uri())
    wanted = [(name, SKM_REPORT, source.report.result, source.to_json()) for name, source in sources().items()]
    wanted += [(name, REGENCY_RECAP, recap.result, recap.to_json()) for name, recap in recaps().items()]
    made: list[tuple[str, ResultSnapshot, bytes, Path]] = []
    for name, document, result, snapshot in wanted:
        (file,) = render(document, ("xlsx",), snapshot, store)
        assert isinstance(file.content, bytes)
        spoiled, formulas = with_wrong_stored_values(file.content)
        assert formulas > 50
        path = folder / "spoiled" / f"{name}.xlsx"
        path.write_bytes(spoiled)
        made.append((name, result, file.content, path))
    calculated = convert([path for *_, path in made], "xlsx", folder)
    return {name: Recalculated(result, ours, path.read_bytes()) for (name, result, ours, _), path in zip(made, calculated, strict=True)}


def recaps() -> dict[str, RecapSnapshot]:
    """A regency's recap by either way of adding agencies up."""
    agencies = surveyed_agencies(8)
    contexts = [AgencyContext(each.id, each.name, "", "dinas", periods=1) for each in agencies]
    return {
        f"recap-{aggregation}": recap_of(regency_result(agencies, aggregation=aggregation), contexts) for aggregation in AGGREGATIONS
    }


NAMES = [*POLICIES, "exact-counts", "exact-pooled-counts", "silent", "tie", "tie-unrounded"]


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_comes_out_as_it_was_frozen(recalculated: dict[str, Recalculated], name: str) -> None:
    file = recalculated[name]
    expected = figures_of_snapshot(file.result)
    for content in (file.ours, file.calculated):
        found = figures_of_xlsx(content, file.result)
        assert found == {key: expected[key] for key in found}
        assert len(found) == 4 + 9 + 6 + len(file.result.units) * (5 + 27)


def test_every_formula_gives_the_value_stored_beside_it(recalculated: dict[str, Recalculated]) -> None:
    """Cell by cell, with as many places as the cell shows; an error would be a word. All files have the same sheets as before."""
    for name, file in recalculated.items():
        formulas, stored, given = (
            openpyxl.load_workbook(BytesIO(content), data_only=values)
            for content, values in ((file.ours, False), (file.ours, True), (file.calculated, True))
        )
        again = openpyxl.load_workbook(BytesIO(file.calculated))
        assert given.sheetnames == stored.sheetnames, name
        for sheet in formulas:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
                where = (name, sheet.title, cell.coordinate, cell.value)
                assert again[sheet.title][cell.coordinate].data_type == "f", where
                places = len(re.match(r"[^.]*\.?(0*)", cell.number_format)[1])  # type: ignore[index]
                shown = [_shown(book[sheet.title][cell.coordinate].value, places) for book in (stored, given)]
                assert shown[0] == shown[1], where


def _shown(value: object, places: int) -> object:
    if isinstance(value, str):
        return value
    return Decimal(repr(value)).quantize(Decimal("1e-10")).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def test_text_that_looks_like_a_formula_stays_text(recalculated: dict[str, Recalculated]) -> None:
    data = openpyxl.load_workbook(BytesIO(recalculated["exact"].calculated))["Data"]
    texts = {cell.value: cell.data_type for row in data.iter_rows(min_row=6) for cell in row if isinstance(cell.value, str)}
    assert '=HYPERLINK("http://contoh.example")' in texts and "=Akta Kelahiran*" in texts
    assert set(texts.values()) == {"s"}
