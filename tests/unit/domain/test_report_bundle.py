"""Where a report stands in the archive, and what its list says about a draft."""

from __future__ import annotations

from puas.domain.report_bundle import BundledFile, BundledReport, placed, plain_name, remarks_on
from puas.domain.report_findings import PLAN, SECTION, Place, ReportFinding


def report(agency: str, *names: str) -> BundledReport:
    files = tuple(BundledFile(f"key-{name}", name, 1, "0") for name in names)
    return BundledReport("N", agency, "Triwulan I 2026", "ready", "final", "", (), files)


def paths(*reports: BundledReport) -> list[list[str]]:
    return [[file.path for file in each.files] for each in placed(reports)]


def test_a_folder_per_agency_and_no_two_files_alike() -> None:
    first = report("Dinas A", "l.pdf", "l.docx")
    found = paths(first, report("Dinas A", "l.pdf"), report("Dinas-A", "l.pdf"), report("Dinas B", "l.pdf"))
    assert found == [["dinas-a/l.pdf", "dinas-a/l.docx"], ["dinas-a/l-2.pdf"], ["dinas-a-2/l.pdf"], ["dinas-b/l.pdf"]]


def test_names_are_taken_by_every_system() -> None:
    assert plain_name("RSUD dr. Soetomo (Kelas A) / ../../etc") == "rsud-dr-soetomo-kelas-a-etc"
    assert plain_name("喜") == "tanpa-nama" and len(plain_name("Dinas " * 40)) <= 60
    assert paths(report("喜", "l.pdf"), report("楽", "l.pdf")) == [["tanpa-nama/l.pdf"], ["tanpa-nama-2/l.pdf"]]


def test_remarks_say_where_and_how_often() -> None:
    findings = [
        ReportFinding("plan_missing", Place(PLAN, "")),
        ReportFinding("section_empty", Place(SECTION, "kesimpulan")),
        ReportFinding("placeholder", Place(SECTION, "kesimpulan")),
        ReportFinding("section_short", Place(SECTION, "saran")),
    ]
    assert remarks_on(findings) == ("perlu diperbaiki: rencana tindak lanjut (1), Kesimpulan (2)", "perlu dibaca: Saran (1)")
    assert remarks_on([]) == ()
