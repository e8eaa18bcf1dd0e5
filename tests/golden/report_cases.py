"""The reports that are compared page by page: the same snapshots in both forms, with texts that no draft changes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pymupdf

from puas.domain.document_source import SkmReportSource
from puas.domain.index_score import POOLED
from puas.domain.report_snapshot import FIVE_CHAPTERS, FOUR_CHAPTERS, TEXT_SECTIONS
from puas.domain.result_snapshot import Policies
from puas_reporter.documents.skm_report.content import report_document
from puas_reporter.formats.document_pdf import document_pdf
from tests.factories.reports import report_source

FORMS = {FOUR_CHAPTERS: "empat-bab", FIVE_CHAPTERS: "lima-bab"}
FOLDER = Path(__file__).parent / "data" / "reports"
_LONG_NAME = "Penerbitan Surat Keterangan Pindah Warga Negara Indonesia Antarkabupaten, Antarkota, dan Antarprovinsi"
_SERVICES = (("Kartu Tanda Penduduk Elektronik (KTP-el)", 118), ("Kartu Keluarga", 96), ("Akta Kelahiran", 111), (_LONG_NAME, 75))
_NINE = tuple((f"{_LONG_NAME} {number}" if number % 4 == 0 else f"Pelayanan {number}", 6 + number) for number in range(1, 10))

CASES: Mapping[str, Callable[[], SkmReportSource]] = {
    "kecil": lambda: report_source((("Kartu Keluarga", 12), ("Akta Kelahiran", 7)), policies=Policies(aggregation=POOLED)),
    "empat-ratus": lambda: report_source(_SERVICES),
    "tanpa-biaya": lambda: report_source((("Legalisasi", 24), ("Informasi", 16)), free=True),
    "pertama": lambda: report_source((("Kartu Keluarga", 30),), first=True, suggestions=(), suggestions_total=0),
    "tidak-dihitung": lambda: report_source((("Kartu Keluarga", 21), ("Akta Perkawinan", 0), ("Akta Perceraian", 0))),
    "sembilan-layanan": lambda: report_source(_NINE),
}

# Rendering is what takes time: what only one chapter shows is looked at in one form.
REPORTS = tuple(
    (case, form)
    for case, forms in {
        "kecil": FORMS,
        "empat-ratus": FORMS,
        "sembilan-layanan": FORMS,
        "tanpa-biaya": (FIVE_CHAPTERS,),
        "pertama": (FOUR_CHAPTERS,),
        "tidak-dihitung": (FIVE_CHAPTERS,),
    }.items()
    for form in forms
)


@cache
def source(case: str, form: str) -> SkmReportSource:
    made = CASES[case]()
    texts = {
        section: f"Uraian {title} ditulis petugas pada bagian ini. Kalimat kedua membuatnya lebih dari satu baris.\n\nAlinea penutup."
        for section, title in TEXT_SECTIONS.items()
    }
    return SkmReportSource(replace(made.report, form=form, texts=texts), made.answers)


@cache
def pdf(case: str, form: str) -> bytes:
    made = source(case, form)
    return document_pdf(report_document(made.report, answers=made.answers))


def pages(content: bytes) -> list[list[str]]:
    """The lines of every page."""
    with pymupdf.open(stream=content, filetype="pdf") as opened:
        return [[" ".join(line.split()) for line in page.get_text().splitlines() if line.strip()] for page in opened]


def written_down(content: bytes) -> str:
    """The pages as the golden files hold them: long runs of answers as their number and a hash, the result's hash left out."""
    parts = []
    for number, lines in enumerate(pages(content), start=1):
        parts += [f"=== {number}", *_shortened(lines)]
    return re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", "\n".join(parts)) + "\n"


def _shortened(lines: list[str]) -> list[str]:
    kept: list[str] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if re.fullmatch(r"\d{1,3}|–", line):
            run.append(line)
            continue
        kept += [f"[{len(run)} nilai {hashlib.sha256(' '.join(run).encode()).hexdigest()[:12]}]"] if len(run) > 12 else run
        run = []
        kept += [line] if line else []
    return kept


def golden_file(case: str, form: str) -> Path:
    return FOLDER / f"{case}-{FORMS[form]}.txt"


if __name__ == "__main__":
    # After a change that is meant: write the files anew, look at the pages, commit.
    for each in REPORTS:
        golden_file(*each).write_text(written_down(pdf(*each)), encoding="utf-8")
        print(golden_file(*each).name, len(pages(pdf(*each))))  # noqa: T201
