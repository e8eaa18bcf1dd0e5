"""The form with five chapters beside that with four: the same figures in another order, in the tables of its years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pytest
from PIL import Image

from puas.domain.index_score import POOLED
from puas.domain.report_snapshot import DRAFT, FIVE_CHAPTERS, FOUR_CHAPTERS, Photo, PlannedFollowUp, ReportSnapshot, Suggestion
from puas.domain.result_snapshot import Policies
from puas.domain.worksheet import worksheet
from puas.presentation.numbers import average_number, index_number, whole_number
from puas_reporter.documents.blocks import Document, FootCell, Heading, LongTable, Paragraph, PhotoRow, Table, Turn, single_blocks
from puas_reporter.documents.blocks import Photo as PrintedPhoto
from puas_reporter.documents.picture_size import fitted, size_of
from puas_reporter.documents.skm_report.content import DRAFT_MARK, report_document
from puas_reporter.documents.skm_report.look_back import look_back
from puas_reporter.formats.document_pdf import document_pdf
from puas_reporter.formats.fonts import REPLACEMENT
from tests.factories.reports import report_source
from tests.unit.reporter.documents import pages

SERVICES = (("Kartu Keluarga", 12), ("Akta Kelahiran", 7), ("Akta Perkawinan", 0))


def picture(kind: str, size: tuple[int, int]) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, (90, 120, 160)).save(target, kind)
    return target.getvalue()


@cache
def report(form: str = FIVE_CHAPTERS) -> ReportSnapshot:
    return replace(report_source(SERVICES, policies=Policies(aggregation=POOLED)).report, form=form)


@cache
def document(form: str = FIVE_CHAPTERS) -> Document:
    return report_document(report(form), answers=report_source(SERVICES).answers)


def tables(made: Document) -> dict[str, Table]:
    return {block.caption: block for block in single_blocks(made.body) if isinstance(block, Table)}


def table(made: Document, caption: str) -> Table:
    return next(each for name, each in tables(made).items() if name.startswith(caption))


def prose(made: Document) -> str:
    return "\n".join(block.text for block in single_blocks(made.body) if isinstance(block, Paragraph))


def test_five_chapters_in_the_order_of_the_form() -> None:
    found = [(heading.label, heading.number, heading.text) for heading in document().outline if heading.level == 1]
    assert found == [
        ("BAB", "I", "Pendahuluan"),
        ("BAB", "II", "Pengumpulan Data SKM"),
        ("BAB", "III", "Hasil Pengolahan Data SKM"),
        ("BAB", "IV", "Analisis Hasil SKM"),
        ("BAB", "V", "Kesimpulan"),
        ("LAMPIRAN", "1", "Kuesioner"),
        ("LAMPIRAN", "2", "Hasil Pengolahan Data"),
        ("LAMPIRAN", "3", "Dokumentasi"),
        ("LAMPIRAN", "4", "Laporan Hasil Tindak Lanjut SKM Periode Sebelumnya"),
    ]
    sections = [heading.number for heading in document().outline if heading.level == 2]
    assert sections == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "4.1", "4.2", "4.3"]


def test_both_forms_print_the_same_figures() -> None:
    for caption in ("IKM per jenis layanan", "Nilai rata-rata dan mutu per unsur", "Tiga unsur dengan nilai terendah", "Tren nilai SKM"):
        assert table(document(), caption) == table(document(FOUR_CHAPTERS), caption)
    long_tables = [[block for block in document(form).body if isinstance(block, LongTable)] for form in (FIVE_CHAPTERS, FOUR_CHAPTERS)]
    assert long_tables[0] == long_tables[1] and len(long_tables[0]) == 2


def test_an_annex_after_turned_pages_is_upright_again() -> None:
    turns = [block.landscape for block in document().body if isinstance(block, Turn)]
    assert turns == [True, False]


def test_respondents_are_counted_in_the_lists_of_those_years() -> None:
    found = table(document(), "Responden menurut karakteristik")
    assert [column.title for column in found.columns] == ["No", "Karakteristik", "Indikator", "Jumlah", "Persentase"]
    labels = [row[2] for row in found.rows]
    assert {"SD ke bawah", "SLTP", "SLTA", "D-III", "S-1", "PNS", "Lainnya"} <= set(labels) and "Tidak Sekolah" not in labels
    assert {"Kartu Keluarga", "Akta Perkawinan"} <= set(labels), "the service is a characteristic of its own"
    groups = [row[1] for row in found.rows if row[1]]
    assert groups[0] == "Jenis Kelamin" and groups[-1] == "Jenis Layanan" and "Saluran" not in groups
    profile = report().result.profile_of("education")
    assert profile is not None
    lower = profile.counts()["tidak_sekolah"] + profile.counts()["sd"]
    assert next(row[3] for row in found.rows if row[2] == "SD ke bawah") == str(lower)


def test_the_timetable_knows_the_days_on_record() -> None:
    rows = table(document(), "Waktu pelaksanaan SKM").rows
    assert [row[2:] for row in rows] == [
        ("sebelum 1 Juli 2026", "–"),
        ("1 Juli – 30 September 2026", "66"),
        ("1–2 Oktober 2026", "2"),
        ("2–7 Oktober 2026", "4"),
    ]


def test_plans_are_marked_in_their_quarter() -> None:
    found = table(document(), "Rencana Tindak Lanjut")
    assert found.caption.endswith("tahun 2027")
    assert [row[3:7] for row in found.rows] == [("√", "", "", ""), ("", "√", "", ""), ("", "", "", "")]
    assert "nomor 3" in found.note


def test_plans_over_two_years_name_the_year() -> None:
    planned = tuple(PlannedFollowUp("waktu", "Rencana", "", "Sekretaris", day) for day in (date(2026, 11, 1), date(2027, 2, 1)))
    found = table(report_document(replace(report(), planned_follow_ups=planned)), "Rencana Tindak Lanjut")
    assert [row[3:7] for row in found.rows] == [("", "", "", "2026"), ("2027", "", "", "")]


def test_the_processing_table_is_the_worksheet() -> None:
    sheet = worksheet(report().result)
    found = [block for block in document().body if isinstance(block, LongTable)]
    for part, made in zip(sheet.unit.parts, found, strict=True):
        assert f"{part.name} (n = {part.respondents})" in made.caption
        assert len(made.rows) == part.respondents
        sums = [sum(int(row[column]) for row in made.rows if row[column] != "–") for column in range(1, 10)]
        assert list(made.totals[0][1:]) == [FootCell(whole_number(value), align="center") for value in sums]
        assert [each.total for each in part.unsur] == sums
        assert [cell.text for cell in made.totals[2][1:]] == [average_number(each.nrr.printed) for each in part.unsur if each.nrr]
        assert [cell.text for cell in made.totals[3][1:]] == [average_number(each.weighted.printed) for each in part.unsur if each.weighted]
        assert part.ni is not None and part.nik is not None
        assert made.totals[4][1].text == average_number(part.ni.printed)
        assert made.totals[5][1].text.startswith(f"{index_number(part.nik.printed)}, mutu ")
        assert made.summary is not None and [row[2] for row in made.summary.rows] == [cell.text for cell in made.totals[2][1:]]


def test_one_line_derives_the_unit_by_the_policy_of_the_result() -> None:
    line = next(line for line in prose(document()).splitlines() if line.startswith("IKM unit layanan menurut cara"))
    unit = worksheet(report().result).unit
    assert unit.ni is not None and unit.nik is not None
    assert "gabungan seluruh jawaban" in line and unit.ni.expression in line
    assert f"= {index_number(unit.nik.printed)}, mutu" in line
    assert "rata-rata sederhana" in prose(report_document(report_source(SERVICES).report))


def test_erased_answers_are_counted_instead() -> None:
    erased = report_document(report())
    first = next(block for block in erased.body if isinstance(block, LongTable))
    counts = report().result.units[0].counts
    assert [row[1] for row in first.rows] == [whole_number(counts["persyaratan"][score]) for score in range(4)]
    assert "tidak dicetak: jawaban itu tidak lagi tersimpan" in prose(erased)
    kept = next(block for block in document().body if isinstance(block, LongTable))
    assert first.totals == kept.totals and first.summary == kept.summary


def test_a_period_without_answers_makes_a_report_that_says_so() -> None:
    nobody = report_source((("Kartu Keluarga", 0), ("Akta Kelahiran", 0))).report
    for form in (FOUR_CHAPTERS, FIVE_CHAPTERS):
        made = report_document(replace(nobody, form=form, planned_follow_ups=()))
        assert "Tidak satu pun jenis layanan memperoleh jawaban" in prose(made)
        assert "tidak ada data yang diolah" in prose(made)
        assert "Kartu Keluarga (tidak ada jawaban)" in prose(made)
        assert not any(isinstance(block, LongTable) for block in made.body)
    assert any("belum ada indeks" in page for page in pages(document_pdf(made)))


def test_evidence_is_numbered_in_the_table_and_below_it() -> None:
    pictures = {"a": picture("JPEG", (800, 600)), "b": picture("PNG", (600, 800))}
    done = report().done_follow_ups
    shown = (
        replace(done[0], photos=(Photo("Loket keempat", "a", ""), Photo("", "gone", ""))),
        replace(done[1], photos=(Photo("Kursi baru", "b", ""),)),
        done[2],
    )
    made = report_document(replace(report(), done_follow_ups=shown), pictures)
    rows = table(made, "Tindak lanjut hasil SKM periode sebelumnya").rows
    assert [row[4].splitlines()[-1] for row in rows] == ["Foto 1–2", "Foto 3", "–"]
    printed = [photo.caption for block in single_blocks(made.body) if isinstance(block, PhotoRow) for photo in block.photos]
    assert printed == ["Foto 1. Loket keempat", "Foto 3. Kursi baru"]


@pytest.mark.parametrize("paragraphs", (0, 18, 22))
def test_a_photograph_stays_on_the_page_of_the_promises_it_proves(paragraphs: int) -> None:
    made = report()
    done = replace(made.done_follow_ups[0], photos=(Photo("Loket keempat", "a", ""),))
    shown = replace(made, done_follow_ups=(done, *made.done_follow_ups[1:]))
    blocks = look_back(shown, {"a": picture("JPEG", (800, 600))})
    above = tuple(Paragraph("Uraian petugas tentang periode sebelumnya.") for _ in range(paragraphs))
    said = pages(document_pdf(replace(report_document(made), cover=None, front=(), body=(*above, *blocks))))
    [page] = [page for page in said if "Foto 1. Loket keempat" in page]
    assert "Deskripsi Tindak Lanjut" in page


def test_photographs_have_their_annex_and_without_them_only_the_older_form_keeps_it() -> None:
    photos = (Photo("Pengisian survei di loket", "a", ""),)
    pictures = {"a": picture("JPEG", (1600, 1200))}
    for form, number in ((FOUR_CHAPTERS, "2"), (FIVE_CHAPTERS, "3")):
        made = report_document(replace(report(form), photos=photos), pictures)
        assert Heading("Dokumentasi", 1, number, label="LAMPIRAN") in made.outline
        assert [block.caption for block in made.body if isinstance(block, PrintedPhoto)] == ["Pengisian survei di loket"]
    assert "Tidak ada foto kegiatan" in prose(document())
    assert "Dokumentasi" not in [heading.text for heading in document(FOUR_CHAPTERS).outline]


@pytest.mark.parametrize(("kind", "size"), [("JPEG", (1600, 900)), ("PNG", (300, 500))])
def test_a_picture_is_measured_by_its_head(kind: str, size: tuple[int, int]) -> None:
    content = picture(kind, size)
    assert size_of(content) == size
    assert size_of(content[:20]) == (1, 1), "what is cut off is fitted like a square"
    width, height = fitted(content, 200, 100)
    assert width <= 200.001 and height <= 100.001 and abs(width / height - size[0] / size[1]) < 0.001


def test_every_page_of_a_draft_says_that_it_is_one() -> None:
    assert document().draft_mark == ""
    draft = report_document(replace(report(FOUR_CHAPTERS), stage=DRAFT))
    assert draft.marks == (DRAFT_MARK, draft.sample_mark), "both marks apply"
    assert all(DRAFT_MARK in page and "DATA CONTOH" in page for page in pages(document_pdf(draft)))


def test_long_names_and_strange_suggestions_break_no_page() -> None:
    name = "Dinas Pemberdayaan Masyarakat dan Desa, Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana"
    agency = report().result.agency
    assert agency is not None
    result = replace(report().result, agency=replace(agency, name=name, short_name=""))
    strange = (Suggestion("Mantap 👍 ꦱ <script>alert(1)</script> =1+1", "Kartu Keluarga"),)
    said = pages(document_pdf(report_document(replace(report(), result=result, suggestions=strange))))
    assert all("… · Triwulan III 2026 · K7M2QX9" in page for page in said[1:]), "the name gives way to the number"
    whole = " ".join(said)
    assert name in whole
    assert f"Mantap {REPLACEMENT} {REPLACEMENT} <script>alert(1)</script> =1+1" in whole
