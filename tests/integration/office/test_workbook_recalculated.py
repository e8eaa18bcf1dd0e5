"""LibreOffice calculates the workbook anew, every stored value spoiled before, and arrives at the frozen figures."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from puas.domain.document_source import SKM_REPORT, SkmReportSource
from puas.domain.result_snapshot import Policies, ResultSnapshot
from puas.domain.tally import Tally
from puas.runtime.file_store import open_file_store
from puas_reporter.documents.catalogue import render
from tests.factories.answer_rows import answer_rows, report_source, result_of, result_of_tallies, without_answers
from tests.factories.figures import figures_of_snapshot, figures_of_xlsx
from tests.factories.snapshots import report_snapshot
from tests.libreoffice import convert, needs_libreoffice, with_wrong_stored_values

pytestmark = needs_libreoffice

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


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[ResultSnapshot, bytes, bytes]]:
    """By name: the frozen result, our workbook, and what LibreOffice made of it after every stored value was spoiled."""
    folder = tmp_path_factory.mktemp("recalculated")
    store = open_file_store((folder / "store").as_uri())
    made: dict[str, tuple[SkmReportSource, bytes, Path]] = {}
    for name, source in sources().items():
        (file,) = render(SKM_REPORT, ("xlsx",), source.to_json(), store)
        content = file.content
        spoiled, formulas = with_wrong_stored_values(content)
        assert formulas > 50
        path = folder / "spoiled" / f"{name}.xlsx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(spoiled)
        made[name] = (source, content, path)
    calculated = convert([path for _, _, path in made.values()], "xlsx", folder)
    return {
        name: (source.report.result, content, path.read_bytes())
        for (name, (source, content, _)), path in zip(made.items(), calculated, strict=True)
    }


NAMES = [*POLICIES, "exact-counts", "exact-pooled-counts", "silent", "tie", "tie-unrounded"]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_figure_comes_out_as_it_was_frozen(recalculated: dict[str, tuple[ResultSnapshot, bytes, bytes]], name: str) -> None:
    result, ours, calculated = recalculated[name]
    expected = figures_of_snapshot(result)
    for content in (ours, calculated):
        found = figures_of_xlsx(content, result)
        assert found == {key: expected[key] for key in found}
        assert len(found) == 4 + 9 + 6 + len(result.units) * (5 + 27)


@pytest.mark.slow
def test_no_cell_is_an_error_and_formulas_stay_formulas(recalculated: dict[str, tuple[ResultSnapshot, bytes, bytes]]) -> None:
    for name, (_, ours, calculated) in recalculated.items():
        before, after = (openpyxl.load_workbook(BytesIO(content)) for content in (ours, calculated))
        values = openpyxl.load_workbook(BytesIO(calculated), data_only=True)
        assert after.sheetnames == before.sheetnames, name
        for sheet in before:
            formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
            assert all(after[sheet.title][place].data_type == "f" for place in formulas), (name, sheet.title)
            assert not [place for place in formulas if str(values[sheet.title][place].value).startswith(("#", "Err:"))], (name, sheet.title)


@pytest.mark.slow
def test_text_that_looks_like_a_formula_stays_text(recalculated: dict[str, tuple[ResultSnapshot, bytes, bytes]]) -> None:
    data = openpyxl.load_workbook(BytesIO(recalculated["exact"][2]))["Data"]
    texts = {cell.value: cell.data_type for row in data.iter_rows(min_row=6) for cell in row if isinstance(cell.value, str)}
    assert '=HYPERLINK("http://contoh.example")' in texts and "=Akta Kelahiran*" in texts
    assert set(texts.values()) == {"s"}
