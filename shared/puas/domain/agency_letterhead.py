"""Under whose name an agency's documents go out: the regency's own under its government, one of another owner under its own."""

from typing import Protocol

from puas.domain.agency_owners import counts_for_regency, head_of_owner
from puas.domain.report_snapshot import Letterhead


class Sender(Protocol):
    """What an agency says of whose it is and how it is reached."""

    @property
    def owner(self) -> str: ...
    @property
    def owner_name(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def website(self) -> str: ...


def agency_letterhead(agency: Sender, *, name: str, regency: Letterhead) -> Letterhead:
    """`name` is the agency's as printed, `regency` the head of what the regency itself sends.

    An agency of another owner bears nothing of the regency: neither its name nor its emblem, colour or address.
    """
    if not counts_for_regency(agency.owner):
        lines = head_of_owner(agency.owner, agency.owner_name, name)
        return Letterhead(lines, agency.address, agency.phone, agency.email, agency.website, None, None, "")
    # Never the number of one office under the address of another.
    contact = agency if agency.address or agency.phone or agency.email or agency.website else regency
    return Letterhead(
        lines=(regency.lines[0], name),
        address=agency.address or regency.address,
        phone=contact.phone,
        email=contact.email,
        website=contact.website,
        emblem_file=regency.emblem_file,
        emblem_sha256=None,
        accent_colour=regency.accent_colour,
    )
