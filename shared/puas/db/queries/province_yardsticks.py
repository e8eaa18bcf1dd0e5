"""Readings of the other yardsticks across the regencies of a province; read with the province's own log-in.

The published indexes of the survey stand beside them (`shared_figures`), promises as far as a published report holds them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Integer, Text, and_, cast, column, distinct, exists, extract, func, select, true
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies_of_kind import is_named
from puas.db.queries.report_cards import READING_COLUMNS, is_known, reading_of, survey_figure
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.card_rules import PLANS, SURVEY, CardFigure
from puas.domain.report_card import SUMMED, UNITS, YearFigure, figures_of
from puas.domain.reporting_scope import WHOLE_YEAR
from puas.domain.yardsticks import AGENCY, MALL, PERFORMANCE, REGENCY, Reading

_PORTION = 2000

AgencyKey = tuple[int, UUID]


class LetterCount(NamedTuple):
    """How many agencies of a regency have a letter."""

    tenant_id: int
    letter: str
    number: int


class OfficeName(NamedTuple):
    """Name and kind under which agencies have told something."""

    name: str
    kind: str
    number: int


def years_of_province(session: Session, *, province_code: str) -> list[int]:
    """The years any regency has told something of, the newest first."""
    statement = select(YardstickFigure.year).where(YardstickFigure.province_code == province_code).distinct()
    return sorted(session.scalars(statement), reverse=True)


def figures_of_regencies(
    session: Session, *, province_code: str, years: Collection[int], tenant_id: int | None = None
) -> dict[int, list[YearFigure]]:
    """Of each regency what it told as a whole, its malls, and the sums of its agencies' counts where it told no whole; four statements."""
    found: dict[int, list[YearFigure]] = {}
    readings: dict[int, list[Reading]] = {}
    own = _of_province(province_code, years, tenant_id)
    statement = select(YardstickFigure.tenant_id, *READING_COLUMNS).where(own, YardstickFigure.level.in_((REGENCY, MALL)), is_known())
    for row in session.execute(statement):
        readings.setdefault(row.tenant_id, []).append(_reading(row))
    for key, mine in readings.items():
        found.setdefault(key, []).extend(figures_of(mine, REGENCY))
    for key, figure in _sums(session, own):
        found.setdefault(key, []).append(figure)
    for key, figure in _assessed(session, own):
        found.setdefault(key, []).append(figure)
    for key, _unit, figure in _survey(session, province_code, REGENCY, years, tenant_id):
        found.setdefault(key, []).append(figure)
    return found


def figures_of_offices(
    session: Session, *, province_code: str, years: Collection[int], names: Collection[tuple[str, str]]
) -> dict[AgencyKey, list[YearFigure]]:
    """Of each agency with one of these names and kinds what it told; two statements."""
    statement = select(YardstickFigure.tenant_id, *READING_COLUMNS).where(
        _of_province(province_code, years), YardstickFigure.level == AGENCY, is_known(),
        is_named(YardstickFigure.name, YardstickFigure.kind, names),
    )  # fmt: skip
    found: dict[AgencyKey, list[YearFigure]] = {}
    for row in session.execute(statement):
        key = (row.tenant_id, row.unit_id)
        found.setdefault(key, []).extend(figures_of([_reading(row)], AGENCY, row.unit_id))
    where = is_named(SharedFigure.name, SharedFigure.kind, names)
    for tenant_id, unit_id, figure in _survey(session, province_code, AGENCY, years, None, where):
        found.setdefault((tenant_id, unit_id), []).append(figure)
    return found


def names_of_offices(
    session: Session, *, province_code: str, names: Collection[tuple[str, str]], years: Collection[int]
) -> dict[AgencyKey, str]:
    """What these agencies are called, by the newest of the years."""
    statement = (
        select(YardstickFigure.tenant_id, YardstickFigure.unit_id, YardstickFigure.name)
        .where(
            _of_province(province_code, years), YardstickFigure.level == AGENCY,
            is_named(YardstickFigure.name, YardstickFigure.kind, names),
        )
        .order_by(YardstickFigure.year)
    )  # fmt: skip
    return {(row.tenant_id, row.unit_id): row.name for row in session.execute(statement)}


