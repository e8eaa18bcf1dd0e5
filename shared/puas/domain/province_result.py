"""The figures of a province over one scope: what its regencies published, and both means of them.

This is what the installation signs in a province's documents. Everything is a printed figure, so anyone can recompute the
means from this record alone. Of units with fewer respondents than may be shown there is nothing in it but their number.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from puas.domain.canonical_json import from_plain, parse_json, sha256_of, to_canonical_json
from puas.domain.comparison import Change, change
from puas.domain.province_index import margin_of_difference

PROVINCE_RESULT_FORMAT = "puas-province-result/1"

SIMPLE_MEAN = "simple-mean"
RESPONDENT_WEIGHTED = "respondent-weighted"
MEANS = (SIMPLE_MEAN, RESPONDENT_WEIGHTED)

HANDED_OVER = "handed_over"
PARTLY = "partly"
PUBLISHED = "published"
NOT_PUBLISHED = "not_published"
NOT_SURVEYED = "not_surveyed"
NOT_ON_BOARD = "not_on_board"
STATES = (HANDED_OVER, PARTLY, PUBLISHED, NOT_PUBLISHED, NOT_SURVEYED, NOT_ON_BOARD)
"""Where a regency stands: everything handed over, a part of it, published but not handed over, surveys without anything
published, no survey in the scope, not using the product at all."""


@dataclass(frozen=True, slots=True)
class UnsurIndex:
    """One unsur as printed; without an index where nobody answered it."""

    slug: str
    nik: Decimal | None
    mutu: str


@dataclass(frozen=True, slots=True)
class PublishedFigures:
    """What a unit published over the scope. `members` of `members_total` have an index; `margin` is half the width of the 95 %
    interval of the index, in its points; the letter is stable where it is the same all over that interval."""

    edition_id: str
    periods: int
    members: int
    members_total: int
    respondents: int
    sample_target: int | None
    nik: Decimal | None
    mutu: str
    simple_mean: Decimal | None
    respondent_weighted: Decimal | None
    margin: Decimal | None
    is_letter_stable: bool | None
    unsur: tuple[UnsurIndex, ...]

    @property
    def pooled(self) -> Decimal | None:
        """The index in which every answer counts the same; the declared one where the unit has no other."""
        return self.respondent_weighted if self.respondent_weighted is not None else self.nik

    @property
    def is_under_sample(self) -> bool:
        """Whether it asked fewer people than it had to."""
        return bool(self.sample_target) and self.respondents < (self.sample_target or 0)

    @property
    def lowest(self) -> UnsurIndex | None:
        """The weakest unsur; of equal ones the first of the rule."""
        known = [each for each in self.unsur if each.nik is not None]
        return min(known, key=lambda each: each.nik or Decimal(0)) if known else None


@dataclass(frozen=True, slots=True)
class Reporting:
    """How far the reports of a scope have come. `agencies` are those the regency has registered, `periods` its surveys in the scope;
    `late` are those not handed over though their day is past. Promises are those of follow-up plans (RTL)."""

    agencies: int = 0
    periods: int = 0
    published: int = 0
    handed_over: int = 0
    late: int = 0
    promises: int = 0
    promises_done: int = 0
    promises_late: int = 0


@dataclass(frozen=True, slots=True)
class RegencyLine:
    """One regency. `figures` is None where nothing is published, or where too few people answered (then it is suppressed)."""

    code: str
    name: str
    state: str
    rank: int | None
    figures: PublishedFigures | None
    is_suppressed: bool
    reporting: Reporting
    previous_nik: Decimal | None
    previous_margin: Decimal | None
    previous_edition: str

    @property
    def nik(self) -> Decimal | None:
        return self.figures.nik if self.figures else None

    @property
    def change(self) -> Change | None:
        """From the scope before, between printed figures."""
        if self.figures is None or self.figures.nik is None or self.previous_nik is None:
            return None
        return change(self.figures.nik, self.previous_nik, rule_changed=self.previous_edition != self.figures.edition_id)

    @property
    def change_margin(self) -> Decimal | None:
        """Half the width of the interval of that change."""
        return margin_of_difference(self.figures.margin if self.figures else None, self.previous_margin)

    @property
    def is_sure_change(self) -> bool:
        """Whether the change is larger than what chance alone explains."""
        found, margin = self.change, self.change_margin
        return found is not None and margin is not None and abs(found.amount) > margin

    @property
    def agencies(self) -> int:
        """All its agencies, as far as known."""
        return max(self.reporting.agencies, self.figures.members_total if self.figures else 0)


@dataclass(frozen=True, slots=True)
class MeanFigures:
    """A mean over regencies; empty without any."""

    nik: Decimal | None
    mutu: str
    predikat: str
    margin: Decimal | None


@dataclass(frozen=True, slots=True)
class UnsurMeans:
    """One unsur over the province, both ways."""

    slug: str
    simple_mean: Decimal | None
    simple_mutu: str
    respondent_weighted: Decimal | None
    weighted_mutu: str


@dataclass(frozen=True, slots=True)
class AgencyPoint:
    """An agency of a kind among the highest or the lowest of the province."""

    regency: str
    name: str
    respondents: int
    nik: Decimal
    mutu: str
    margin: Decimal | None
    is_letter_stable: bool | None


@dataclass(frozen=True, slots=True)
class KindLine:
    """Agencies that do the same work all over the province: `kind` is their family's slug, or their kind where none is known.

    `nik_sum` and `weighted_sum` are the sums its means are made of; only agencies that reached their sample are among the highest
    and lowest, where there are enough of them.
    """

    kind: str
    agencies: int
    regencies: int
    suppressed: int
    respondents: int
    nik_sum: Decimal
    weighted_sum: Decimal
    simple_mean: Decimal | None
    simple_mutu: str
    respondent_weighted: Decimal | None
    highest: tuple[AgencyPoint, ...]
    lowest: tuple[AgencyPoint, ...]


@dataclass(frozen=True, slots=True)
class ProvincePoint:
    """The province's declared index over an earlier scope of the same kind; of how many regencies."""

    label: str
    year: int
    edition_id: str
    edition_name: str
    nik: Decimal
    mutu: str
    predikat: str
    respondents: int
    regencies: int
    margin: Decimal | None


