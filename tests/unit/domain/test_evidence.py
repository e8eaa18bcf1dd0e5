"""Addresses and parts evidence may have."""

from __future__ import annotations

import pytest

from puas.domain.evidence import address_fault, is_part, title_of_address, title_of_file


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://contoh.go.id/sop.pdf", ""),
        ("https://www.contoh.go.id:443/a?b=c#d", ""),
        ("http://contoh.go.id/sop.pdf", "not-https"),
        ("javascript:alert(1)", "not-https"),
        ("ftp://contoh.go.id", "not-https"),
        ("contoh.go.id/sop.pdf", "not-https"),
        ("https://", "not-an-address"),
        ("https://localhost/x", "not-an-address"),
        ("https://10.0.0.1/x", "not-an-address"),
        ("https://bank.go.id@jahat.example/x", "not-an-address"),
        ("https://contoh.go.id:8443/x", "not-an-address"),
        ("https://contoh.go.id:abc/x", "not-an-address"),
        ("https://contoh.go.id/a b", "not-an-address"),
        ("https://contoh.go.id\\@jahat.example", "not-an-address"),
        ("https://[::1]/x", "not-an-address"),
        ("https://[::1", "not-an-address"),
        ("https://contoh.go.id/" + "a" * 500, "too-long"),
    ],
)
def test_only_addresses_of_the_public_web_by_https(url: str, fault: str) -> None:
    assert address_fault(url) == fault


@pytest.mark.parametrize(
    ("part", "good"),
    [("", True), ("2026", True), ("2026:petugas_pengaduan", True), ("2026-3", True), ("../x", False), ("a" * 121, False), ("<b>", False)],
)
def test_parts_are_short_plain_words(part: str, good: bool) -> None:
    assert is_part(part) is good


def test_without_a_title_the_name_serves() -> None:
    assert title_of_file("C:\\Users\\a\\SOP_KTP final.pdf") == "SOP KTP final"
    assert title_of_file(".htaccess") == ".htaccess"
    assert title_of_file("") == ""
    assert title_of_address("https://www.contoh.go.id/x") == "contoh.go.id"
