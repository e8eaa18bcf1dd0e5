"""What offices of one kind are called beside each other."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from puas.db.queries.province_directory import RegencyEntry
from puas.db.queries.shared_figures import FigureLine
from puas_web.league.office_names import office_names

DUKCAPIL = "Dinas Kependudukan dan Pencatatan Sipil"


def _office(regency: int, name: str, kind: str = "dinas") -> tuple[RegencyEntry, FigureLine]:
    figure = FigureLine(
        tenant_id=regency, year=2026, part="tahun", level="agency", unit_id=UUID(int=1), agency_id=None, name=name, kind=kind,
        edition="x", periods=1, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), members=1, members_total=1,
        is_suppressed=False, respondents=30, sample_target=30, population=None, ni=None, nik=None, mutu="", simple_mean=None,
        respondent_weighted=None, margin=None, is_letter_stable=None, updated_at=datetime(2027, 1, 1, tzinfo=UTC), raw_unsur=(),
    )  # fmt: skip
    return RegencyEntry(f"99.0{regency}", f"Kabupaten {'Satu Dua Tiga'.split()[regency]}", regency, f"k{regency}", "active", None), figure


@pytest.mark.parametrize(
    ("offices", "names"),
    [
        ([_office(0, DUKCAPIL), _office(1, "Disdukcapil")], ["Satu", "Dua"]),
        ([_office(0, DUKCAPIL), _office(1, "Dinas Sosial")], ["Dukcapil, Satu", "Dinas Sosial, Dua"]),
        ([_office(0, "Puskesmas Utara", "puskesmas"), _office(1, "Puskesmas Utara", "puskesmas")], ["Satu", "Dua"]),
        (
            [_office(0, "Puskesmas Utara", "puskesmas"), _office(0, "Puskesmas Barat", "puskesmas"), _office(1, "Puskesmas", "puskesmas")],
            ["Utara, Satu", "Barat, Satu", "Puskesmas, Dua"],
        ),
        ([_office(0, "Dinas Penunjang"), _office(1, "Dinas Penunjang")], ["Dinas Penunjang, Satu", "Dinas Penunjang, Dua"]),
        (
            [_office(0, "Dinas Pertanian"), _office(0, "Dinas Peternakan"), _office(1, "Dinas Sosial")],
            ["Dinas Pertanian, Satu", "Dinas Peternakan, Satu", "Dinas Sosial, Dua"],
        ),
        ([], []),
    ],
)
def test_offices_are_told_apart(offices: list[tuple[RegencyEntry, FigureLine]], names: list[str]) -> None:
    assert office_names(offices) == names
