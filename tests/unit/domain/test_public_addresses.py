"""Addresses of public pages: short, readable, plain letters, and one for each."""

from __future__ import annotations

import re

import pytest

from puas.domain.public_addresses import LONGEST, RESERVED, agency_address, service_address


@pytest.mark.parametrize(
    ("name", "short", "slug"),
    [
        ("Dinas Kependudukan dan Pencatatan Sipil", "Dispendukcapil", "dispendukcapil"),
        ("Kecamatan Ngraho", "", "kecamatan-ngraho"),
        ("RSUD dr. R. Sosodoro", "RSUD", "rsud"),
        ("Puskesmas Cémpaka & Melati", "", "puskesmas-cempaka-melati"),
        ("UPT Ma'had", "", "upt-mahad"),
        ("Kabupaten dalam nama", "", "kabupaten-dalam-nama"),
        ("  Dinas   Sosial  ", "  ", "dinas-sosial"),
        ("../../etc/passwd", "", "etc-passwd"),
        ("東京", "", "perangkat-daerah"),
        ("Dinas", "!!!", "dinas"),
    ],
)
def test_agencies(name: str, short: str, slug: str) -> None:
    assert agency_address(name, short, ()) == slug


def test_namesakes_are_numbered() -> None:
    assert agency_address("Dinas A", "Dinas", {"dinas", "dinas-2"}) == "dinas-3"
    assert service_address("KTP-el (baru)", {"ktp-el-baru"}) == "ktp-el-baru-2"


def test_long_names_end_at_a_word() -> None:
    slug = agency_address("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten Contoh", "", ())
    assert slug == "dinas-penanaman-modal-dan-pelayanan-terpadu-satu" and len(slug) <= LONGEST
    assert len(service_address("x" * 500, ())) == LONGEST


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_words_with_a_page_of_their_own_are_no_address(word: str) -> None:
    assert agency_address(word, "", ()) == service_address(word, ()) == f"{word}-2"


def test_every_address_can_stand_in_a_link() -> None:
    for name in ("A.B.C", "-x-", "ß", "İstanbul", "a/b", "?", "#", "%2e", "\u202eabc", "a\nb"):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", service_address(name, ())), name