def figures_of_office(session: Session, *, province_code: str, tenant_id: int, agency_id: UUID) -> tuple[str, list[YearFigure]]:
    """Name and figures of one agency, of all years; an empty name where the province has nothing to see of it."""
    statement = (
        select(YardstickFigure.tenant_id, *READING_COLUMNS)
        .where(
            YardstickFigure.province_code == province_code, YardstickFigure.tenant_id == tenant_id, YardstickFigure.level == AGENCY,
            YardstickFigure.unit_id == agency_id, is_known(),
        )
        .order_by(YardstickFigure.year)
    )  # fmt: skip
    readings = [_reading(row) for row in session.execute(statement)]
    found = figures_of(readings, AGENCY, agency_id)
    where = SharedFigure.unit_id == agency_id
    found += [figure for _tenant, _unit, figure in _survey(session, province_code, AGENCY, None, tenant_id, where)]
    name = readings[-1].name if readings else ""
    return name, [*found, *(_plans(session, province_code, tenant_id, agency_id) if found else ())]


def offices_of_regency(session: Session, *, province_code: str, tenant_id: int, year: int) -> list[tuple[UUID, str]]:
    """The agencies of a regency that told something of a year, by name."""
    statement = (
        select(YardstickFigure.unit_id, func.max(YardstickFigure.name))
        .where(_of_province(province_code, [year], tenant_id), YardstickFigure.level == AGENCY)
        .group_by(YardstickFigure.unit_id)
        .order_by(func.lower(func.max(YardstickFigure.name)))
    )
    return [(unit_id, name) for unit_id, name in session.execute(statement)]


def plans_of_regency(session: Session, *, province_code: str, tenant_id: int) -> list[YearFigure]:
    """Promises of a regency's plans by the year of their survey, as counted with each submission."""
    return list(_plans(session, province_code, tenant_id, None))


def count_offices(session: Session, *, province_code: str, year: int) -> list[OfficeName]:
    """Names and kinds of the agencies that told something of a year, with how many are called so."""
    statement = (
        select(YardstickFigure.name, YardstickFigure.kind, func.count(distinct(YardstickFigure.unit_id)))
        .where(_of_province(province_code, [year]), YardstickFigure.level == AGENCY)
        .group_by(YardstickFigure.name, YardstickFigure.kind)
    )
    return [OfficeName(*row) for row in session.execute(statement)]


def letters_of_offices(session: Session, *, province_code: str, yardstick: str, year: int) -> list[LetterCount]:
    """By regency how many of its agencies have which letter; of two rules both are counted."""
    statement = (
        select(YardstickFigure.tenant_id, YardstickFigure.letter, func.count())
        .where(
            _of_province(province_code, [year]), YardstickFigure.yardstick == yardstick, YardstickFigure.level == AGENCY,
            YardstickFigure.letter != "",
        )
        .group_by(YardstickFigure.tenant_id, YardstickFigure.letter)
        .order_by(YardstickFigure.tenant_id, YardstickFigure.letter)
    )  # fmt: skip
    return [LetterCount(*row) for row in session.execute(statement)]


def all_readings(session: Session, *, province_code: str, years: Collection[int] | None = None) -> Iterator[tuple[int, Reading]]:
    """Every reading of the province with the number of its regency, taken from the server in portions."""
    statement = (
        select(YardstickFigure.tenant_id, *READING_COLUMNS)
        .where(_of_province(province_code, years), is_known())
        .order_by(
            YardstickFigure.tenant_id, YardstickFigure.year, YardstickFigure.yardstick, YardstickFigure.level, YardstickFigure.name,
            YardstickFigure.variant,
        )
    )  # fmt: skip
    for row in session.execute(statement, execution_options={"yield_per": _PORTION}):
        yield row.tenant_id, _reading(row)


def _reading(row: Any) -> Reading:
    _tenant_id, *values = row
    return reading_of(values)


def _of_province(province_code: str, years: Collection[int] | None, tenant_id: int | None = None) -> ColumnElement[bool]:
    parts = [YardstickFigure.province_code == province_code]
    if years is not None:
        parts.append(YardstickFigure.year.in_(years))
    if tenant_id is not None:
        parts.append(YardstickFigure.tenant_id == tenant_id)
    return and_(*parts)


