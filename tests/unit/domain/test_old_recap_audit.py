"""Auditing old recaps: published ones give their known verdicts, and single slips are named for what they are."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from puas.domain.old_recap_audit import audit_recap
from puas.domain.old_recap_findings import Finding, RecapAudit
from puas.domain.old_recap_import import proposals
from puas.domain.old_recap_sentences import whole_paragraph, why
from puas.domain.old_recap_sheet import read_recap
from puas.domain.old_recap_tables import UnusableRecap
from tests.factories.recap_grids import Grid, answers, grid

U = " | ".join(f"U{number}" for number in range(1, 10))
# A published result: 29 respondents, sums in the order of the questionnaire.
SUMS = (105, 101, 100, 116, 102, 105, 106, 105, 115)


def _audit(*sheets: Grid, **options: str) -> RecapAudit:
    return audit_recap(read_recap(sheets, **options))  # type: ignore[arg-type]


def _rows(sums: tuple[int, ...] = SUMS, people: int = 29) -> list[tuple[int | str, ...]]:
    columns = [[total // people + (1 if row < total % people else 0) for row in range(people)] for total in sums]
    return list(zip(*columns, strict=True))


def _of_answers(nik: str, *below: str) -> RecapAudit:
    return _audit(grid(f"Tahun 2021\nNo | {U}\n{answers(_rows())}\nIKM Unit Pelayanan | {nik}\n" + "\n".join(below)))


def _causes(audit: RecapAudit) -> list[tuple[str, tuple[str, ...]]]:
    return [(finding.code, finding.causes) for finding in audit.findings]


def _one(audit: RecapAudit) -> Finding:
    (finding,) = audit.findings
    return finding


def test_the_exact_index_needs_no_word() -> None:
    audit = _of_answers("91,48", "Mutu | A")
    assert audit.findings == ()
    assert (audit.lines[0].exact_nik, audit.lines[0].convention) == (Decimal("91.475"), "exact")


def test_a_sheets_own_quotient_is_exact() -> None:
    assert _of_answers("91.47509578544061").findings == ()


@pytest.mark.parametrize(
    ("nik", "causes"),
    [("90,56", ("weight-0.11",)), ("91,38", ("weight-0.111",)), ("91,47", ("truncated",)), ("82,33", ("divided-by-ten",))],
)
def test_what_an_office_did_instead(nik: str, causes: tuple[str, ...]) -> None:
    finding = _one(_of_answers(nik))
    assert finding.causes[: len(causes)] == causes
    assert (finding.printed, finding.exact, finding.cell) == (nik, "91,48", "B32")


def test_what_cannot_be_told_apart_is_said() -> None:
    audit = _audit(grid(f"No | {U}\n{answers([(4,) * 9, (4,) * 9])}\nIKM | 99,00\nMutu | A"))
    finding = _one(audit)
    assert {"weight-0.11", "parts-2-places"} <= set(finding.causes) and finding.certainty == "likely"


def test_what_the_legend_says_comes_first() -> None:
    audit = _audit(grid(f"No | {U}\n{answers([(4,) * 9, (4,) * 9])}\nIKM | 99,00\nKeterangan: NRR tertimbang = NRR x 0,11"))
    finding = _one(audit)
    assert finding.causes[0] == "weight-0.11" and finding.certainty == "sure"


def test_rounding_twice_is_told_from_the_printed_nrr() -> None:
    means = (Decimal(total) / 29 for total in SUMS)
    nrr = [round(mean, 2) for mean in means]
    parts = sum(round(each * Decimal("0.111"), 3) for each in nrr)
    below = f"NRR | {' | '.join(map(str, nrr))}"
    finding = _one(_of_answers(str(parts * 25), below))
    assert "rounded-nrr+parts-3-places-0.111" in finding.causes or "nrr-2-places-0.111" in finding.causes


def test_nothing_is_made_up_for_a_figure_nothing_explains() -> None:
    finding = _one(_of_answers("87,13"))
    assert (finding.causes, finding.certainty) == ((), "open")


def test_blanks_counted_as_people_who_gave_nothing() -> None:
    rows = _rows()
    rows[0] = ("", *rows[0][1:])
    below = "NRR | 3,483 | 3,483 | 3,448 | 4,000 | 3,517 | 3,621 | 3,655 | 3,621 | 3,966\nIKM | 91,09"
    audit = _audit(grid(f"No | {U}\n{answers(rows)}\n{below}"))
    assert ("nrr", ("blanks-counted",)) in _causes(audit)


@pytest.mark.parametrize(
    ("nik", "mutu", "year", "causes"),
    [
        ("76,475", "B", 2019, "bands-2004"),
        ("81,30", "A", 2019, "bands-2004"),
        ("88,31", "B", 2019, "strict-comparison"),
        ("88,34", "B", 2019, "letter-from-ni"),
        ("70,00", "A", 2019, "letter-wrong"),
        ("76,48", "B", 2012, ""),
        ("76,48", "C", 2012, "bands-2017"),
    ],
)
def test_letters_and_the_table_they_come_from(nik: str, mutu: str, year: int, causes: str) -> None:
    audit = _audit(grid(f"Perangkat Daerah | Tahun | IKM | Mutu\nDinas Kesehatan | {year} | {nik} | {mutu}"))
    if not causes:
        assert audit.findings == () and audit.lines[0].edition_id == "kepmenpan-25-2004"
        return
    assert causes in _one(audit).causes


def test_the_letter_comes_from_the_index_and_never_from_a_rounded_interval() -> None:
    audit = _audit(grid("Tahun | NI | IKM | Mutu\n2024 | 3,53 | 88,40 | A\n2025 | 3,73 | 93,16 | A"))
    assert _causes(audit) == [("ni", ("ni-truncated",))]


def test_a_change_that_does_not_follow_and_a_previous_value_that_was_cut() -> None:
    audit = _audit(
        grid("Tahun | IKM | Tahun Sebelumnya | Kenaikan\n2022 | 88,028 | | \n2023 | 89,10 | 88,02 | 1,08\n2024 | 90,00 | 89,10 | 1")
    )
    assert _causes(audit) == [("change", ("truncated",))]
    wrong = _audit(grid("Tahun | IKM | Kenaikan\n2021 | 77,92 |\n2022 | 78,04 | 0,22"))
    assert _causes(wrong) == [("change", ("change-wrong",))]


def test_a_mean_of_respondents_and_a_row_left_out() -> None:
    rows = "KTP | 400 | 83,33\nKK | 50 | 81,11\nAkta | 20 | 70,00"
    head = "Jenis Layanan | Total Responden | IKM Per Jenis Layanan"
    simple, weighted, missed = (_audit(grid(f"{head}\n{rows}\nRata-rata | 470 | {mean}")) for mean in ("78,15", "82,53", "82,22"))
    assert simple.findings == ()
    assert _one(weighted).causes == ("respondent-weighted",)
    assert _one(missed).causes == ("row-missed:Akta",)
    people = _audit(grid(f"{head}\n{rows}\nJumlah | 480 |"))
    assert _causes(people) == [("respondents", ("respondents-sum",))]


def test_a_copied_row_and_a_copied_index() -> None:
    nrr = " | ".join(["3,41", "3,52", "3,33", "3,91", "3,45", "3,52", "3,61", "3,22", "3,37"])
    other = " | ".join(["3,11", "3,22", "3,13", "3,81", "3,25", "3,32", "3,31", "3,02", "3,17"])
    head = f"Perangkat Daerah | {U} | IKM | Mutu"
    copied = _audit(grid(f"{head}\nDinas A | {nrr} | 87,06 | B\nDinas B | {nrr} | 87,06 | B"))
    assert [(each.causes, each.detail) for each in copied.findings] == [(("copied-row",), "Dinas A")]
    index = _audit(grid(f"{head}\nDinas A | {nrr} | 87,06 | B\nDinas B | {other} | 87,06 | B"))
    assert [(each.causes, each.detail) for each in index.findings] == [(("copied-index",), "Dinas A")]


def test_a_table_of_names_settles_numbers_or_contradicts_names() -> None:
    side = "\n".join(
        f"{number} | {name} | {value}"
        for number, (name, value) in enumerate(
            zip(
                ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Penanganan Pengaduan", "Sarana"],
                ["3,62", "3,48", "3,45", "4,00", "3,52", "3,62", "3,66", "3,97", "3,62"], strict=True,
            ), 1,
        )
    )  # fmt: skip
    table = f"{answers(_rows())}\n\nNo | Unsur Pelayanan | Nilai Rata-rata\n{side}"
    settled = _audit(grid(f"No | {U}\n{table}"))
    assert [code for code, _ in _causes(settled)] == []
    named = U.replace("U8", "U8 Pengaduan").replace("U9", "U9 Sarpras")
    assert _causes(_audit(grid(f"No | {named}\n{table}"))) == [("labels", ("labels-swapped",))]


def test_fourteen_unsur_long_after_they_were_replaced() -> None:
    names = " | ".join(f"U{number}" for number in range(1, 15))
    audit = _audit(grid(f"Tahun 2023\nNo | {names}\n{answers([(3,) * 14, (4,) * 14])}\nIKM | 86,98\nMutu | A"))
    assert _causes(audit)[0] == ("rule", ("edition-outdated",))
    assert "weight-0.071" in audit.findings[1].causes


def test_five_points_are_told() -> None:
    rows: list[tuple[int | str, ...]] = [(5, 4, 5, 4, 5, 4, 5, 4, 5), (4, 4, 5, 5, 5, 4, 4, 4, 5)]
    audit = _audit(grid(f"No | {U}\n{answers(rows)}\nIKM | 90,00"))
    assert _one(audit).causes == ("five-point",)


def test_the_record_reads_back() -> None:
    audit = _of_answers("90,56", "Mutu | A")
    assert RecapAudit.from_json(audit.to_json()) == audit


_WORDS = (
    "", "", "3", "4", "2", "5", "3,45", "88,31", "0", "-1", "A", "B (Baik)", "U1", "U8", "U9", "U10", "Persyaratan", "Biaya", "Pengaduan",
    "Sarpras", "NRR", "NRR tertimbang", "IKM", "Mutu", "Tahun", "2021", "1899", "Perangkat Daerah", "Jenis Layanan", "Jumlah", "Rata-rata",
    "Jumlah Responden", "999999999999", "0,8831", "#DIV/0!", "=A1", "31 Juni 2021", "Kenaikan", "88.3027777777778", "²", "..,", "Maklumat",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_nonsense_is_read_without_falling_over(seed: int) -> None:
    rng = random.Random(seed)
    rows = [" | ".join(["No", *U.split(" | "), "IKM", "Mutu"])] if rng.random() < 0.7 else []
    width = rng.randint(2, 12)
    rows += [" | ".join(rng.choice(_WORDS) for _ in range(width)) for _ in range(rng.randint(2, 14))]
    try:
        audit = _audit(grid("\n".join(rows)))
    except UnusableRecap:
        return
    assert RecapAudit.from_json(audit.to_json()) == audit
    assert whole_paragraph(audit) and all(why(finding) for finding in audit.findings)
    for proposal in proposals(audit, ()):
        assert proposal.respondents is None or proposal.respondents < 2**31
        assert proposal.exact_nik is None or proposal.exact_nik <= 125
