"""Contact persons: who can be reached, and what a telephone dials."""

from __future__ import annotations

import pytest

from puas.domain.tenant_contacts import ContactDetails, contact_faults, dialled


def test_a_person_with_a_name_and_one_way_to_reach_them_is_enough() -> None:
    assert contact_faults(ContactDetails("Sri", phone="(0353) 881111")) == {}
    assert contact_faults(ContactDetails("Sri", email="sri@tirta.go.id")) == {}


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        (ContactDetails("", phone="0353 881111"), {"name": "required"}),
        (ContactDetails("Sri"), {"phone": "unreachable"}),
        (ContactDetails("Sri", phone="tanya loket"), {"phone": "not-a-phone"}),
        (ContactDetails("Sri", phone="123"), {"phone": "not-a-phone"}),
        (ContactDetails("Sri", email="sri di kantor"), {"email": "not-an-address"}),
        (ContactDetails("S" * 101, phone="0353 881111"), {"name": "too-long"}),
        (ContactDetails("Sri", "K" * 151, "0353 881111"), {"position": "too-long"}),
        (ContactDetails("Sri", phone="0353 881111, " * 9), {"phone": "too-long"}),
    ],
)
def test_what_cannot_be_kept_is_named_by_field(details: ContactDetails, faults: dict[str, str]) -> None:
    assert contact_faults(details) == faults


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("(0353) 881111, 881112", "0353881111"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("0812.3456.7890 / 0353 881111", "081234567890"),
        ("telp. 0353 881111 ext. 12", "0353881111"),
        ("", ""),
    ],
)
def test_the_first_number_is_dialled(printed: str, number: str) -> None:
    assert dialled(printed) == number
