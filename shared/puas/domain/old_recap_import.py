"""Which lines of an audited recap become points of a trend: of which agency and time, beside what is known already.

Names of agencies are compared word by word and letter by letter; the best match is only proposed, a person confirms it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from uuid import UUID

from puas.domain.agency_details import LARGEST_POPULATION
from puas.domain.old_recap_findings import AuditedLine, RecapAudit
from puas.domain.old_recap_tables import SERVICE, SUMMARY, UNIT
from puas.domain.old_recap_words import plain
from puas.domain.reporting_scope import PARTS, reporting_scope
from puas.domain.rounding import exact, round_half_up

_GOOD_ENOUGH = 0.62
_WORDS_OF_NO_MEANING = {"kab", "kabupaten", "kota", "provinsi", "dan", "pemerintah", "daerah", "perangkat", "opd"}
_SHORT_FOR = {
    "bapenda": "badan pendapatan",
    "dinkes": "dinas kesehatan",
    "dinsos": "dinas sosial",
    "disdik": "dinas pendidikan",
    "disdukcapil": "dinas kependudukan pencatatan sipil",
    "dishub": "dinas perhubungan",
    "disnaker": "dinas tenaga kerja",
    "dispendukcapil": "dinas kependudukan pencatatan sipil",
    "dlh": "dinas lingkungan hidup",
    "dukcapil": "kependudukan pencatatan sipil",
    "dpmptsp": "dinas penanaman modal pelayanan terpadu satu pintu",
    "kec": "kecamatan",
    "kel": "kelurahan",
    "pkm": "puskesmas",
    "pmptsp": "penanaman modal pelayanan terpadu satu pintu",
    "pupr": "pekerjaan umum penataan ruang",
}


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """An agency the figure may belong to."""

    id: UUID
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class KnownPoint:
    """A figure that stands in the trend already; without an agency it is the whole region's."""

    agency_id: UUID | None
    year: int
    label: str
    nik: Decimal
    edition_id: str
    recap_id: UUID | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line that can become a point of a trend. `line` is its place in the audit; `agency_id` the best match, if there is one.

    `is_regional`: a mean below agencies is an index of the whole region, and no agency's.
    """

    line: int
    title: str
    agency_id: UUID | None
    is_regional: bool
    year: int | None
    part: str
    nik: Decimal
    exact_nik: Decimal | None
    edition_id: str
    convention: str
    respondents: int | None
    unsur: Mapping[str, Decimal]

    @property
    def label(self) -> str:
        """The time as the platform spells it; empty without a year."""
        return "" if self.year is None else reporting_scope(self.year, self.part if self.part in PARTS else PARTS[0]).window.label

    def at(self, *, agency_id: UUID | None, year: int, part: str) -> "Proposal":
        """The proposal as a person decided it; without an agency it is the whole region's."""
        return replace(self, agency_id=agency_id, is_regional=agency_id is None, year=year, part=part)


def proposals(audit: RecapAudit, agencies: Sequence[KnownAgency], *, agency_id: UUID | None = None) -> tuple[Proposal, ...]:
    """Every line that is an index of some time. A mean below services is the agency's; one below agencies is the region's."""
    found = []
    for number, line in enumerate(audit.lines):
        if not _is_someones(line, audit.lines):
            continue
        nik = line.nik if line.nik is not None else line.exact_nik
        if nik is None:
            continue
        is_regional = agency_id is None and _is_regions(line, audit.lines)
        whose = None if is_regional else _whose(line, audit.lines, agencies, agency_id)
        if nik == line.exact_nik:
            nik = round_half_up(exact(nik), 2)
        found.append(
            Proposal(
                number, line.agency or line.title, whose, is_regional, line.year, line.part, nik, line.exact_nik, line.edition_id,
                line.convention, _people(line.respondents), line.unsur,
            )  # fmt: skip
        )
    return _one_per_time(found)


def _people(number: int | None) -> int | None:
    """A number of people that can be one; a slipped cell may hold anything."""
    return number if number is not None and 0 < number <= LARGEST_POPULATION else None


def _whose(
    line: AuditedLine, lines: Sequence[AuditedLine], agencies: Sequence[KnownAgency], agency_id: UUID | None
) -> UUID | None:
    """The agency the whole recap is about, unless its table names several offices."""
    offices = {plain(each.agency) for each in lines if each.group == line.group and each.role == UNIT}
    if agency_id is not None and len(offices) <= 1:
        return agency_id
    return best_match(line.agency or line.title, agencies)


def _is_someones(line: AuditedLine, lines: Sequence[AuditedLine]) -> bool:
    if line.role == SERVICE:
        return False
    members = [each for each in lines if each.group == line.group and each is not line]
    if line.role == SUMMARY:
        return all(each.role == SERVICE for each in members) or _is_regions(line, lines)
    # Answers beside a table of services are the same agency a second time.
    services_elsewhere = any(each.role == SUMMARY and _is_someones(each, lines) for each in lines if each.group != line.group)
    return line.role == UNIT and not (line.nik is None and services_elsewhere)


def _is_regions(line: AuditedLine, lines: Sequence[AuditedLine]) -> bool:
    """Whether it is the mean of several agencies at one time: not of one agency's years."""
    members = [each for each in lines if each.group == line.group and each is not line]
    offices = {plain(each.agency) for each in members}
    return line.role == SUMMARY and len(offices) > 1 and len({(each.year, each.part) for each in members}) == 1


def _one_per_time(found: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Of two tables that say the same index of the same time only the one with more behind it."""
    best: dict[tuple[str, int | None, str, Decimal], Proposal] = {}
    for each in found:
        key = (plain(each.title), each.year, each.part, each.nik)
        if key not in best or len(each.unsur) > len(best[key].unsur):
            best[key] = each
    kept = {each.line for each in best.values()}
    return tuple(each for each in found if each.line in kept)


def best_match(name: str, agencies: Sequence[KnownAgency]) -> UUID | None:
    """The agency a name most likely means; None where none is like it."""
    if not plain(name):
        return None
    scored = sorted(((likeness(name, each), each.id) for each in agencies), key=lambda each: -each[0])
    return scored[0][1] if scored and scored[0][0] >= _GOOD_ENOUGH else None


def likeness(name: str, agency: KnownAgency) -> float:
    """How alike two names are, 0 to 1; a short name counts as the name itself."""
    if agency.short_name and plain(name) == plain(agency.short_name):
        return 1.0
    one, other = _words(name), _words(agency.name)
    if not one or not other:
        return 0.0
    shared = len(set(one) & set(other)) / max(len(set(one)), len(set(other)))
    letters = SequenceMatcher(None, " ".join(one), " ".join(other)).ratio()
    # "Puskesmas Tirta Barat" and "Puskesmas Tirta Timur" share most letters: whole words decide with them.
    return (shared + letters) / 2


def _words(name: str) -> list[str]:
    words = [_SHORT_FOR.get(word, word) for word in plain(name).split()]
    return [word for word in " ".join(words).split() if word not in _WORDS_OF_NO_MEANING]
