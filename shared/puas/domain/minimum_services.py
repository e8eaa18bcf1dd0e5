"""The fields of the minimum services (SPM) a regency owes everybody.

PP 2/2018, Permendagri 59/2021 (which replaced 100/2018). The list of six fields is as it is quoted in public sources; its text was
not read here (unverified), and pages say so. How their index is computed is not known here, so none is computed.
"""

from collections.abc import Mapping
from decimal import Decimal

FIELDS: Mapping[str, str] = {
    "pendidikan": "Pendidikan",
    "kesehatan": "Kesehatan",
    "pekerjaan_umum": "Pekerjaan umum dan penataan ruang",
    "perumahan": "Perumahan rakyat dan kawasan permukiman",
    "ketenteraman": "Ketenteraman, ketertiban umum, dan pelindungan masyarakat",
    "sosial": "Sosial",
}
"""Name by slug, in the order of the rule."""

SOURCE = "PP 2/2018 dan Permendagri 59/2021"
IS_VERIFIED = False
"""Whether somebody compared the list with the text of the rule."""

LEAST, MOST = Decimal(0), Decimal(100)
LONGEST_NOTE = 500
FIRST_YEAR = 2018


def entry_fault(field: str, year: int, reached: Decimal | None, note: str, this_year: int) -> tuple[str, str] | None:
    """What keeps an entry from being saved, as field and reason; None where nothing does."""
    if field not in FIELDS:
        return "field", "unknown-choice"
    if not FIRST_YEAR <= year <= this_year:
        return "year", "out-of-range"
    if reached is not None and not LEAST <= reached <= MOST:
        return "reached", "out-of-range"
    if reached is not None and reached != reached.quantize(Decimal("0.01")):
        return "reached", "too-many-places"
    return ("note", "too-long") if len(note) > LONGEST_NOTE else None
