"""Whose an agency is: the regency's own, or of another owner who serves people here, as in a mal pelayanan publik.

Agencies of other owners (Perpres 89/2021 brings several owners into one mall) have periods and results of their own, but are
part of no figure of the regency. Whether an agency counts there never changes once it has been surveyed, or figures of years
past would change with it.
"""

from collections.abc import Mapping

OWN = ""
VERTICAL, PROVINCE, ENTERPRISE, OTHER = "vertical", "province", "enterprise", "other"

OWNERS: Mapping[str, str] = {
    OWN: "Kabupaten/kota ini",
    VERTICAL: "Instansi vertikal",
    PROVINCE: "Provinsi",
    ENTERPRISE: "BUMN, BUMD, atau swasta",
    OTHER: "Lainnya",
}
"""Owners with their names."""

HEADS: Mapping[str, str] = {
    VERTICAL: "Instansi vertikal",
    PROVINCE: "Instansi pemerintah provinsi",
    ENTERPRISE: "Badan usaha",
    OTHER: "Instansi lain",
}
"""What stands in the head of an agency's documents where the regency's own have its government, as long as nobody named the owner."""

# How a sheet may call them besides the name and the key.
_ALSO: Mapping[str, str] = {
    "kabupaten": OWN, "kota": OWN, "kabupaten/kota": OWN, "pemda": OWN, "pemkab": OWN, "pemkot": OWN, "sendiri": OWN,
    "vertikal": VERTICAL, "pusat": VERTICAL, "kementerian": VERTICAL, "lembaga": VERTICAL,
    "pemprov": PROVINCE, "bumn": ENTERPRISE, "bumd": ENTERPRISE, "swasta": ENTERPRISE, "perusahaan": ENTERPRISE, "lain": OTHER,
}  # fmt: skip
_BY_NAME = {**_ALSO, **{name.lower(): owner for owner, name in OWNERS.items()}, **{owner: owner for owner in OWNERS if owner}}


class UnknownOwner(ValueError):
    """No owner is called so."""


def read_owner(text: str) -> str:
    """The owner a form or sheet names, in any case; empty means the regency itself."""
    written = " ".join(text.lower().split())
    if not written:
        return OWN
    if written not in _BY_NAME:
        raise UnknownOwner(text)
    return _BY_NAME[written]


def counts_for_regency(owner: str) -> bool:
    """Whether an agency of this owner is part of the regency's figures."""
    return owner == OWN


def head_of_owner(owner: str, owner_name: str, agency_name: str) -> tuple[str, ...]:
    """The lines kept as the head of a document. The kind of owner comes first also where its name is printed instead: it says whose
    the document is."""
    return tuple(each for each in (HEADS[owner], owner_name, agency_name) if each)


def printed_head(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a head as paper shows them: a named owner takes the place of its kind."""
    return lines[1:] if _named(lines) else lines


def owner_of_head(line: str) -> str:
    """The owner whose words these are; empty for a government's name."""
    return next((owner for owner, head in HEADS.items() if head == line), OWN)


def owner_sentence(lines: tuple[str, ...], tenant_name: str) -> str:
    """Said plainly where a document with this head could be taken for the regency's; empty for the regency's own."""
    if not lines or not owner_of_head(lines[0]):
        return ""
    whose = f"{lines[1]} ({lines[0][0].lower()}{lines[0][1:]})" if _named(lines) else lines[0]
    return f"{whose}, bukan perangkat daerah {tenant_name}"


def _named(lines: tuple[str, ...]) -> bool:
    return len(lines) > 2 and owner_of_head(lines[0]) != OWN


def changes_what_counts(before: str, after: str) -> bool:
    """Whether a change of owner would move the agency into the regency's figures or out of them."""
    return counts_for_regency(before) != counts_for_regency(after)
