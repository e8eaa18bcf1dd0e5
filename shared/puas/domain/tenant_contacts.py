"""A person outsiders turn to: what may be said of them, and how a telephone dials their number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from puas.domain.contact_lines import email_fault, phone_fault

LONGEST_NAME = 100
LONGEST_POSITION = 150
# A list one reads at a glance; the first one is who is called.
MOST_CONTACTS = 12


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """Name, position, telephone and e-mail, each tidied."""

    name: str
    position: str = ""
    phone: str = ""
    email: str = ""


def contact_faults(details: ContactDetails) -> dict[str, str]:
    """Field and reason: required, too-long, not-a-phone, not-an-address, or unreachable (neither telephone nor e-mail)."""
    found = {
        "name": "" if details.name else "required",
        "phone": phone_fault(details.phone),
        "email": email_fault(details.email),
    }
    if len(details.name) > LONGEST_NAME:
        found["name"] = "too-long"
    if len(details.position) > LONGEST_POSITION:
        found["position"] = "too-long"
    if not details.phone and not details.email:
        found["phone"] = "unreachable"
    return {field: reason for field, reason in found.items() if reason}


def dialled(phone: str) -> str:
    """The first number of a line as a telephone dials it: digits, and the plus of a country; empty where there is none."""
    first = re.split(r"[,;/]", phone)[0]
    # "ext. 12" is said to a person, not dialled.
    number = re.split(r"\bext\b", first, flags=re.IGNORECASE)[0]
    digits = "".join(character for character in number if character.isdigit())
    return f"+{digits}" if number.strip().startswith("+") else digits
