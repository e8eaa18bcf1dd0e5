"""Numbers of letters, and the drafts their occasions give."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from puas.domain.letter_number import DEFAULT_PATTERN, pattern_fault, printed_number
from puas.domain.letter_occasions import LETTER_KINDS
from puas.domain.letter_source import letter_words, paragraphs_of
from puas.domain.letter_texts import LONGEST_SUBJECT, LONGEST_TEXT, LetterFacts, draft_of, has_open_place, head_of_agency, head_of_regency

DAY = date(2026, 7, 22)


@pytest.mark.parametrize(
    ("pattern", "number", "printed"),
    [
        (DEFAULT_PATTERN, 7, "007/SKM/VII/2026"),
        ("000.8.3.4/{nomor}/431.022/{tahun}", 12, "000.8.3.4/012/431.022/2026"),
        ("B-{nomor}/ORG/{bulan}/{tahun}", 1234, "B-1234/ORG/VII/2026"),
    ],
)
def test_the_number_is_set_into_the_pattern(pattern: str, number: int, printed: str) -> None:
    assert pattern_fault(pattern) == ""
    assert printed_number(pattern, number, DAY) == printed


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("", "no-number"),
        ("SKM/{tahun}", "no-number"),
        ("{nomor}/SKM", "no-year"),
        ("{nomor}/{nomor}/{tahun}", "number-twice"),
        ("{nomor}/{tahun}/{hari}", "unknown-field"),
        ("{nomor}/{tahun}/{}", "unknown-field"),
        ("{nomor}/{tahun}/{", "unknown-field"),
        ("{nomor}}/{tahun}", "unknown-field"),
        ("{{nomor}}/{tahun}", "unknown-field"),
        ("{nomor}\n{tahun}", "several-lines"),
        ("{nomor}{tahun}" + "x" * 80, "too-long"),
        ("{nomor.__class__}/{tahun}", "no-number"),
    ],
)
def test_faults_of_patterns(pattern: str, fault: str) -> None:
    assert pattern_fault(pattern) == fault


def test_months_are_roman() -> None:
    found = [printed_number("{nomor}{bulan}{tahun}", 1, date(2026, month, 1))[3:-4] for month in range(1, 13)]
    assert found == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def facts(occasion: str, **more: object) -> LetterFacts:
    return LetterFacts(occasion, "Dinas Kesehatan", "Semester I 2026", "perangkat daerah", "Bagian Organisasi (telepon 1)", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("occasion", LETTER_KINDS)
def test_every_occasion_has_a_draft_that_says_to_whom_and_about_what(occasion: str) -> None:
    draft = draft_of(facts(occasion))
    text = "\n\n".join(draft.paragraphs)
    assert "Dinas Kesehatan" in text
    assert "Semester I 2026" in text
    assert "None" not in text
    assert "  " not in text
    assert all(each.strip() == each and each.endswith(".") for each in draft.paragraphs)
    assert 0 < len(draft.subject) <= LONGEST_SUBJECT
    assert len(text) < LONGEST_TEXT / 2
    assert paragraphs_of(text) == draft.paragraphs


def test_praise_names_index_letter_rank_and_change() -> None:
    found = draft_of(facts("best", nik=Decimal("93.12"), mutu="A", predikat="Sangat Baik", rank=1, compared=27, step=Decimal("2.31")))
    assert "Indeks Kepuasan Masyarakat 93,12, mutu pelayanan A (Sangat Baik)" in found.paragraphs[0]
    assert "peringkat 1 dari 27 perangkat daerah" in found.paragraphs[0]
    assert "naik 2,31 poin" in found.paragraphs[0]
    fallen = draft_of(facts("best", nik=Decimal("93.12"), step=Decimal("-0.50")))
    assert "turun 0,50 poin" in fallen.paragraphs[0]


def test_a_reminder_says_what_is_missing_since_when_and_whom_to_ask() -> None:
    found = draft_of(facts("not_reported", since=date(2026, 7, 20), missing=("Triwulan I 2026", "Triwulan II 2026")))
    text = " ".join(found.paragraphs)
    assert found.nature == "Penting"
    assert "Batas waktu penyampaiannya adalah 20 Juli 2026." in text
    assert "Triwulan I 2026 dan Triwulan II 2026" in text
    assert "Bagian Organisasi (telepon 1)" in text
    assert "belum lapor" in text
    assert "1.200 rencana" in " ".join(draft_of(facts("late_promises", number=1200)).paragraphs)
    assert "kurang 45 orang" in " ".join(draft_of(facts("under_sample", number=45)).paragraphs)


@pytest.mark.parametrize(
    ("name", "position", "addressee"),
    [
        ("Dinas Kesehatan", "", "Kepala Dinas Kesehatan"),
        ("Dinas Kesehatan", " Plt. Kepala  Dinas ", "Plt. Kepala Dinas"),
        ("RSUD Bengawan", "", "Direktur RSUD Bengawan"),
        ("Kecamatan Lereng Sari", "", "Camat Lereng Sari"),
        ("Kelurahan Muara", "", "Lurah Muara"),
        ("Inspektorat", "", "Inspektur"),
        ("Inspektorat Daerah", "", "Inspektur Daerah"),
        ("Sekretariat DPRD", "", "Sekretaris DPRD"),
    ],
)
def test_heads_of_agencies(name: str, position: str, addressee: str) -> None:
    assert head_of_agency(name, position) == addressee


@pytest.mark.parametrize(
    ("name", "addressee"), [("Kabupaten Bojonegoro", "Bupati Bojonegoro"), ("Kota Madiun", "Wali Kota Madiun"), ("Sigi", "Bupati Sigi")]
)
def test_heads_of_regencies(name: str, addressee: str) -> None:
    assert head_of_regency(name) == addressee


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert paragraphs_of("  satu\r\n dua \n\n\n \ntiga\n") == ("satu dua", "tiga")
    assert paragraphs_of("\n \n") == ()


def test_words_of_letters() -> None:
    assert letter_words("best", "charter") == "piagam penghargaan"
    assert letter_words("best", "letter") == "surat penghargaan"
    assert letter_words("not_reported", "letter") == "surat pengingat"


def test_a_reminder_to_who_is_in_the_recap_does_not_say_that_nothing_came() -> None:
    text = " ".join(draft_of(facts("not_reported", nik=Decimal("88.80"), missing=("Semester I 2026",))).paragraphs)
    assert "belum seluruhnya kami terima" in text and "dalam rekapitulasi belum lengkap." in text
    assert "tidak dapat dimuat" not in text
    without = " ".join(draft_of(facts("not_reported", missing=("Semester I 2026",))).paragraphs)
    assert "laporan Dinas Kesehatan belum kami terima" in without and "tidak dapat dimuat dalam rekapitulasi" in without


@pytest.mark.parametrize("occasion", ["best", "most_improved", "late_promises", "under_sample"])
def test_a_draft_claims_nothing_it_does_not_know(occasion: str) -> None:
    assert has_open_place(" ".join(draft_of(facts(occasion)).paragraphs))
    known = facts(occasion, nik=Decimal("93.12"), mutu="A", predikat="Sangat Baik", number=3)
    assert not has_open_place(" ".join(draft_of(known).paragraphs))
