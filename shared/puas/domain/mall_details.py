"""What may be said of a mal pelayanan publik, and the sentences that are kept from being empty or endless."""

from dataclasses import dataclass
from datetime import date

LONGEST_NAME = 160
LONGEST_ADDRESS = 400
LONGEST_DECREE = 200
STICKER, KIOSK = "sticker", "kiosk"
COUNTER_KINDS = (STICKER, KIOSK)
_FORMULA_SIGNS = ("=", "+", "@")


@dataclass(frozen=True, slots=True)
class MallDetails:
    """A mall as its regency describes it; `decree` founded it."""

    name: str
    address: str = ""
    decree: str = ""
    opened_on: date | None = None


def mall_faults(details: MallDetails) -> dict[str, str]:
    """What keeps a mall from being saved: field and reason, which is missing, too-long or formula."""
    limits = {"name": LONGEST_NAME, "address": LONGEST_ADDRESS, "decree": LONGEST_DECREE}
    found: dict[str, str] = {}
    for field, longest in limits.items():
        text: str = getattr(details, field)
        if field == "name" and not text:
            found[field] = "missing"
        elif len(text) > longest:
            found[field] = "too-long"
        elif text.startswith(_FORMULA_SIGNS):
            found[field] = "formula"
    return found
