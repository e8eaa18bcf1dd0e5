"""The proof-reader on whole reports: a fixed corpus with one fault each, articles that were printed, and what must be left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from puas.domain.narrative import Context, draft_texts
from puas.domain.proof_facts import Facts
from puas.domain.proof_plan import nearly_equal
from puas.domain.proof_ranks import check_lists_against_each_other
from puas.domain.proof_text import numbers_in, sentences_of
from puas.domain.report_findings import MUST, PLACES, SEVERITIES, ReportFinding, advice_of, faults_of
from puas.domain.report_proof import proof_read
from puas.domain.report_snapshot import PlannedFollowUp, ReportSnapshot
from puas.domain.result_snapshot import PeriodIdentity
from tests.factories.officers_hand import BYSTANDERS
from tests.factories.proof_trial import FAULTS, Trial, try_corpus
from tests.factories.report_corpus import clean_case
from tests.factories.report_spoiling import FaultKind
from tests.factories.snapshots import report_snapshot

SEEDS = range(900, 902)


@cache
def trial() -> Trial:
    return try_corpus(SEEDS)


@pytest.mark.parametrize("kind", FAULTS, ids=lambda kind: kind.id)
def test_every_kind_of_fault_is_found(kind: FaultKind) -> None:
    tried, found = trial().tried[kind.id], trial().found[kind.id]
    assert tried, "no report of the corpus offers a place for this fault"
    assert found == tried, [seed for seed, id in trial().missed if id == kind.id]


def test_there_are_many_kinds_of_fault_and_they_name_known_codes() -> None:
    assert len({kind.id for kind in FAULTS}) == len(FAULTS) >= 30
    assert {code for kind in FAULTS for code in kind.codes} <= set(SEVERITIES)


def test_correct_reports_are_left_alone_and_nothing_else_is_marked_in_spoiled_ones() -> None:
    assert [(seed, each.code, each.excerpt) for seed, each in trial().clean_marked] == []
    assert trial().precision >= 0.97, [(seed, kind, each.code, each.printed) for seed, kind, each in trial().besides]


@pytest.mark.parametrize("seed", range(960, 972))
def test_drafts_need_no_correction(seed: int) -> None:
    case = clean_case(seed, by_hand=False)
    assert faults_of(proof_read(case.report, case.neighbours)) == ()


def planned(report: ReportSnapshot) -> ReportSnapshot:
    """The factory's report with its drafts and a plan for each weak unsur."""
    row = PlannedFollowUp("persyaratan", "Menyederhanakan formulir permohonan bersama warga", "Maret 2027", "Sekretaris", date(2027, 3, 1))
    report = replace(report, planned_follow_ups=(*report.planned_follow_ups, row))
    context = Context(report.target, report.trend, report.previous, report.done_follow_ups, report.planned_follow_ups)
    return replace(report, texts=draft_texts(report.result, context))


def test_a_draft_may_say_that_nothing_is_lower_than_last_time() -> None:
    report = report_snapshot()
    assert report.previous is not None
    lower = tuple(replace(each, nik=each.nik - 5) for each in report.previous.unsur)
    made = planned(replace(report, previous=replace(report.previous, edition_name=report.result.edition_name, unsur=lower)))
    assert f"Tidak ada unsur yang lebih rendah daripada {report.previous.label}" in made.texts["analisis_masalah"]
    assert [each.code for each in proof_read(made) if each.place.key == "analisis_masalah"] == []


def with_text(text: str, section: str = "kesimpulan", report: ReportSnapshot | None = None) -> tuple[ReportFinding, ...]:
    made = planned(report or report_snapshot())
    return proof_read(replace(made, texts={**made.texts, section: text}))


def codes(findings: tuple[ReportFinding, ...]) -> set[str]:
    return {each.code for each in findings if each.severity == MUST}


def test_the_factorys_report_can_be_signed() -> None:
    found = proof_read(planned(report_snapshot()))
    assert faults_of(found) == ()
    assert [each.code for each in advice_of(found)] == ["below_sample"]


