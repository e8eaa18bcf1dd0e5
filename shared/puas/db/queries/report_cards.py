"""What report cards are made of: readings of the registers, published indexes, targets and promises. `agency_ids` narrows to an
officer's own; None means all of the tenant. Nothing here reads a register's own tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, exists, extract, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies import ACTIVE, own
from puas.db.tables.agencies import Agency
from puas.db.tables.results import PastResult, Target
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.db.tables.yardsticks import ImprovementItem, YardstickFigure
from puas.domain.card_rules import PLANS, SURVEY, CardFigure
from puas.domain.comparison import printed_nik
from puas.domain.followup_plan import DONE
from puas.domain.quality_grade import grade
from puas.domain.regulation.registry import edition
from puas.domain.report_card import SUMMED, YearFigure, figures_of
from puas.domain.reporting_scope import WHOLE_YEAR
from puas.domain.yardsticks import AGENCY, COUNT_NAMES, MALL, PERFORMANCE, REGENCY, YARDSTICKS, Reading

READING_COLUMNS = tuple(getattr(YardstickFigure, name) for name in Reading.__dataclass_fields__)
"""What a `Reading` is made of, in its order."""


class CardAgency(NamedTuple):
    """An agency that has a card."""

    id: UUID
    name: str
    short_name: str
    kind: str

    @property
    def called(self) -> str:
        """What people call it."""
        return self.short_name or self.name


def reading_of(values: Sequence[Any]) -> Reading:
    """The reading of READING_COLUMNS in their order; of counts that a later version told only those this one knows."""
    yardstick, year, level, unit_id, name, kind, value, letter, label, counts, variant = values
    known = COUNT_NAMES[yardstick]
    if not counts.keys() <= known:
        counts = {each: number for each, number in counts.items() if each in known}
    return Reading(yardstick, year, level, unit_id, name, kind, value, letter, label, counts, variant)


def is_known() -> ColumnElement[bool]:
    """Whether a reading is of a yardstick this version knows."""
    return YardstickFigure.yardstick.in_(YARDSTICKS)


def list_card_agencies(session: Session, *, tenant_id: int, agency_ids: Collection[UUID] | None = None) -> list[CardAgency]:
    """The regency's own active agencies by name; those of other owners that only serve here have no card."""
    statement = (
        select(Agency.id, Agency.name, Agency.short_name, Agency.kind)
        .where(Agency.tenant_id == tenant_id, own(Agency.id, agency_ids), Agency.state == ACTIVE, Agency.owner == "")
        .order_by(func.lower(Agency.name), Agency.id)
    )
    return [CardAgency(*row) for row in session.execute(statement)]


def card_years(session: Session, *, tenant_id: int) -> list[int]:
    """The years with anything to show, the newest first."""
    readings = select(YardstickFigure.year).where(YardstickFigure.tenant_id == tenant_id)
    survey = select(SharedFigure.year).where(SharedFigure.tenant_id == tenant_id, SharedFigure.part == WHOLE_YEAR)
    years = session.scalars(readings.union(survey))
    return sorted(years, reverse=True)


def figures_of_agencies(
    session: Session, *, tenant_id: int, years: Collection[int], today: date, agency_ids: Collection[UUID] | None = None
) -> dict[UUID, list[YearFigure]]:
    """Of every agency what is known of these years; four statements however many there are."""
    statement = select(*READING_COLUMNS).where(
        YardstickFigure.tenant_id == tenant_id, YardstickFigure.level == AGENCY, YardstickFigure.year.in_(years),
        own(YardstickFigure.unit_id, agency_ids), is_known(),
    )  # fmt: skip
    found: dict[UUID, list[YearFigure]] = {}
    readings: dict[UUID, list[Reading]] = {}
    for row in session.execute(statement):
        readings.setdefault(row.unit_id, []).append(reading_of(row))
    for unit_id, mine in readings.items():
        found.setdefault(unit_id, []).extend(figures_of(mine, AGENCY, unit_id))
    where = SharedFigure.year.in_(years), own(SharedFigure.unit_id, agency_ids)
    for unit_id, figure in _survey(session, tenant_id, SharedFigure.level == AGENCY, *where):
        found.setdefault(unit_id, []).append(figure)
    for unit_id, figure in _plans(session, tenant_id, today=today, agency_ids=agency_ids, years=years):
        found.setdefault(unit_id, []).append(figure)
    return found


def figures_of_agency(session: Session, *, tenant_id: int, agency_id: UUID, today: date) -> list[YearFigure]:
    """Everything known of one agency, of all years."""
    statement = select(*READING_COLUMNS).where(
        YardstickFigure.tenant_id == tenant_id, YardstickFigure.level == AGENCY, YardstickFigure.unit_id == agency_id,
        is_known(),
    )  # fmt: skip
    found = figures_of((reading_of(row) for row in session.execute(statement)), AGENCY, agency_id)
    survey = [figure for _unit, figure in _survey(session, tenant_id, SharedFigure.level == AGENCY, SharedFigure.unit_id == agency_id)]
    plans = [figure for _unit, figure in _plans(session, tenant_id, today=today, agency_ids=[agency_id])]
    return [*found, *_with_the_past(session, tenant_id, agency_id, survey), *plans]


