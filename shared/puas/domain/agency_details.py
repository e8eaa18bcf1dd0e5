"""What may be said of an agency and of its service types, as a form or a sheet gives it.

A NIP (nomor induk pegawai) has 18 digits: BKN, Peraturan Kepala BKN 22/2007. Targets are NIK, so 25 to 100
(PermenPANRB 14/2017, the scale of the index).
"""

from dataclasses import dataclass
from decimal import Decimal
from re import compile as pattern

from puas.domain.agency_owners import OWNERS, UnknownOwner
from puas.domain.agency_owners import read_owner as owner_called
from puas.domain.contact_lines import CONTACT_FIELDS, contact_fault

KINDS = ("dinas", "badan", "sekretariat", "kecamatan", "kelurahan", "puskesmas", "rsud", "bagian", "lainnya")
DEFAULT_KIND = "dinas"

LONGEST_NAME = 200
LONGEST_SHORT_NAME = 40
LONGEST_ADDRESS = 400
LARGEST_POPULATION = 100_000_000
LOWEST_TARGET = Decimal(25)
HIGHEST_TARGET = Decimal(100)

_NIP = pattern(r"[0-9]{18}")
# 1163, 1.163, 1 163, and 1163.0 as sheets write a whole number.
_PLAIN_NUMBER = pattern(r"-?\d+(?:[.,]0+)?")
_PLAIN_DECIMAL = pattern(r"[+-]?[0-9]{1,12}(?:\.[0-9]{0,12})?")
_LONGEST_NUMBER = 40
_GROUPED_NUMBER = pattern(r"-?\d{1,3}(?:[. \u00a0]\d{3})+")
_YES = frozenset({"ya", "y", "yes", "1", "x", "v", "✓", "true", "benar", "gratis", "daring"})
_NO = frozenset({"", "tidak", "t", "n", "no", "0", "-", "false", "salah", "bukan", "berbayar", "tatap muka"})
_FORMULA_SIGNS = ("=", "+", "@")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, and which rule it breaks. The words for people are made where they are shown."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class AgencyDetails:
    """An agency as its own people describe it; `target_nik` is a decimal with a point, or empty."""

    name: str
    short_name: str = ""
    kind: str = DEFAULT_KIND
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    signatory_name: str = ""
    signatory_position: str = ""
    signatory_nip: str = ""
    target_nik: str = ""
    owner: str = ""
    owner_name: str = ""


@dataclass(frozen=True, slots=True)
class ServiceDetails:
    """A service type; `population` is its users in a year, None where it is not known yet."""

    name: str
    population: int | None = None
    is_free: bool = False
    is_online: bool = False


class Unreadable(ValueError):
    """A cell or field that cannot be understood; `reason` is one of the reasons of a fault."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def tidy(text: str) -> str:
    """One line without leading, trailing or doubled blanks."""
    return " ".join(text.replace("\u00a0", " ").split())


def same_name(name: str) -> str:
    """Names are the same when they differ only in case and blanks."""
    return tidy(name).lower()


def read_nip(text: str) -> str:
    """A NIP without its customary blanks; whether it has 18 digits is checked with the rest."""
    return text.replace("\u00a0", "").replace(" ", "").strip("'")


def is_nip(text: str) -> bool:
    """Whether it is the number of a civil servant: 18 digits."""
    return _NIP.fullmatch(text) is not None


def read_target(text: str) -> str:
    """A target as Indonesian offices write it (81,75) as a decimal with a point; empty stays empty."""
    written = tidy(text).replace(",", ".")
    if not written:
        return ""
    # Digits as they are written: with an exponent a few letters would stand for a number of any length.
    if not _PLAIN_DECIMAL.fullmatch(written):
        raise Unreadable("not-a-number")
    return format(Decimal(written), "f")


def read_population(text: str) -> int | None:
    """A number of people: 1163 or 1.163; empty means not known yet."""
    written = tidy(text)
    if not written:
        return None
    if len(written) > _LONGEST_NUMBER:
        raise Unreadable("not-a-whole-number")
    if _GROUPED_NUMBER.fullmatch(written):
        return int(written.replace(".", "").replace(" ", ""))
    if _PLAIN_NUMBER.fullmatch(written):
        return int(written.replace(",", ".").partition(".")[0])
    raise Unreadable("not-a-whole-number")


def read_yes_or_no(text: str) -> bool:
    """`ya` or `tidak`; empty means no."""
    written = tidy(text).lower()
    if written in _YES:
        return True
    if written in _NO:
        return False
    raise Unreadable("not-yes-or-no")


def read_kind(text: str) -> str:
    """One of the kinds, in any case; empty means the commonest."""
    written = tidy(text).lower()
    if not written:
        return DEFAULT_KIND
    if written not in KINDS:
        raise Unreadable("unknown-kind")
    return written


def read_owner(text: str) -> str:
    """Whose agency it is, as a sheet names it."""
    try:
        return owner_called(text)
    except UnknownOwner as error:
        raise Unreadable("unknown-owner") from error


def agency_faults(details: AgencyDetails) -> tuple[Fault, ...]:
    """Everything that keeps an agency from being saved."""
    found = [
        *_text_faults("name", details.name, LONGEST_NAME, required=True),
        *_text_faults("short_name", details.short_name, LONGEST_SHORT_NAME),
        *_text_faults("owner_name", details.owner_name, LONGEST_NAME),
        *_text_faults("address", details.address, LONGEST_ADDRESS),
        *_text_faults("signatory_name", details.signatory_name, LONGEST_NAME),
        *_text_faults("signatory_position", details.signatory_position, LONGEST_NAME),
    ]
    for field in CONTACT_FIELDS:
        if fault := contact_fault(field, getattr(details, field)):
            found.append(Fault(field, fault))
    if details.kind not in KINDS:
        found.append(Fault("kind", "unknown-kind"))
    if details.owner not in OWNERS:
        found.append(Fault("owner", "unknown-owner"))
    if details.signatory_nip and not is_nip(details.signatory_nip):
        found.append(Fault("signatory_nip", "not-18-digits"))
    found += _target_faults(details.target_nik)
    return tuple(found)


def service_faults(details: ServiceDetails) -> tuple[Fault, ...]:
    """Everything that keeps a service type from being saved."""
    found = list(_text_faults("name", details.name, LONGEST_NAME, required=True))
    if details.population is not None:
        if details.population < 0:
            found.append(Fault("population", "negative"))
        elif details.population > LARGEST_POPULATION:
            found.append(Fault("population", "too-large"))
    return tuple(found)


def _target_faults(target: str) -> list[Fault]:
    try:
        value = Decimal(read_target(target) or LOWEST_TARGET)
    except Unreadable as error:
        return [Fault("target_nik", error.reason)]
    return [] if LOWEST_TARGET <= value <= HIGHEST_TARGET else [Fault("target_nik", "outside-the-scale")]


def _text_faults(field: str, text: str, longest: int, *, required: bool = False) -> list[Fault]:
    if not text:
        return [Fault(field, "missing")] if required else []
    if len(text) > longest:
        return [Fault(field, "too-long")]
    if text.startswith(_FORMULA_SIGNS):
        return [Fault(field, "formula")]
    if not text.isprintable():
        return [Fault(field, "unprintable")]
    return []