@pytest.mark.parametrize("sentence", BYSTANDERS)
def test_numbers_that_are_no_figures_are_left_alone(sentence: str) -> None:
    for section in ("latar_belakang", "waktu", "kesimpulan"):
        assert codes(with_text(f"Laporan ini disusun oleh tim kami. {sentence}", section)) == set(), section


RIGHT = (
    "IKM sebesar 88,01 dengan mutu B (Baik).",
    "Indeks Kepuasan Masyarakat mencapai 88,0 atau NI 3,52.",
    "Nilai interval (NI) 3,521 dan nilai konversi (NIK) 88,01.",
    "Unsur Waktu (3,25), Sarana dan Prasarana (3,38), dan Persyaratan (3,47) adalah tiga unsur terendah.",
    "Dari 274 responden, 27 dari 271 responden (10,0%) menilai waktu penyelesaian dengan 1 atau 2.",
    "Nilai IKM naik 1,65 poin, dari 86,36 pada Triwulan II 2026 menjadi 88,01.",
    "Target 86,00 telah terlampaui dengan selisih 2,01.",
    "Survei berlangsung selama tiga bulan, Juli–September 2026.",
    "Rencana diselesaikan pada Triwulan I 2027.",
    "Waktu dan Sarana dan Prasarana, masing-masing 81,21 dan 84,39, perlu perhatian.",
    "Responden perempuan sebanyak 145 orang (52,9%).",
    "Populasi 4.000 orang, sampel minimum 351 responden.",
    "Pada layanan Kartu Keluarga nilai IKM 86,84 dengan mutu B.",
    "Kelompok usia 20–29 tahun memberi nilai terendah pada unsur Waktu Penyelesaian.",
)


@pytest.mark.parametrize("sentence", RIGHT)
def test_right_sentences_are_left_alone(sentence: str) -> None:
    found = with_text(f"Berikut kesimpulan laporan ini. {sentence}")
    assert [(each.code, each.printed, each.expected) for each in found if each.code != "below_sample"] == []


WRONG: Mapping[str, str] = {
    "IKM sebesar 88,10 dengan mutu B (Baik).": "index_does_not_fit",
    "IKM sebesar 88,01 dengan mutu A.": "letter_does_not_fit",
    "IKM 88,01 dengan predikat Sangat Baik.": "predikat_does_not_fit",
    "Mutu pelayanan B (Sangat Baik) diperoleh.": "predikat_does_not_fit",
    "Nilai unit 3,53 setelah dikonversi 88,01.": "ni_does_not_fit",
    "Unsur Waktu Penyelesaian memperoleh 3,52.": "unsur_does_not_fit",
    "Tiga unsur terendah adalah Waktu Penyelesaian, Biaya/Tarif, dan Sarana dan Prasarana.": "not_among_lowest",
    "Unsur tertinggi adalah Waktu Penyelesaian.": "not_among_highest",
    "Nilai IKM naik 0,87 poin dari periode sebelumnya.": "change_does_not_fit",
    "Nilai IKM turun 1,65 dibandingkan Triwulan II 2026.": "direction_does_not_fit",
    "Nilai ini belum mencapai target 86,00.": "target_claim_wrong",
    "Survei diikuti 88 responden.": "respondents_do_not_fit",
    "SKM Triwulan II 2026 dilaksanakan di kantor kami.": "other_period",
    "SKM dilaksanakan selama 6 bulan.": "months_do_not_fit",
    "SKM dilaksanakan pada Januari–Desember 2026.": "span_does_not_fit",
    "Survei dimulai 31 Juni 2026.": "impossible_date",
    "IKM sebesar 880,1.": "out_of_range",
    "Nilai IKM sebesar 368.": "out_of_range",
}


@pytest.mark.parametrize("sentence", WRONG)
def test_wrong_sentences_are_marked_with_what_would_be_right(sentence: str) -> None:
    found = [each for each in with_text(f"Berikut kesimpulan laporan ini. {sentence}") if each.severity == MUST]
    assert [each.code for each in found] == [WRONG[sentence]]
    assert found[0].place.key == "kesimpulan" and found[0].printed and (found[0].expected or found[0].code == "impossible_date")
    assert found[0].printed in found[0].excerpt or found[0].code in ("not_among_lowest", "not_among_highest", "predikat_does_not_fit")


