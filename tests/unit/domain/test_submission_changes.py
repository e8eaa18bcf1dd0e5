"""What a correction changed, in sentences: every kind of difference is named, and what is equal is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from puas.domain.report_review import chapter_name, chapter_of_text, chapters_of
from puas.domain.report_snapshot import FIVE_CHAPTERS, FORMS, PlannedFollowUp, ReportSnapshot
from puas.domain.submission_changes import changes_between
from tests.factories.snapshots import report_snapshot


@pytest.fixture
def before() -> ReportSnapshot:
    return report_snapshot()


def test_a_copy_with_another_number_and_another_day_changed_nothing(before: ReportSnapshot) -> None:
    after = replace(before, document_id="ANOTHER23", prepared_at=before.prepared_at + timedelta(days=30), verification_url="x")
    assert changes_between(before, after) == ()


def test_figures_are_named_with_their_letters(before: ReportSnapshot) -> None:
    result = before.result
    first, *others = result.unsur
    changed = replace(
        result,
        respondents=result.respondents + 1000,
        index=replace(result.index, nik=Decimal("88.40"), mutu="A"),
        unsur=(replace(first, nik=Decimal("70.01"), mutu="C"), *others),
    )
    before = replace(before, result=replace(result, index=replace(result.index, nik=Decimal("88.30"), mutu="B")))
    sentences = changes_between(before, replace(before, result=changed))
    assert "IKM 88,30 (B) menjadi 88,40 (A)." in sentences
    assert f"Jumlah responden {result.respondents} menjadi {result.respondents + 1000:,}.".replace(",", ".") in sentences
    assert any(each.startswith("Unsur Persyaratan") and each.endswith("menjadi 70,01 (C).") for each in sentences)
    assert len(sentences) == 3


def test_an_index_that_was_missing_is_said_to_be_missing(before: ReportSnapshot) -> None:
    none = replace(before.result, index=replace(before.result.index, nik=None, mutu=None))
    assert changes_between(replace(before, result=none), before)[0].startswith("IKM belum ada menjadi ")


def test_sample_population_and_services(before: ReportSnapshot) -> None:
    unit = before.result.units[0]
    changed = replace(
        before.result,
        population=None,
        sample_target=(before.result.sample_target or 0) + 1,
        units=(replace(unit, index=replace(unit.index, nik=Decimal("50.00"), mutu="D")), *before.result.units[2:]),
    )
    sentences = changes_between(before, replace(before, result=changed))
    assert any(each.startswith("Jumlah populasi") and "belum diketahui" in each for each in sentences)
    assert any(each.startswith("Sampel minimum") for each in sentences)
    assert any(each.startswith(f"Layanan {unit.name}:") and each.endswith("menjadi 50,00 (D).") for each in sentences)
    gone = before.result.units[1].name
    assert f"Layanan {gone} tidak lagi ikut dinilai." in sentences


def test_texts_are_named_by_chapter_and_spaces_do_not_count(before: ReportSnapshot) -> None:
    after = replace(before, texts={**before.texts, "analisis_masalah": "Antrean panjang."})
    assert changes_between(before, after) == ("Bab II, Analisis Masalah: uraian diubah.",)
    spaced = replace(before, texts={key: f"  {text}\n" for key, text in before.texts.items()})
    assert changes_between(before, spaced) == ()


def test_a_text_the_form_does_not_print_is_no_change(before: ReportSnapshot) -> None:
    assert changes_between(before, replace(before, texts={**before.texts, "pelaksana": "Lain."})) == ()


def test_plan_items_are_added_removed_rewritten_and_put_off(before: ReportSnapshot) -> None:
    def item(unsur: str, plan: str, when: str = "Maret 2027", who: str = "Sekretaris") -> PlannedFollowUp:
        return PlannedFollowUp(unsur, plan, when, who)

    old = replace(before, planned_follow_ups=(item("waktu", "Menambah loket"), item("biaya", "Menempel tarif"), item("sarpras", "Kursi")))
    new = replace(
        before,
        planned_follow_ups=(
            item("waktu", "Menambah loket", "April 2027", "Kepala"),
            item("sarpras", "Menata ruang tunggu"),
            item("produk", "SOP"),
        ),
    )
    assert changes_between(old, new) == (
        "Rencana tindak lanjut unsur Waktu Penyelesaian: waktu Maret 2027 menjadi April 2027.",
        "Rencana tindak lanjut unsur Waktu Penyelesaian: penanggung jawab Sekretaris menjadi Kepala.",
        "Rencana tindak lanjut unsur Sarana dan Prasarana diubah: “Kursi” menjadi “Menata ruang tunggu”.",
        "Rencana tindak lanjut unsur Produk Spesifikasi Jenis Pelayanan ditambah: “SOP”.",
        "Rencana tindak lanjut unsur Biaya/Tarif dihapus: “Menempel tarif”.",
    )


def test_the_rest_of_the_report(before: ReportSnapshot) -> None:
    after = replace(
        before,
        form=FIVE_CHAPTERS,
        target=None,
        signatory=replace(before.signatory, name="Orang Lain"),
        letterhead=replace(before.letterhead, lines=("Pemerintah Lain",)),
        suggestions=(),
        trend=before.trend[1:],
        done_follow_ups=(),
        photos=(),
    )
    before = replace(before, trend=before.trend or ())
    sentences = " ".join(changes_between(before, after))
    for words in ("Bentuk laporan tahun 2024–2025", "Penanda tangan diubah", "kop laporan", "Target"):
        assert words in sentences


@pytest.mark.parametrize("form_id", FORMS)
def test_every_chapter_of_a_form_can_be_remarked_on_and_named_later(form_id: str) -> None:
    chapters = chapters_of(form_id)
    assert chapters[0].title == "Seluruh laporan" and chapters[-1].title == "Lampiran"
    assert [chapter_name(each.key) for each in chapters] == [each.title for each in chapters]
    assert len({each.key for each in chapters}) == len(chapters)


def test_chapters_of_texts() -> None:
    assert chapter_of_text(FIVE_CHAPTERS, "analisis_masalah") == "Bab IV"
    assert chapter_of_text(FIVE_CHAPTERS, "tindak_lanjut_sebelumnya") == "Lampiran"
    assert chapter_name("something/9") == "Seluruh laporan"
