"""The report says what the snapshot says, chapter by chapter, and says so where something is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from puas.domain.report_snapshot import ReportSnapshot, ReportVersion
from puas.presentation.accent import contrast_on_white
from puas.presentation.numbers import index_number
from puas_reporter.documents.blocks import Block, FactList, Heading, KeyFigures, Listing, Paragraph, Signature, Table, Turn, single_blocks
from puas_reporter.documents.skm_report.content import report_document
from puas_reporter.documents.skm_report.front_matter import DEFAULT_ACCENT, print_accent
from tests.factories.snapshots import report_snapshot, result_snapshot
from tests.unit.reporter.documents import document, snapshot


def table(blocks: tuple[Block, ...], caption: str) -> Table:
    return next(block for block in single_blocks(blocks) if isinstance(block, Table) and block.caption.startswith(caption))


def prose(blocks: tuple[Block, ...]) -> str:
    return "\n".join(block.text for block in single_blocks(blocks) if isinstance(block, Paragraph))


def words_of(blocks: tuple[Block, ...]) -> str:
    """Paragraphs and facts."""
    facts = (text for block in single_blocks(blocks) if isinstance(block, FactList) for row in block.rows for text in row)
    return "\n".join((prose(blocks), *facts))


def test_four_chapters_in_the_order_of_the_form() -> None:
    found = [(heading.label, heading.number, heading.text) for heading in document().outline if heading.level == 1]
    assert found == [
        ("BAB", "I", "Pendahuluan"),
        ("BAB", "II", "Analisis Data SKM"),
        ("BAB", "III", "Hasil Tindak Lanjut SKM Periode Sebelumnya"),
        ("BAB", "IV", "Kesimpulan"),
        ("LAMPIRAN", "1", "Kuesioner"),
        ("LAMPIRAN", "2", "Hasil Pengolahan Data"),
    ]
    sections = [heading.number for heading in document().outline if heading.level == 2]
    assert sections == ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "4.1", "4.2"]


def test_every_figure_is_the_snapshots() -> None:
    result = snapshot().result
    figures = table(document().body, "Nilai rata-rata dan mutu per unsur")
    assert [row[3] for row in figures.rows] == [index_number(each.nik) for each in result.unsur]
    assert figures.totals[0][3] == index_number(result.index.nik)
    services = table(document().body, "IKM per jenis layanan")
    assert [(row[1], row[3]) for row in services.rows] == [(unit.name, index_number(unit.index.nik)) for unit in result.units]
    boxes = next(block for block in document().body if isinstance(block, KeyFigures))
    assert boxes.items[0].value == index_number(result.index.nik)
    assert boxes.items[1].remark == "sampel 351, kurang 77"


def test_lowest_and_highest_are_three_each_and_apart() -> None:
    lowest = [row[2] for row in table(document().body, "Tiga unsur dengan nilai terendah").rows]
    highest = [row[2] for row in table(document().body, "Tiga unsur dengan nilai tertinggi").rows]
    assert len(lowest) == len(highest) == 3
    assert max(lowest) <= min(highest)


def test_written_texts_stand_in_their_sections() -> None:
    body = document().body
    start = next(index for index, block in enumerate(body) if isinstance(block, Heading) and block.number == "1.1")
    assert body[start + 1 : start + 3] == (Paragraph("Uraian Latar Belakang."), Paragraph("Paragraf kedua."))


def test_previous_follow_ups_carry_the_words_of_the_form() -> None:
    done = table(document().body, "Tindak lanjut hasil SKM periode sebelumnya")
    assert [row[2] for row in done.rows] == ["SUDAH", "PROSES", "BELUM"]
    assert "Hambatan: Anggaran perubahan baru disahkan Agustus." in done.rows[1][3]
    assert "naik 1,65 poin dari" in prose(document().body)


def test_a_first_survey_says_that_there_is_no_previous_one() -> None:
    first = report_document(report_snapshot(previous=None, done_follow_ups=(), trend=(), target=None, planned_follow_ups=()))
    said = prose(first.body)
    assert "Belum ada survei periode sebelumnya" in said
    assert "Belum ada nilai periode sebelumnya." in said
    assert "Rencana tindak lanjut belum diisi." in said


def test_services_left_out_are_named_with_the_reason() -> None:
    assert "Akta Perkawinan (tidak ada jawaban)" in prose(document().body)


def test_without_an_index_the_reason_stands_in_its_place() -> None:
    result = result_snapshot()
    nothing = replace(result.index, ni=None, nik=None, mutu=None, predikat=None, reason="unanswered_unsur", reason_unsur=("biaya",))
    said = report_document(report_snapshot(replace(result, index=nothing), trend=()))
    assert "Indeks belum dapat ditetapkan karena ada unsur yang tidak dijawab satu responden pun: Biaya/Tarif." in prose(said.body)
    boxes = next(block for block in said.body if isinstance(block, KeyFigures))
    assert (boxes.items[0].value, boxes.items[0].remark) == ("–", "belum ada indeks")


def test_an_old_weight_is_confessed() -> None:
    result = result_snapshot()
    old = report_document(report_snapshot(replace(result, policies=replace(result.policies, weight="0.11"))))
    assert "bobot tercetak 0,11" in table(old.body, "IKM per jenis layanan").note


def test_suggestions_are_quoted_word_for_word() -> None:
    quoted = next(block for block in document().body if isinstance(block, Listing))
    assert any('=HYPERLINK("http://contoh.example") <b>parkir</b>' in item for item in quoted.items)


def test_sample_data_are_marked_and_real_data_are_not() -> None:
    assert document().sample_mark.startswith("DATA CONTOH")
    real = report_document(report_snapshot(replace(result_snapshot(), sample_data=False)))
    assert real.sample_mark == ""


def test_the_wide_tables_stand_on_turned_pages() -> None:
    body = document().body
    turn = next(index for index, block in enumerate(body) if isinstance(block, Turn))
    assert "Nilai per unsur menurut jenis layanan" in [block.caption for block in body[turn:] if isinstance(block, Table)][0]


def test_an_accent_that_cannot_carry_white_text_is_printed_darker() -> None:
    assert print_accent("#0b6e4f") == "#0b6e4f"
    assert contrast_on_white(print_accent("#FFE600")) >= 4.5
    assert print_accent("merah") == DEFAULT_ACCENT


def test_the_signature_stands_beside_the_address_to_check_the_document_at() -> None:
    signature = next(block for block in single_blocks(document().front) if isinstance(block, Signature))
    assert signature.check_at == "https://skm.contoh.example/verifikasi/K7M2QX9"
    assert (signature.name, signature.nip) == ("Dra. Sri Wahyuningsih, M.Si.", "19680512 199303 2 004")
    assert signature.place_and_date == "Arjosari, 7 Oktober 2026"


def test_an_undated_signature_leaves_room_for_the_hand() -> None:
    report = report_snapshot()
    undated = report_document(replace(report, signatory=replace(report.signatory, signed_on=None, name="", nip="")))
    signature = next(block for block in single_blocks(undated.front) if isinstance(block, Signature))
    assert "……" in signature.place_and_date and "……" in signature.name and signature.nip == ""


def test_a_corrected_report_tells_its_versions_and_a_first_one_none() -> None:
    first = report_snapshot()
    assert "RIWAYAT VERSI" not in words_of(report_document(first).front)
    versions = (
        ReportVersion(1, "ABC234DEF", date(2026, 10, 5), "", ()),
        ReportVersion(2, first.document_id, date(2026, 11, 2), "Salah <hitung> & jumlah.", tuple(f"Perubahan {n}." for n in range(1, 18))),
    )
    said = words_of(report_document(replace(first, versions=versions)).front)
    assert "RIWAYAT VERSI" in said and "5 Oktober 2026, nomor dokumen ABC234DEF." in said and "Versi pertama." in said
    assert "Alasan: Salah <hitung> & jumlah." in said and "Perubahan 15." in said and "Perubahan 16." not in said
    assert "Dan 2 perubahan lain." in said
    nothing = replace(first, versions=(versions[0], replace(versions[1], changes=())))
    assert "Tidak ada angka atau uraian yang berubah." in words_of(report_document(nothing).front)
    unknown = replace(first, versions=(replace(versions[0], document_id=""), nothing.versions[1]))
    assert "Tidak ada angka" not in words_of(report_document(unknown).front)


def test_a_report_frozen_before_versions_were_kept_can_still_be_read() -> None:
    plain = json.loads(report_snapshot().to_json())
    del plain["versions"]
    assert ReportSnapshot.from_json(json.dumps(plain)).versions == ()
