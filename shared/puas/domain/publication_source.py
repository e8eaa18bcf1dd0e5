"""What a publication banner or poster of a result is drawn from: the figures the public may see, frozen with the request.

The content of the banner follows the publication form in use (index, service, respondents by sex and education, period).
Groups so small that a person could be recognised are not in the record at all, so no drawing can show them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.disclosure import hide_small_groups, may_be_published
from puas.domain.regulation.edition import NOT_STATED_LABEL, Edition
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import IndexFigures, ResultSnapshot, UnitResult, UnsurFigures

PUBLICATION_FORMAT = "puas-publication/1"

SERVICE = "service"
AGENCY = "agency"
REGENCY = "regency"

NO_INDEX = "no-index"
TOO_FEW = "too-few"
NOT_FINAL = "not-final"
REFUSALS = (NOT_FINAL, NO_INDEX, TOO_FEW)
"""Why a result is not printed for the public."""

_LOWEST = 3
_LIST = "banner"


@dataclass(frozen=True, slots=True)
class PublishedUnsur:
    """One bar."""

    slug: str
    name: str
    answered: int
    nik: Decimal | None
    mutu: str | None
    is_among_lowest: bool


@dataclass(frozen=True, slots=True)
class PublishedGroup:
    """Respondents of one printed category; None where the group is too small to be shown."""

    label: str
    respondents: int | None


@dataclass(frozen=True, slots=True)
class PublishedUnit:
    """A service or agency the index is made of. Without figures where too few answered."""

    name: str
    respondents: int | None
    nik: Decimal | None
    mutu: str | None


@dataclass(frozen=True, slots=True)
class PublishedAction:
    """A promise: of last time with what became of it, or a new one with its time. `state` is a key of FOLLOW_UP_STATES."""

    unsur: str
    plan: str
    state: str
    description: str
    when: str


@dataclass(frozen=True, slots=True)
class ActionCount:
    """How many promises of last time are kept, under way, and not begun; and how many there are for next time."""

    done: int
    in_progress: int
    planned: int
    promised: int

    @property
    def before(self) -> int:
        """All promises of last time."""
        return self.done + self.in_progress + self.planned


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose banner it is, and the number under which it can be checked."""

    document_id: str
    verification_url: str
    government: str
    accent_colour: str
    emblem_file: str | None


@dataclass(frozen=True, slots=True)
class PublicationSource:
    """A banner or poster. `unit` is the agency's name, the regency's where the result is of all agencies.

    `result_sha256` is that of the signed result of a single period; figures added up have none.
    """

    format: str
    publisher: Publisher
    prepared_at: datetime
    scope: str
    unit: str
    short_name: str
    service: str
    period_label: str
    starts_on: date
    ends_on: date
    edition_id: str
    edition_name: str
    result_sha256: str
    sample_data: bool
    respondents: int
    index: IndexFigures
    unsur: tuple[PublishedUnsur, ...]
    genders: tuple[PublishedGroup, ...]
    education: tuple[PublishedGroup, ...]
    units: tuple[PublishedUnit, ...]
    left_out: int
    kept: tuple[PublishedAction, ...]
    promised: tuple[PublishedAction, ...]
    actions: ActionCount

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "PublicationSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))


@dataclass(frozen=True, slots=True)
class Promises:
    """The follow-up beside the figures."""

    kept: tuple[PublishedAction, ...]
    promised: tuple[PublishedAction, ...]
    count: ActionCount


NO_PROMISES = Promises((), (), ActionCount(0, 0, 0, 0))


def refusal_of(result: ResultSnapshot, service_id: str | None = None) -> str | None:
    """Why these figures are not printed for the public; None where they may be."""
    unit = service_in(result, service_id)
    if service_id is not None and unit is None:
        return NO_INDEX
    index, respondents = (unit.index, unit.respondents) if unit else (result.index, result.respondents)
    if not may_be_published(respondents):
        return TOO_FEW
    return NO_INDEX if index.nik is None else None


def service_in(result: ResultSnapshot, service_id: str | None) -> UnitResult | None:
    """The service of this id among the units that were answered."""
    return next((unit for unit in result.units if unit.id == service_id), None)


def publication_source(
    result: ResultSnapshot,
    *,
    service_id: str | None,
    publisher: Publisher,
    sha256: str,
    promises: Promises,
    now: datetime,
) -> PublicationSource:
    """The public part of a result. `refusal_of` must have had no objection."""
    rule = edition(result.edition_id)
    unit = service_in(result, service_id)
    figures = unit if unit is not None else result
    agency = result.agency
    return PublicationSource(
        format=PUBLICATION_FORMAT,
        publisher=publisher,
        prepared_at=now,
        scope=SERVICE if unit is not None else AGENCY if agency is not None else REGENCY,
        unit=agency.name if agency is not None else result.tenant.name,
        short_name=(agency.short_name or agency.name) if agency is not None else result.tenant.name,
        service=unit.name if unit is not None else "",
        period_label=result.period.label,
        starts_on=result.period.starts_on,
        ends_on=result.period.ends_on,
        edition_id=result.edition_id,
        edition_name=result.edition_name,
        result_sha256=sha256,
        sample_data=result.sample_data,
        respondents=figures.respondents,
        index=figures.index,
        unsur=_bars(rule, figures.unsur),
        # Profiles are counted per agency, never per service, so that small groups stay unknown.
        genders=() if unit is not None else _groups(rule, result, "gender"),
        education=() if unit is not None else _groups(rule, result, "education"),
        units=() if unit is not None else tuple(_unit(each) for each in result.units if each.respondents),
        left_out=0 if unit is not None else len(result.left_out),
        kept=promises.kept,
        promised=promises.promised,
        actions=promises.count,
    )


def _bars(rule: Edition, unsur: Sequence[UnsurFigures]) -> tuple[PublishedUnsur, ...]:
    known = sorted((each for each in unsur if each.nrr is not None), key=lambda each: each.nrr or Decimal(0))
    lowest = {each.slug for each in known[:_LOWEST]}
    return tuple(
        PublishedUnsur(each.slug, rule.unsur_named(each.slug).name, each.answered, each.nik, each.mutu, each.slug in lowest)
        for each in unsur
    )


def _groups(rule: Edition, result: ResultSnapshot, dimension: str) -> tuple[PublishedGroup, ...]:
    table = result.profile_of(dimension)
    if table is None:
        return ()
    rows = [row for row in rule.profile_question(dimension).count_for(_LIST, table.counts()) if row[1]]
    # Those who left the question out are no group of people one could recognise somebody by.
    blanks = [row for row in rows if row[0] == NOT_STATED_LABEL]
    rows = [row for row in rows if row[0] != NOT_STATED_LABEL]
    shown = hide_small_groups([count for _, count in rows])
    groups = [PublishedGroup(label, count) for (label, _), count in zip(rows, shown, strict=True)]
    return (*groups, *(PublishedGroup(label, count) for label, count in blanks))


def _unit(unit: UnitResult) -> PublishedUnit:
    if not may_be_published(unit.respondents):
        return PublishedUnit(unit.name, None, None, None)
    return PublishedUnit(unit.name, unit.respondents, unit.index.nik, unit.index.mutu)