@dataclass(frozen=True, slots=True)
class ProvinceResult:
    """All figures of a province. `regencies` are all of it, ranked ones first; `declared` says which mean is the province's index."""

    format: str
    frozen_at: datetime
    sample_data: bool
    province_code: str
    province_name: str
    time_zone: str
    scope_year: int
    scope_part: str
    label: str
    starts_on: date
    ends_on: date
    edition_id: str
    edition_name: str
    declared: str
    respondents: int
    simple_mean: MeanFigures
    respondent_weighted: MeanFigures
    unsur: tuple[UnsurMeans, ...]
    regencies: tuple[RegencyLine, ...]
    kinds: tuple[KindLine, ...]
    trend: tuple[ProvincePoint, ...]
    suppressed_agencies: int
    suppressed_services: int

    @property
    def is_weighted(self) -> bool:
        return self.declared == RESPONDENT_WEIGHTED

    @property
    def index(self) -> MeanFigures:
        """The declared mean."""
        return self.respondent_weighted if self.is_weighted else self.simple_mean

    @property
    def other_mean(self) -> MeanFigures:
        """The one that stands beside it."""
        return self.simple_mean if self.is_weighted else self.respondent_weighted

    @property
    def counted(self) -> tuple[RegencyLine, ...]:
        """The regencies the index is made of."""
        return tuple(each for each in self.regencies if is_counted(each, self.edition_id))

    @property
    def without_index(self) -> tuple[RegencyLine, ...]:
        """Those that take no part in it."""
        return tuple(each for each in self.regencies if not is_counted(each, self.edition_id))

    def unsur_index(self, each: UnsurMeans) -> Decimal | None:
        """An unsur by the declared mean."""
        return each.respondent_weighted if self.is_weighted else each.simple_mean

    def unsur_mutu(self, each: UnsurMeans) -> str:
        return each.weighted_mutu if self.is_weighted else each.simple_mutu

    def to_json(self) -> str:
        """Canonical JSON; what is signed."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ProvinceResult":
        """Read a result; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))

    def sha256(self) -> str:
        """The hash of the canonical JSON."""
        return sha256_of(self)


def is_counted(line: RegencyLine, edition_id: str) -> bool:
    """Whether a regency takes part in the province's means: it has an index, by the same rule as the others."""
    return line.figures is not None and line.figures.nik is not None and line.figures.edition_id == edition_id
