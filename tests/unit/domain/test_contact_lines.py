"""Telephone, e-mail and site as offices write them on their letterheads."""

from __future__ import annotations

import pytest

from puas.domain.agency_details import AgencyDetails, Fault, agency_faults
from puas.domain.contact_lines import contact_fault, read_website


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("phone", ""),
        ("phone", "(0353) 881111"),
        ("phone", "0353-881111, 881112; Faks. (0353) 885566"),
        ("phone", "+62 812 3456 7890"),
        ("phone", "Telp. 0812-3456-7890 / WA 081234567890"),
        ("email", "dukcapil@bojonegorokab.go.id"),
        ("website", "dukcapil.bojonegorokab.go.id"),
        ("website", "bojonegorokab.go.id/dinas/pelayanan-publik"),
    ],
)
def test_what_letterheads_print(field: str, text: str) -> None:
    assert contact_fault(field, text) == ""


@pytest.mark.parametrize(
    ("field", "text", "fault"),
    [
        ("phone", "kantor", "not-a-phone"),
        ("phone", "1234", "not-a-phone"),
        ("phone", "0812345678901234567", "not-a-phone"),
        ("phone", "=1+1", "not-a-phone"),
        ("phone", "(0353) 881111, <b>", "not-a-phone"),
        ("phone", "٠٣٥٣٨٨١١١١", "not-a-phone"),
        ("phone", "1" * 81, "too-long"),
        ("email", "dukcapil@", "not-an-address"),
        ("email", "a b@contoh.go.id", "not-an-address"),
        ("website", "javascript:alert(1)", "not-a-site"),
        ("website", "dukcapil", "not-a-site"),
        ("website", "contoh.go.id/<script>", "not-a-site"),
        ("website", "a." * 60 + "id/", "too-long"),
    ],
)
def test_what_cannot_be_printed(field: str, text: str, fault: str) -> None:
    assert contact_fault(field, text) == fault
    assert Fault(field, fault) in agency_faults(AgencyDetails(name="Dinas A", **{field: text}))


@pytest.mark.parametrize("written", ["https://contoh.go.id/", "http://contoh.go.id", " HTTPS://contoh.go.id ", "contoh.go.id"])
def test_a_site_is_printed_without_its_scheme(written: str) -> None:
    assert read_website(written) == "contoh.go.id"
