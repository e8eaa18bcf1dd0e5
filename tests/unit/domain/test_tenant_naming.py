"""Names of tenants and addresses of officials."""

from __future__ import annotations

import pytest

from puas.domain.official_address import is_address, is_government_address
from puas.domain.tenant_naming import government_name, province_name, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kabupaten Bojonegoro", "bojonegoro"),
        ("Kota Madiun", "kota-madiun"),
        ("Provinsi Daerah Istimewa Yogyakarta", "provinsi-daerah-istimewa-yogyakarta"),
        ("Kabupaten Mahakam Ulu'", "mahakam-ulu"),
        ("Kabupaten Kepulauan Siau Tagulandang Biaro", "kepulauan-siau-tagulandang-biaro"),
        ("Kabupaten 東", "daerah"),
        ("東", "daerah"),
    ],
)
def test_slugs(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_taken_slug_is_numbered() -> None:
    assert slug_of("Kota Madiun", {"kota-madiun", "kota-madiun-2"}) == "kota-madiun-3"


def test_names_on_letterheads() -> None:
    assert government_name("Kabupaten Bojonegoro") == "Pemerintah Kabupaten Bojonegoro"
    assert province_name("Jawa Timur") == province_name("Provinsi Jawa Timur") == "Provinsi Jawa Timur"


@pytest.mark.parametrize("address", ["a@b.go.id", "ortala.kab+skm@bojonegorokab.go.id", "x_1@sub.domain-2.co.id"])
def test_usable_addresses(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "a@b",
        "a@@b.id",
        "a b@c.id",
        "a@b.id\n",
        "o'neil@b.id",
        "a;b@c.id",
        "a\\b@c.id",
        ".a@b.id",
        "a..b@c.id",
        "a@-b.id",
        "a" * 250 + "@b.id",
    ],
)
def test_unusable_addresses(address: str) -> None:
    assert not is_address(address)


def test_government_addresses() -> None:
    assert is_government_address("a@Bojonegorokab.GO.ID")
    assert not is_government_address("a@go.id.example.com")
    assert not is_government_address("a@bukango.id")
