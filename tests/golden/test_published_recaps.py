"""Published results written as recaps: the auditor repeats every verdict that was reached by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from puas.domain.old_recap_audit import audit_recap
from puas.domain.old_recap_findings import RecapAudit
from puas.domain.old_recap_sheet import read_recap
from puas.domain.rounding import round_half_up
from tests.factories.recap_grids import answers, grid
from tests.golden.golden_data import published, published_with_scores, scores_adding_up_to, sums_and_counts

CASES = {case["id"]: case for case in published()}
U = " | ".join(f"U{number}" for number in range(1, 10))
# What the recomputed figures of the data are called there, and the cause the auditor must name for it.
CAUSES = {
    "w0.111": "weight-0.111",
    "w0.11": "weight-0.11",
    "nrr2dp_w0.111": "nrr-2-places-0.111",
    "nrr2dp_w0.11": "nrr-2-places-0.11",
    "weighted_each_2dp(1/9)": "parts-2-places",
    "weighted_each_3dp(w0.111)": "parts-3-places-0.111",
    "weighted_each_2dp(w0.11)": "parts-2-places-0.11",
    "NI_2dp_then_x25": "ni-2-places",
    "NI_3dp_then_x25": "ni-3-places",
}


def _audit(text: str) -> RecapAudit:
    return audit_recap(read_recap([grid(text)], order="body"))


def _recap(case: dict[str, Any]) -> RecapAudit:
    values = " | ".join(case["unsur"].values())
    mutu = (case["published"].get("mutu") or "").partition(" ")[0]
    return _audit(f"Perangkat Daerah | {U} | IKM | Mutu\nDinas | {values} | {case['published']['ikm']} | {mutu}")


def test_published_indexes_that_agree_give_no_finding() -> None:
    for name in ("agency2025-t3", "agency2025-t4", "pekalongan-arpus-kearsipan-2025", "tubaba-disdukcapil-2023s1"):
        assert _recap(CASES[name]).findings == (), name


def test_division_by_ten() -> None:
    audit = _recap(CASES["seluma-sengkuang"])
    (finding,) = audit.findings
    assert finding.causes == ("divided-by-ten",)
    assert (finding.printed, finding.exact, audit.lines[0].exact_mutu) == ("80,50", "89,44", "A")


def test_a_weight_of_0_11() -> None:
    case = CASES["biro-organisasi-app-resp1"]
    audit = _audit(f"Tahun 2024\nNo | {U}\n1 | {' | '.join(map(str, case['sum']))}\nIKM | {case['published']['ikm']}")
    (finding,) = audit.findings
    assert "weight-0.11" in finding.causes and finding.exact == "58,33"


@pytest.mark.parametrize("case", [each for each in published_with_scores() if each.get("sum")], ids=lambda case: case["id"])
@pytest.mark.parametrize("name", CAUSES)
def test_raw_answers_under_every_convention(case: dict[str, Any], name: str) -> None:
    """An office that had gone this way would have been told so."""
    totals, counts = sums_and_counts(case)
    most = max(counts)
    columns = [[*map(str, scores_adding_up_to(total, count)), *[""] * (most - count)] for total, count in zip(totals, counts, strict=True)]
    rows = [tuple(row) for row in zip(*columns, strict=True)]
    printed = round_half_up_text(case["recomputed_ikm"][name])
    exact = round_half_up_text(case["recomputed_ikm"]["exact_1/9"])
    audit = _audit(f"Tahun 2022\nNo | {U}\n{answers(rows)}\nIKM | {printed}")
    found = [finding for finding in audit.findings if finding.code == "index"]
    if printed == exact:
        assert found == []
        return
    (finding,) = found
    assert CAUSES[name] in finding.causes
    assert finding.exact == exact.replace(".", ",")


def round_half_up_text(four_places: str) -> str:
    from fractions import Fraction

    return str(round_half_up(Fraction(Decimal(four_places)), 2))


@pytest.mark.parametrize("case", [each for each in published() if each["kind"] == "skm9_index"], ids=lambda case: case["id"])
def test_letters_of_published_indexes(case: dict[str, Any]) -> None:
    nik, right, old = case["published"]["ikm"], case["recomputed_mutu_14_2017"], case["recomputed_mutu_25_2004"]
    head = "Perangkat Daerah | Tahun | IKM | Mutu\nDinas | 2022"
    assert _audit(f"{head} | {nik} | {right}").findings == ()
    if old != right:
        (finding,) = _audit(f"{head} | {nik} | {old}").findings
        assert "bands-2004" in finding.causes


def test_a_recap_printed_cut_a_year_later() -> None:
    madiun = CASES["recap-kota-madiun-2023"]["published"]
    audit = _audit(
        f"Tahun | IKM | Nilai Tahun Sebelumnya | Kenaikan\n2022 | {madiun['previous']} | |\n"
        f"2023 | {madiun['ikm']} | {madiun['previous']} | {madiun['stated_change']}\n2024 | 88,52 | 88,02 | 0,50"
    )
    assert [(finding.code, finding.causes, finding.printed) for finding in audit.findings] == [("change", ("truncated",), "88,02")]


def test_changes_that_were_stated_wrongly() -> None:
    for before, stated in (("77,92", "1"), ("78,03", "0,02")):
        audit = _audit(f"Tahun | IKM | Kenaikan\n2021 | {before} |\n2022 | 78,04 | {stated}")
        assert [finding.causes for finding in audit.findings] == [("change-wrong",)]
