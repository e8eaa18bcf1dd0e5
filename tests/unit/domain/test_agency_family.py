"""Offices of different regencies that do the same work are recognised, whatever each regency calls them."""

from __future__ import annotations

import pytest

from puas.domain.agency_family import FAMILIES, family_of


@pytest.mark.parametrize(
    ("name", "kind", "slug"),
    [
        ("Dinas Kependudukan dan Pencatatan Sipil", "dinas", "dukcapil"),
        ("DISDUKCAPIL KOTA MADIUN", "dinas", "dukcapil"),
        ("Dispendukcapil", "dinas", "dukcapil"),
        ("Dinas Kesehatan", "dinas", "dinkes"),
        ("Dinas Kesehatan, Pengendalian Penduduk, dan Keluarga Berencana", "dinas", "dinkes"),
        ("Dinkes Kab. Sampang", "dinas", "dinkes"),
        ("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "dinas", "dpmptsp"),
        ("DPMPTSP", "dinas", "dpmptsp"),
        ("Dinas Penanaman Modal, PTSP dan Tenaga Kerja", "dinas", "dpmptsp"),
        ("Dinas Pendidikan dan Kebudayaan", "dinas", "dispendik"),
        ("Dispendik", "dinas", "dispendik"),
        ("Dinas Pekerjaan Umum dan Penataan Ruang", "dinas", "pupr"),
        ("Dinas PU Bina Marga", "dinas", "pupr"),
        ("Dinas Perhubungan", "dinas", "dishub"),
        ("Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak", "dinas", "dinsos"),
        ("Dinas Perindustrian dan Tenaga Kerja", "dinas", "disnaker"),
        ("Dinas Tenaga Kerja dan Transmigrasi", "dinas", "disnaker"),
        ("RSUD dr. Soetomo", "lainnya", "rsud"),
        ("Rumah Sakit Umum Daerah Sumberrejo", "lainnya", "rsud"),
        ("dr. Wahidin", "rsud", "rsud"),
        ("UPTD Puskesmas Balen", "lainnya", "puskesmas"),
        ("Kecamatan Balen", "lainnya", "kecamatan"),
        ("Sukosewu", "kecamatan", "kecamatan"),
        ("Badan Pendapatan Daerah", "badan", "bapenda"),
        ("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "badan", "bkpsdm"),
        ("Satuan Polisi Pamong Praja", "lainnya", "satpolpp"),
        ("Inspektorat", "lainnya", "inspektorat"),
    ],
)
def test_offices_are_recognised(name: str, kind: str, slug: str) -> None:
    found = family_of(name, kind)
    assert found is not None and found.slug == slug


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Bagian Kesejahteraan Sosial", "bagian"), ("Bagian Organisasi", "bagian"), ("Pasar Kesehatan Jaya", "lainnya"), ("", "dinas")],
)
def test_what_no_name_tells_is_left_alone(name: str, kind: str) -> None:
    assert family_of(name, kind) is None


def test_every_family_is_recognised_by_its_own_label() -> None:
    assert {slug: getattr(family_of(each.label), "slug", None) for slug, each in FAMILIES.items()} == {slug: slug for slug in FAMILIES}