def figures_of_all(
    session: Session, *, tenant_id: int, years: Collection[int], today: date, agency_ids: Collection[UUID]
) -> tuple[dict[UUID, list[YearFigure]], list[YearFigure]]:
    """Of these agencies, and of the regency as a whole, what is known of these years; four statements for both."""
    statement = select(*READING_COLUMNS).where(
        YardstickFigure.tenant_id == tenant_id, YardstickFigure.year.in_(years), is_known(),
        or_(_of_regency(tenant_id), and_(YardstickFigure.level == AGENCY, YardstickFigure.unit_id.in_(agency_ids))),
    )  # fmt: skip
    readings = [reading_of(row) for row in session.execute(statement)]
    by_agency: dict[UUID, list[YearFigure]] = {each: [] for each in agency_ids}
    by_unit: dict[UUID, list[Reading]] = {}
    for each in readings:
        if each.level == AGENCY and each.unit_id in by_agency:
            by_unit.setdefault(each.unit_id, []).append(each)
    for unit_id, mine in by_unit.items():
        by_agency[unit_id] += figures_of(mine, AGENCY, unit_id)
    units = or_(SharedFigure.level == REGENCY, and_(SharedFigure.level == AGENCY, SharedFigure.unit_id.in_(agency_ids)))
    of_regency: list[YearFigure] = []
    for unit_id, figure in _survey(session, tenant_id, units, SharedFigure.year.in_(years)):
        (by_agency[unit_id] if unit_id in by_agency else of_regency).append(figure)
    plans = list(_plans(session, tenant_id, today=today, years=years))
    for unit_id, figure in plans:
        if unit_id in by_agency:
            by_agency[unit_id].append(figure)
    whole = [*figures_of(readings, REGENCY), *_with_the_past(session, tenant_id, None, of_regency), *_summed_plans(plans)]
    return by_agency, whole


def registers_of_regency(session: Session, *, tenant_id: int, years: Collection[int] | None = None) -> list[YearFigure]:
    """What the registers told of the regency as a whole, in one statement."""
    statement = select(*READING_COLUMNS).where(
        YardstickFigure.tenant_id == tenant_id, _of_regency(tenant_id), _in(YardstickFigure.year, years), is_known()
    )
    return figures_of((reading_of(row) for row in session.execute(statement)), REGENCY)


def _of_regency(tenant_id: int) -> ColumnElement[bool]:
    """Readings of the regency and its malls, and those of its agencies where they are added up because the regency tells none."""
    told = aliased(YardstickFigure)
    is_told = exists().where(
        told.tenant_id == tenant_id, told.level == REGENCY, told.yardstick == YardstickFigure.yardstick, told.year == YardstickFigure.year
    )
    of_agencies = and_(YardstickFigure.level == AGENCY, YardstickFigure.yardstick.in_({*SUMMED, PERFORMANCE}), ~is_told)
    return or_(YardstickFigure.level.in_((REGENCY, MALL)), of_agencies)


def registers_of_agencies(
    session: Session, *, tenant_id: int, years: Collection[int], agency_ids: Collection[UUID]
) -> list[YearFigure]:
    """What the registers told of one agency; of several the sums of their counts."""
    statement = select(*READING_COLUMNS).where(
        YardstickFigure.tenant_id == tenant_id, YardstickFigure.level == AGENCY, YardstickFigure.unit_id.in_(agency_ids),
        YardstickFigure.year.in_(years), is_known(),
    )  # fmt: skip
    readings = [reading_of(row) for row in session.execute(statement)]
    if len(agency_ids) == 1:
        return figures_of(readings, AGENCY, next(iter(agency_ids)))
    return figures_of(readings, REGENCY)


def figures_of_regency(
    session: Session, *, tenant_id: int, today: date, years: Collection[int] | None = None
) -> list[YearFigure]:
    """Everything known of the regency as a whole, of all years or some; counts of its agencies are added up where it has none."""
    found = registers_of_regency(session, tenant_id=tenant_id, years=years)
    survey = [figure for _unit, figure in _survey(session, tenant_id, SharedFigure.level == REGENCY, _in(SharedFigure.year, years))]
    plans = _plans(session, tenant_id, today=today, years=years)
    return [*found, *_with_the_past(session, tenant_id, None, survey), *_summed_plans(plans)]


def _summed_plans(plans: Iterable[tuple[UUID, YearFigure]]) -> list[YearFigure]:
    """The promises of all agencies together, by year."""
    counts: dict[int, dict[str, int]] = {}
    for _unit, each in plans:
        total = counts.setdefault(each.year, {})
        for name, number in each.figure.counts.items():
            total[name] = total.get(name, 0) + number
    return [YearFigure(PLANS, year, CardFigure(counts=total)) for year, total in counts.items()]