def _without_a_whole() -> ColumnElement[bool]:
    """Whether the regency itself told nothing of the yardstick and year of this row of an agency."""
    told = aliased(YardstickFigure)
    return ~exists().where(
        told.province_code == YardstickFigure.province_code, told.tenant_id == YardstickFigure.tenant_id, told.level == REGENCY,
        told.yardstick == YardstickFigure.yardstick, told.year == YardstickFigure.year,
    )  # fmt: skip


def _sums(session: Session, own: ColumnElement[bool]) -> Iterator[tuple[int, YearFigure]]:
    counts = func.jsonb_each_text(YardstickFigure.counts).table_valued(column("key", Text), column("value", Text), name="counted")
    number = cast(counts.c.value, BigInteger)
    statement = (
        select(YardstickFigure.tenant_id, YardstickFigure.yardstick, YardstickFigure.year, counts.c.key, func.sum(number), func.max(number))
        .select_from(YardstickFigure)
        .join(counts, true())
        .where(own, YardstickFigure.level == AGENCY, YardstickFigure.yardstick.in_(SUMMED), _without_a_whole())
        .group_by(YardstickFigure.tenant_id, YardstickFigure.yardstick, YardstickFigure.year, counts.c.key)
    )
    found: dict[tuple[int, str, int], dict[str, int]] = {}
    for tenant_id, yardstick, year, name, total, most in session.execute(statement):
        found.setdefault((tenant_id, yardstick, year), {})[name] = int(most if name == "furthest" else total)
    for (tenant_id, yardstick, year), known in found.items():
        yield tenant_id, YearFigure(yardstick, year, CardFigure(counts=known))


def _assessed(session: Session, own: ColumnElement[bool]) -> Iterator[tuple[int, YearFigure]]:
    statement = (
        select(YardstickFigure.tenant_id, YardstickFigure.year, func.count(distinct(YardstickFigure.unit_id)))
        .where(own, YardstickFigure.level == AGENCY, YardstickFigure.yardstick == PERFORMANCE, _without_a_whole())
        .group_by(YardstickFigure.tenant_id, YardstickFigure.year)
    )
    for tenant_id, year, number in session.execute(statement):
        yield tenant_id, YearFigure(PERFORMANCE, year, CardFigure(counts={UNITS: number}))


def _survey(
    session: Session, province_code: str, level: str, years: Collection[int] | None, tenant_id: int | None, *where: ColumnElement[bool]
) -> Iterator[tuple[int, UUID, YearFigure]]:
    statement = select(
        SharedFigure.tenant_id, SharedFigure.unit_id, SharedFigure.year, SharedFigure.edition, SharedFigure.nik, SharedFigure.mutu,
        SharedFigure.respondents, SharedFigure.sample_target,
    ).where(
        SharedFigure.province_code == province_code, SharedFigure.level == level, SharedFigure.part == WHOLE_YEAR,
        SharedFigure.nik.is_not(None), *where,
    )  # fmt: skip
    if years is not None:
        statement = statement.where(SharedFigure.year.in_(years))
    if tenant_id is not None:
        statement = statement.where(SharedFigure.tenant_id == tenant_id)
    rows: Any = session.execute(statement)
    for key, unit_id, year, *figure in rows:
        yield key, unit_id, YearFigure(SURVEY, year, survey_figure(*figure))


def _plans(session: Session, province_code: str, tenant_id: int, agency_id: UUID | None) -> Iterator[YearFigure]:
    year = cast(extract("year", Submission.ends_on), Integer)
    statement = (
        select(year, func.sum(Submission.promises), func.sum(Submission.promises_done), func.sum(Submission.promises_late))
        .where(Submission.province_code == province_code, Submission.tenant_id == tenant_id)
        .group_by(year)
    )
    if agency_id is not None:
        statement = statement.where(Submission.agency_id == agency_id)
    for of_year, promises, done, late in session.execute(statement):
        if promises:
            yield YearFigure(PLANS, of_year, CardFigure(counts={"promises": int(promises), "done": int(done), "late": int(late)}))

