"""One number in every file of a regency's recap: whatever is printed, drawn or stored is what the record says."""

from __future__ import annotations

from pathlib import Path

import pytest

from puas.domain.document_source import FORMATS_OF, RECAP_DOCUMENTS
from puas.domain.index_score import AGGREGATIONS
from puas.domain.recap_builder import AgencyContext
from puas.domain.recap_snapshot import RecapSnapshot
from puas.runtime.file_store import open_file_store
from puas_reporter.documents.catalogue import render
from tests.factories import recap_figures as read
from tests.factories.recaps import recap_of, recap_snapshot, regency_result, surveyed_agencies
from tests.factories.report_figures import pdf_text

pytestmark = pytest.mark.slow


def _recap(aggregation: str) -> RecapSnapshot:
    """The usual recap; by the other way of adding up, of the agencies alone."""
    if aggregation == AGGREGATIONS[0]:
        return recap_snapshot(10)
    contexts = [AgencyContext(each.id, each.name, "", "dinas", periods=1) for each in surveyed_agencies(6)]
    return recap_of(regency_result(surveyed_agencies(6), aggregation=aggregation), contexts)


@pytest.mark.parametrize("aggregation", AGGREGATIONS)
def test_every_file_prints_what_was_frozen(aggregation: str, tmp_path: Path) -> None:
    recap = _recap(aggregation)
    store = open_file_store(tmp_path.as_uri())
    files = {
        f"{document}.{each.format}": b"".join(each.chunks())
        for document in sorted(RECAP_DOCUMENTS)
        for each in render(document, FORMATS_OF[document], recap.to_json(), store)
    }
    whole = {
        "regency_recap.pdf": read.read_recap_pdf(files["regency_recap.pdf"], recap),
        "regency_recap.docx": read.read_recap_docx(files["regency_recap.docx"], recap),
        "regency_recap.xlsx": read.read_recap_xlsx(files["regency_recap.xlsx"], recap),
    }
    short = {
        "regency_brief.pdf": read.read_brief(pdf_text(files["regency_brief.pdf"]), recap),
        "regency_brief.docx": read.read_brief(read.docx_text(files["regency_brief.docx"]), recap),
        "evaluation_slides.pptx": read.read_slides(files["evaluation_slides.pptx"], recap),
    }
    expected = read.figures_of_recap(recap)
    for name, found in {**whole, **short}.items():
        assert found == {key: expected[key] for key in found}, name
    for name, found in whole.items():
        assert read.keys_of_a_whole_recap(recap) <= set(found), name
    headline = {"nik", "mutu", "respondents", "change", "target"}
    assert all(headline <= set(found) for found in short.values())
    assert {"index-of-agencies", "index-of-unsur", "trend"} <= set(short["evaluation_slides.pptx"])
    assert set(files) == {*whole, *short}