def targets_of(session: Session, *, tenant_id: int, agency_id: UUID | None) -> Mapping[int, Decimal]:
    """The targets of a unit by year; of the regency for None."""
    statement = select(Target.year, Target.nik).where(Target.tenant_id == tenant_id, Target.agency_id == agency_id)
    return {row.year: row.nik for row in session.execute(statement)}


def survey_figure(edition_id: str, nik: Decimal | None, mutu: str, respondents: int | None, sample_target: int | None) -> CardFigure:
    """A published index as a figure of a card."""
    counts = {"respondents": respondents, "sample": sample_target}
    known = {name: number for name, number in counts.items() if number is not None}
    predikat = grade(edition(edition_id), nik).predikat if nik is not None else ""
    return CardFigure(nik, mutu, predikat, known, edition(edition_id).name)


def _survey(session: Session, tenant_id: int, *where: ColumnElement[bool]) -> Iterable[tuple[UUID, YearFigure]]:
    """Published indexes of whole years; of a group too small to be shown there is none."""
    statement = select(
        SharedFigure.unit_id, SharedFigure.year, SharedFigure.edition, SharedFigure.nik, SharedFigure.mutu, SharedFigure.respondents,
        SharedFigure.sample_target,
    ).where(
        SharedFigure.tenant_id == tenant_id, SharedFigure.part == WHOLE_YEAR, SharedFigure.nik.is_not(None), *where
    )  # fmt: skip
    rows: Any = session.execute(statement)
    for unit_id, year, *figure in rows:
        yield unit_id, YearFigure(SURVEY, year, survey_figure(*figure))


def _with_the_past(session: Session, tenant_id: int, agency_id: UUID | None, survey: list[YearFigure]) -> list[YearFigure]:
    """With the years before the platform; of a year with several figures the one that is called by the year itself."""
    statement = (
        select(PastResult.year, PastResult.label, PastResult.edition, PastResult.nik, PastResult.respondents)
        .where(PastResult.tenant_id == tenant_id, PastResult.agency_id == agency_id)
        .order_by(PastResult.year, PastResult.label)
    )
    known = {each.year for each in survey}
    by_year: dict[int, list[Any]] = {}
    for row in session.execute(statement):
        if row.year not in known:
            by_year.setdefault(row.year, []).append(row)
    found = list(survey)
    for year, rows in by_year.items():
        whole = [row for row in rows if row.label in (str(year), f"Tahun {year}")] or (rows if len(rows) == 1 else [])
        for row in whole[:1]:
            nik = printed_nik(row.nik)
            mutu = grade(edition(row.edition), nik).mutu
            found.append(YearFigure(SURVEY, year, survey_figure(row.edition, nik, mutu, row.respondents, None)))
    return found


def _plans(
    session: Session, tenant_id: int, *, today: date, agency_ids: Collection[UUID] | None = None, years: Collection[int] | None = None
) -> Iterable[tuple[UUID, YearFigure]]:
    """Promises by the year of their survey, with those that came from the other yardsticks."""
    year_of_survey = cast(extract("year", Submission.ends_on), Integer)
    plans: Select[*tuple[Any, ...]] = (
        select(
            Submission.agency_id, year_of_survey.label("year"), func.sum(Submission.promises).label("promises"),
            func.sum(Submission.promises_done).label("done"), func.sum(Submission.promises_late).label("late"),
        )
        .where(Submission.tenant_id == tenant_id, own(Submission.agency_id, agency_ids), _in(year_of_survey, years))
        .group_by(Submission.agency_id, year_of_survey)
    )  # fmt: skip
    is_done = ImprovementItem.state == DONE
    months = case((ImprovementItem.due_precision == "quarter", 3), else_=1)
    is_late = and_(~is_done, ImprovementItem.due_on + func.make_interval(0, months) <= today)
    items = (
        select(
            ImprovementItem.agency_id, ImprovementItem.year, func.count(), func.count().filter(is_done), func.count().filter(is_late)
        )
        .where(ImprovementItem.tenant_id == tenant_id, own(ImprovementItem.agency_id, agency_ids), _in(ImprovementItem.year, years))
        .group_by(ImprovementItem.agency_id, ImprovementItem.year)
    )
    both = union_all(plans, items).subquery()
    agency_id, year, *numbers = both.columns
    statement = select(agency_id, year, *(func.sum(each) for each in numbers)).group_by(agency_id, year)
    for unit_id, of_year, promises, done, late in session.execute(statement):
        if promises:
            yield unit_id, YearFigure(PLANS, of_year, CardFigure(counts={"promises": int(promises), "done": int(done), "late": int(late)}))


def _in(column: Any, years: Collection[int] | None) -> ColumnElement[bool]:
    return literal(True) if years is None else column.in_(years)

