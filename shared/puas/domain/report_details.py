"""Small things people fill in for a report besides its texts; kept by section like the texts."""

from collections.abc import Mapping

SIGNING_PLACE = "signing_place"
SIGNED_ON = "signed_on"
SIGNATORY_RANK = "signatory_rank"
CHOSEN_SUGGESTIONS = "chosen_suggestions"

MOST_PHOTOGRAPHS = 12
"""Photographs of the documentation annex: two to a page, six pages."""

DETAILS: Mapping[str, str] = {
    SIGNING_PLACE: "Tempat pengesahan",
    SIGNED_ON: "Tanggal pengesahan",
    SIGNATORY_RANK: "Pangkat penanda tangan",
}
"""What is printed at the signature, by slug."""

_KINDS_OF_REGION = ("Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota ")


def place_of(tenant_name: str) -> str:
    """The usual place of signing: a regency's name without its kind."""
    for kind in _KINDS_OF_REGION:
        if tenant_name.startswith(kind):
            return tenant_name.removeprefix(kind)
    return tenant_name