def dawarblandong() -> ReportSnapshot:
    """A report of a year whose texts are those of the article: 88 users, two lists that contradict each other, and six months."""
    report = planned(report_snapshot())
    year = PeriodIdentity("year", "Tahun 2024", 2024, date(2024, 1, 1), date(2024, 12, 31), "Asia/Jakarta")
    texts = {
        **report.texts,
        "waktu": "Survei dilaksanakan selama 6 bulan, yaitu Januari–Desember 2024.",
        "penentuan_responden": "Jumlah populasi 88 orang sehingga sampel 72 responden menurut tabel Krejcie dan Morgan.",
        "analisis_masalah": (
            "Tiga unsur terendah adalah Persyaratan (3,5), Penanganan Pengaduan (3,95), dan Waktu (3,48). Sedangkan tiga unsur tertinggi "
            "adalah Sarana dan Prasarana (3,56), Biaya (4,00), dan Perilaku (3,64)."
        ),
    }
    return replace(report, result=replace(report.result, period=year), texts=texts)


def test_dawarblandong() -> None:
    report = dawarblandong()
    found = proof_read(report)
    above = [each for each in found if each.code == "lowest_above_highest"]
    assert [(each.place.key, each.printed, each.expected) for each in above] == [
        ("analisis_masalah", "Penanganan Pengaduan, Saran dan Masukan 3,95", "≤ Sarana dan Prasarana 3,56")
    ]
    months = [each for each in found if each.code == "months_do_not_fit"]
    assert [(each.place.key, each.printed, each.expected) for each in months] == [("waktu", "selama 6 bulan", "12")]
    assert "span_does_not_fit" not in {each.code for each in found}
    # 72 by formula and 73 by table both follow from 88; 80 does not.
    assert "sample_does_not_fit" not in {each.code for each in found}
    sentences = tuple(sentences_of("analisis_masalah", report.texts["analisis_masalah"]))
    assert len(list(check_lists_against_each_other(Facts.of(report), sentences))) == 1


@pytest.mark.parametrize(("sample", "is_marked"), [("72", False), ("73", False), ("80", True)])
def test_a_sample_follows_from_the_population_beside_it(sample: str, is_marked: bool) -> None:
    found = with_text(f"Jumlah populasi 4.000 orang. Pada pelaksanaan lain populasi 88 orang memberi sampel {sample} responden.")
    assert ("sample_does_not_fit" in {each.code for each in found}) is is_marked


def test_numbers_are_read_as_the_country_writes_them() -> None:
    text = "88,40 dan 1.163 serta 3.533; 12,5% lalu 14/2017 dan 08.00–15.30, 2.000.000,50"
    assert [(str(each.value), each.places, each.grouped) for each in numbers_in(text)][:3] == [
        ("88.40", 2, None),
        ("1.163", 3, 1163),
        ("3.533", 3, 3533),
    ]
    assert Decimal("2000000.50") in [each.value for each in numbers_in(text)]
    assert all(each.text not in ("14", "2017") for each in numbers_in(text))


def test_a_plan_is_compared_without_its_small_words() -> None:
    assert nearly_equal("Menambah satu loket pada jam sibuk.", "MENAMBAH SATU LOKET JAM SIBUK")
    assert nearly_equal("Memasang papan alur tahun 2025", "Memasang papan alur tahun 2026")
    assert not nearly_equal("Menambah satu loket pada jam sibuk", "Memasang papan alur pelayanan di ruang tunggu")


def test_findings_survive_being_kept() -> None:
    found = with_text("IKM sebesar 81,10. Survei dimulai 31 Juni 2026.")
    assert len(found) >= 2
    for each in found:
        assert ReportFinding.from_record(each.to_record()) == each
        assert each.place.kind in PLACES


def test_faults_come_first_and_in_the_order_of_the_report() -> None:
    found = with_text("IKM sebesar 81,10.", "latar_belakang")
    assert [each.severity for each in found] == sorted(each.severity for each in found)
    assert found[0].code == "index_does_not_fit"
