"""The frozen result of a scope: what screen, API, report and province read, and what is hashed and signed.

It carries the answer counts beside every figure, so that anyone can recompute it from the file alone. Figures are
decimals with their printed places (NRR and NI three, NIK two); the exact fractions follow from the counts. A result of
an agency has its services as units; a result of a regency has its agencies, each with its own services below it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from puas.domain.canonical_json import from_plain, parse_json, sha256_of, to_canonical_json
from puas.domain.tally import Tally

RESULT_FORMAT = "puas-result/1"

FourCounts = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class TenantIdentity:
    """The regency (or demo) a result belongs to, as printed."""

    slug: str
    kind: str
    name: str
    region_code: str
    province_name: str


@dataclass(frozen=True, slots=True)
class AgencyIdentity:
    """The agency a result is about, as printed."""

    id: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class PeriodIdentity:
    """The scope in time. Dates are inclusive, in the tenant's time zone."""

    kind: str
    label: str
    year: int
    starts_on: date
    ends_on: date
    time_zone: str


@dataclass(frozen=True, slots=True)
class Policies:
    """The named choices a figure rests on, where the rule leaves room."""

    weight: str = "exact"
    aggregation: str = "service-mean"
    grading: str = "round-then-compare"
    sample_size: str = "formula"


@dataclass(frozen=True, slots=True)
class UnsurFigures:
    """One unsur of one unit. Figures are None when nobody answered it."""

    slug: str
    answered: int
    total: int
    nrr: Decimal | None
    nik: Decimal | None
    mutu: str | None
    predikat: str | None


@dataclass(frozen=True, slots=True)
class IndexFigures:
    """The index of a unit. Without an index, `reason` is the code and `reason_unsur` what nobody answered."""

    ni: Decimal | None
    nik: Decimal | None
    mutu: str | None
    predikat: str | None
    reason: str | None
    reason_unsur: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit that takes part: a service, or an agency with its services in `units`."""

    id: str
    kind: str
    name: str
    population: int | None
    sample_target: int | None
    respondents: int
    counts: Mapping[str, FourCounts]
    unsur: tuple[UnsurFigures, ...]
    index: IndexFigures
    units: tuple["UnitResult", ...]
    left_out: tuple["LeftOutUnit", ...]

    def unsur_of(self, slug: str) -> UnsurFigures:
        """The figures of one unsur."""
        return _find(self.unsur, slug)

    def tally(self) -> Tally:
        """The counts as a tally."""
        return Tally.of_counts(self.respondents, self.counts)


@dataclass(frozen=True, slots=True)
class LeftOutUnit:
    """A unit on the list that does not count, and why. An agency keeps what its services counted."""

    id: str
    kind: str
    name: str
    population: int | None
    sample_target: int | None
    respondents: int
    reason: str
    reason_unsur: tuple[str, ...]
    units: tuple[UnitResult, ...]
    left_out: tuple["LeftOutUnit", ...]


@dataclass(frozen=True, slots=True)
class ProfileCount:
    """Respondents of one stored category."""

    slug: str
    label: str
    respondents: int


@dataclass(frozen=True, slots=True)
class ProfileTable:
    """Respondents by one profile dimension, at the finest list; documents map it down."""

    dimension: str
    label: str
    rows: tuple[ProfileCount, ...]

    def counts(self) -> dict[str, int]:
        """Respondents by stored category."""
        return {row.slug: row.respondents for row in self.rows}


@dataclass(frozen=True, slots=True)
class ResultSnapshot:
    """The frozen result. `unsur` and `index` follow `policies.aggregation`; both aggregations stand beside them."""

    format: str
    version: int
    version_reason: str
    frozen_at: datetime
    sample_data: bool
    edition_id: str
    edition_name: str
    policies: Policies
    scope: str
    tenant: TenantIdentity
    agency: AgencyIdentity | None
    period: PeriodIdentity
    population: int | None
    sample_target: int | None
    respondents: int
    quarantined: int
    late: int
    counts: Mapping[str, FourCounts]
    unsur: tuple[UnsurFigures, ...]
    index: IndexFigures
    simple_mean: IndexFigures
    respondent_weighted: IndexFigures
    units: tuple[UnitResult, ...]
    left_out: tuple[LeftOutUnit, ...]
    profile: tuple[ProfileTable, ...]

    def unsur_of(self, slug: str) -> UnsurFigures:
        """The figures of one unsur."""
        return _find(self.unsur, slug)

    def profile_of(self, dimension: str) -> ProfileTable | None:
        """One profile table, None when it was not kept."""
        return next((table for table in self.profile if table.dimension == dimension), None)

    def ranked(self) -> tuple[UnsurFigures, ...]:
        """Unsur with figures, the weakest first; equal ones in the order of the rule."""
        known = [each for each in self.unsur if each.nrr is not None]
        # NIK has the finer steps: two NRR that print alike may be a hundredth apart there.
        return tuple(sorted(known, key=lambda each: (each.nik or Decimal(0), each.nrr or Decimal(0))))

    def lowest(self, number: int = 3) -> tuple[UnsurFigures, ...]:
        """The weakest unsur, the weakest first."""
        return self.ranked()[:number]

    def highest(self, number: int = 3) -> tuple[UnsurFigures, ...]:
        """The strongest unsur, the strongest first."""
        return tuple(reversed(self.ranked()))[:number]

    def to_json(self) -> str:
        """Canonical JSON: the bytes that are hashed and signed."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ResultSnapshot":
        """Read a snapshot; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))

    def sha256(self) -> str:
        """The hash of the canonical JSON."""
        return sha256_of(self)


def _find(unsur: tuple[UnsurFigures, ...], slug: str) -> UnsurFigures:
    for each in unsur:
        if each.slug == slug:
            return each
    raise KeyError(slug)
