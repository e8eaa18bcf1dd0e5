"""From an audited recap to points of trends: whose a line is, and which lines are points at all."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from puas.domain.old_recap_audit import audit_recap
from puas.domain.old_recap_findings import RecapAudit
from puas.domain.old_recap_import import KnownAgency, Proposal, best_match, proposals
from puas.domain.old_recap_sentences import convention_note, paragraph_of, whole_paragraph, why
from puas.domain.old_recap_sheet import read_recap
from tests.factories.recap_grids import Grid, grid

NAMES = (
    ("Dinas Kesehatan", ""),
    ("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil"),
    ("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", ""),
    ("Puskesmas Tirta Barat", ""),
    ("Puskesmas Tirta Timur", ""),
    ("Kecamatan Tirta Barat", ""),
)
AGENCIES = tuple(KnownAgency(uuid4(), name, short) for name, short in NAMES)


def _name(agency_id: UUID | None) -> str:
    return next((each.name for each in AGENCIES if each.id == agency_id), "")


def _audit(*sheets: Grid) -> RecapAudit:
    return audit_recap(read_recap(sheets))


def _found(text: str, **options: UUID) -> tuple[Proposal, ...]:
    return proposals(_audit(grid(text)), AGENCIES, **options)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("DINAS KESEHATAN", "Dinas Kesehatan"),
        ("Dinkes", "Dinas Kesehatan"),
        ("Dinas Kesehatan Kab. Tirta", "Dinas Kesehatan"),
        ("disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil"),
        ("Dinas Kependudukan & Pencatatan Sipil", "Dinas Kependudukan dan Pencatatan Sipil"),
        ("DPMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"),
        ("Dinas PMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"),
        ("PKM Tirta Timur", "Puskesmas Tirta Timur"),
        ("Kec. Tirta Barat", "Kecamatan Tirta Barat"),
        ("Badan Pendapatan Daerah", ""),
        ("", ""),
    ],
)
def test_names_as_recaps_write_them(written: str, meant: str) -> None:
    assert _name(best_match(written, AGENCIES)) == meant


def test_agencies_are_points_and_their_mean_is_the_regions() -> None:
    found = _found("Rekap 2021\nNama OPD | IKM | Mutu\nDinkes | 82,00 | B\nDisdukcapil | 90,00 | A\nRata-rata | 86,00 | B")
    assert [(_name(each.agency_id), each.is_regional, str(each.nik), each.label) for each in found] == [
        ("Dinas Kesehatan", False, "82.00", "Tahun 2021"),
        ("Dinas Kependudukan dan Pencatatan Sipil", False, "90.00", "Tahun 2021"),
        ("", True, "86.00", "Tahun 2021"),
    ]


def test_services_are_no_points_their_mean_is() -> None:
    agency = AGENCIES[0].id
    found = _found("Tahun 2022\nJenis Layanan | IKM\nKTP | 82,00\nKK | 90,00\nRata-rata | 86,00", agency_id=agency)
    assert [(each.agency_id, each.is_regional, str(each.nik)) for each in found] == [(agency, False, "86.00")]


def test_a_recap_of_one_agency_is_not_given_the_rows_of_others() -> None:
    found = _found("Rekap 2021\nNama OPD | IKM\nDinkes | 82,00\nDisdukcapil | 90,00", agency_id=AGENCIES[0].id)
    assert [_name(each.agency_id) for each in found] == ["Dinas Kesehatan", "Dinas Kependudukan dan Pencatatan Sipil"]


def test_an_index_said_twice_is_one_point() -> None:
    rows = "\n".join(f"{number} | {' | '.join(['3', '4'][number % 2] for _ in range(9))}" for number in range(1, 5))
    numbers = " | ".join(f"U{number}" for number in range(1, 10))
    answers = grid(f"Dinas Kesehatan Tahun 2021\nNo | {numbers}\n{rows}\nIKM | 87,50", "A")
    found = proposals(_audit(answers, grid("Tahun | IKM\n2021 | 87,50", "Dinas Kesehatan")), AGENCIES)
    assert [(each.year, bool(each.unsur)) for each in found] == [(2021, True)]


def test_what_is_said_of_a_figure() -> None:
    numbers = " | ".join(f"U{number}" for number in range(1, 10))
    rows = "\n".join(f"{number} | 3 | 4 | 4 | 4 | 3 | 4 | 4 | 4 | 4" for number in range(1, 4))
    audit = _audit(grid(f"Dinas Kesehatan Tahun 2021\nNo | {numbers}\n{rows}\nIKM | 93,50\nMutu | A\nKeterangan: NRR x 0,11"))
    (finding,) = audit.findings
    assert why(finding).startswith("Berasal dari perhitungan dengan bobot 0,11")
    paragraph = paragraph_of(audit, 0)
    assert paragraph.startswith("Nilai 93,50 (A) pada rekap Dinas Kesehatan tahun 2021 berasal dari perhitungan dengan bobot 0,11")
    assert "dengan bobot tepat 1/9 dan satu kali pembulatan di akhir nilainya 94,44, mutu A" in paragraph
    assert paragraph in whole_paragraph(audit)
    assert convention_note("weight-0.11", "94,44") == "nilai tepat 94,44; terbit menurut perhitungan dengan bobot 0,11"
    assert convention_note("exact", "94,44") == ""


def test_a_figure_nothing_explains_is_not_excused() -> None:
    numbers = " | ".join(f"U{number}" for number in range(1, 10))
    audit = _audit(grid(f"Tahun 2021\nNo | {numbers}\n1 | 3 | 4 | 4 | 4 | 3 | 4 | 4 | 4 | 4\nIKM | 80,17"))
    assert "perlu dicocokkan dengan data sumbernya" in whole_paragraph(audit)
    assert "bukan dari perubahan jawaban responden" not in whole_paragraph(audit)
