"""Drafts say what the figures say: different data, different words, and never a number that is not in the result."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from puas.domain.follow_up_ideas import PLANS, follow_up_ideas, plan_for
from puas.domain.group_means import group_means
from puas.domain.narrative import Context, draft_texts
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import TEXT_SECTIONS, GroupMean, ReportSnapshot
from puas.domain.result_builder import Frame, ServiceInput, build_agency_result
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.suggestion_topics import count_topics, topics_of
from puas.domain.tally import Tally
from tests.factories.snapshots import answers, report_snapshot, result_snapshot
from tests.unit.domain.answers import SLUGS

NAMES = {unsur.slug: unsur.name for unsur in edition().unsur}


def _context(report: ReportSnapshot) -> Context:
    return Context(report.target, report.trend, report.previous, report.done_follow_ups, report.planned_follow_ups)


def _result(*tallies: Tally, targets: int | None = None) -> ResultSnapshot:
    base = result_snapshot()
    assert base.agency is not None
    services = [ServiceInput(str(number), f"Layanan {number}", tally) for number, tally in enumerate(tallies, start=1)]
    return build_agency_result(
        edition=edition(),
        frame=Frame(base.tenant, base.period, base.frozen_at),
        agency=base.agency,
        services=services,
        population=500 if targets else None,
        sample_target=targets,
    )


def test_every_section_has_a_draft() -> None:
    report = report_snapshot()
    for context in (None, _context(report)):
        texts = draft_texts(report.result, context)
        assert list(texts) == list(TEXT_SECTIONS)
        assert all(text.strip() and "None" not in text for text in texts.values())


def test_figures_in_the_text_are_the_results() -> None:
    report = report_snapshot()
    result = report.result
    texts = draft_texts(result, _context(report))
    assert "88,01 dengan mutu B (Baik)" in texts["kesimpulan"]
    assert "mencapai target 86,00" in texts["kesimpulan"] and "lebih 2,01" in texts["kesimpulan"]
    assert "meningkat 1,65" in texts["kesimpulan"]
    assert "kurang 77" in texts["penentuan_responden"]
    assert "Waktu Penyelesaian (81,21, mutu B)" in texts["analisis_masalah"]
    assert "27 dari 271 responden (10,0%)" in texts["analisis_masalah"]
    assert "Akta Perkawinan" in texts["analisis_layanan"]
    assert "1 telah dilaksanakan, 1 dalam proses, dan 1 belum dilaksanakan" in texts["tindak_lanjut_sebelumnya"]
    assert "Kepmenpan 25/2004" in texts["tren"]
    stated = set(re.findall(r"\d+,\d\d\b(?!%)", texts["analisis_masalah"] + texts["analisis_layanan"]))
    printed = [*(each.nik for each in result.unsur), *(unit.index.nik for unit in result.units)]
    assert report.previous is not None
    before = {each.slug: each.nik for each in report.previous.unsur}
    moved = [abs((each.nik or Decimal(0)) - before[each.slug]) for each in result.unsur]
    known = {str(nik).replace(".", ",") for nik in (*printed, *before.values(), *moved)} | {"88,01", "87,35", "13,36"}
    assert stated <= known


def test_other_data_other_words() -> None:
    weak = _result(answers(60, seed=5, levels={**dict.fromkeys(SLUGS, 3.4), "perilaku": 2.1}))
    strong = _result(answers(60, seed=6, levels=dict.fromkeys(SLUGS, 3.9)))
    weak_texts, strong_texts = draft_texts(weak), draft_texts(strong)
    assert "harus didahulukan: Perilaku Pelaksana" in weak_texts["analisis_masalah"]
    assert "Tidak ada unsur bermutu kurang" in strong_texts["analisis_masalah"]
    assert PLANS["perilaku"][0] in weak_texts["rencana_tindak_lanjut"]
    different = [name for name in TEXT_SECTIONS if weak_texts[name] != strong_texts[name]]
    assert {"analisis_masalah", "rencana_tindak_lanjut", "kesimpulan", "analisis_layanan"} <= set(different)


def test_all_answers_alike_are_not_praised() -> None:
    same = _result(Tally.of_counts(30, dict.fromkeys(SLUGS, (0, 0, 0, 30))))
    text = draft_texts(same)["analisis_masalah"]
    assert "nilai yang sama" in text and "perlu diperiksa" in text
    assert "Unsur terkuat" not in draft_texts(same)["kesimpulan"]


def test_no_index() -> None:
    unanswered = _result(Tally.of_response({slug: None if slug == "biaya" else 3 for slug in SLUGS}))
    assert "Biaya/Tarif" in draft_texts(unanswered)["kesimpulan"]
    nobody = _result(Tally.empty())
    texts = draft_texts(nobody)
    assert "belum ada jawaban" in texts["kesimpulan"] and "belum ada jawaban" in texts["analisis_masalah"]


def test_sample_reached_missed_or_unknown() -> None:
    full = _result(answers(220, seed=1), targets=217)
    assert "terpenuhi" in draft_texts(full)["penentuan_responden"]
    short = _result(answers(200, seed=1), targets=217)
    assert "kurang 17" in draft_texts(short)["penentuan_responden"]
    assert "belum dicatat" in draft_texts(_result(answers(9, seed=1)))["penentuan_responden"]


def test_falling_and_missing_the_target() -> None:
    report = report_snapshot()
    assert report.target is not None and report.previous is not None
    context = replace(
        _context(report),
        target=replace(report.target, nik=Decimal("90.00")),
        previous=replace(report.previous, nik=Decimal("88.50")),
    )
    text = draft_texts(report.result, context)["kesimpulan"]
    assert "belum mencapai target 90,00" in text and "kurang 1,99" in text and "menurun 0,49" in text


def test_ideas_take_the_three_weakest_and_all_that_are_poor() -> None:
    result = result_snapshot()
    assert [idea.unsur for idea in follow_up_ideas(result, NAMES)] == [each.slug for each in result.lowest()]
    poor = _result(answers(40, seed=4, levels=dict.fromkeys(SLUGS, 2.3)))
    assert len(follow_up_ideas(poor, NAMES)) == 9
    assert set(PLANS) == set(SLUGS) and all(len(set(plans)) == 3 for plans in PLANS.values())
    assert plan_for("waktu", "A") != plan_for("waktu", "B") != plan_for("waktu", "D")


def _group(dimension: str, label: str, waktu: str, respondents: int = 40) -> GroupMean:
    nrr = {slug: Decimal("3.500") for slug in SLUGS} | {"waktu": Decimal(waktu)}
    return GroupMean(dimension, {"gender": "Jenis kelamin", "age_group": "Usia"}[dimension], label, label, respondents, nrr)


def test_the_weakest_unsur_is_told_by_group_and_by_what_people_wrote() -> None:
    report = report_snapshot()
    groups = (
        _group("gender", "Laki-laki", "3.250"), _group("gender", "Perempuan", "3.240"),
        _group("age_group", "20–29 tahun", "2.915", 74), _group("age_group", "50–59 tahun", "3.512", 29),
    )  # fmt: skip
    context = replace(_context(report), groups=groups, topics={"waktu": 9, "perilaku": 4}, suggestions=37)
    text = draft_texts(report.result, context)["analisis_masalah"]
    assert "Menurut usia, unsur Waktu Penyelesaian dinilai paling rendah oleh kelompok 20–29 tahun (nilai rata-rata 2,915 dari 74" in text
    assert "paling tinggi oleh kelompok 50–59 tahun (3,512 dari 29 responden)" in text
    assert "Dari 37 saran tertulis, menurut kata-katanya 9 menyinggung unsur Waktu Penyelesaian." in text
    alike = replace(context, groups=groups[:2], topics={}, suggestions=0)
    assert "hampir sama di semua kelompok" in draft_texts(report.result, alike)["analisis_masalah"]


def test_the_largest_moves_since_last_time_are_told() -> None:
    report = report_snapshot()
    text = draft_texts(report.result, _context(report))["analisis_masalah"]
    assert "Sejak Triwulan II 2026 kenaikan terbesar terdapat pada unsur" in text
    assert "Penurunan terbesar terdapat pada unsur Biaya/Tarif, sebesar 2,63 (dari 97,20 menjadi 94,57)" in text
    assert report.previous is not None
    other_rule = replace(report.previous, edition_name="Kepmenpan 25/2004")
    assert "terbesar" not in draft_texts(report.result, replace(_context(report), previous=other_rule))["analisis_masalah"]


def test_drafts_of_different_results_differ_in_more_than_numbers() -> None:
    def words(seed: int) -> str:
        result = _result(answers(80, seed=seed, levels={slug: 2.9 + (seed * 7 + place * 5) % 10 / 12 for place, slug in enumerate(SLUGS)}))
        return re.sub(r"[\d.,]+", "#", draft_texts(result)["analisis_masalah"])

    assert len({words(seed) for seed in range(8)}) == 8


def test_groups_are_large_and_of_the_same_answers() -> None:
    young, old = answers(40, seed=1), answers(9, seed=2)
    result = _result(young + old)
    tallies = {"age_group": {"20_29": young, "60_ke_atas": old}, "gender": {"perempuan": young}}
    means = group_means(edition(), result, tallies)
    assert [(each.dimension, each.label, each.respondents) for each in means] == [("age_group", "20–29 tahun", 40)]
    assert means[0].nrr["waktu"] == _result(young).unsur_of("waktu").nrr
    # Answers that are not those of the frozen result say nothing about it.
    assert [each.dimension for each in group_means(edition(), _result(young), tallies)] == ["gender"]


def test_topics_of_suggestions() -> None:
    assert topics_of("Antrean terlalu lama, mohon tambah petugas") == ("waktu",)
    assert topics_of("Ruang tunggu panas dan kursinya kurang") == ("sarpras",)
    assert topics_of("Petugas ramah, persyaratannya jelas") == ("persyaratan", "perilaku")
    assert topics_of("Terima kasih") == ()
    assert count_topics(["Parkir sempit", "toilet kotor", "lama sekali", ""]) == {"sarpras": 2, "waktu": 1}
