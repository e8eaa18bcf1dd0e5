"""What may be said of an agency and a service type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from puas.domain.agency_details import AgencyDetails, Fault, ServiceDetails, agency_faults, same_name, service_faults

GOOD = AgencyDetails(name="Dinas A", signatory_nip="196501011990031005", target_nik="88.31")


def test_a_good_agency() -> None:
    assert agency_faults(GOOD) == ()
    assert agency_faults(AgencyDetails(name="Dinas A")) == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": ""}, Fault("name", "missing")),
        ({"name": "x" * 201}, Fault("name", "too-long")),
        ({"name": "@SUM(A1)"}, Fault("name", "formula")),
        ({"address": "Jalan\x07"}, Fault("address", "unprintable")),
        ({"kind": "toko"}, Fault("kind", "unknown-kind")),
        ({"signatory_nip": "12345678901234567"}, Fault("signatory_nip", "not-18-digits")),
        ({"signatory_nip": "1965010119900310０5"}, Fault("signatory_nip", "not-18-digits")),
        ({"target_nik": "24.99"}, Fault("target_nik", "outside-the-scale")),
        ({"target_nik": "100.01"}, Fault("target_nik", "outside-the-scale")),
        ({"target_nik": "NaN"}, Fault("target_nik", "not-a-number")),
        ({"target_nik": "tinggi"}, Fault("target_nik", "not-a-number")),
    ],
)
def test_faults_of_an_agency(change: dict[str, str], fault: Fault) -> None:
    assert agency_faults(replace(GOOD, **change)) == (fault,)


@pytest.mark.parametrize(
    ("population", "reasons"), [(None, []), (0, []), (-1, ["negative"]), (100_000_000, []), (100_000_001, ["too-large"])]
)
def test_populations(population: int | None, reasons: list[str]) -> None:
    assert [fault.reason for fault in service_faults(ServiceDetails("KTP", population))] == reasons


def test_names_that_are_the_same() -> None:
    assert same_name(" Dinas\u00a0 KESEHATAN ") == same_name("dinas kesehatan")
