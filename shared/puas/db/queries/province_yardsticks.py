"""Readings of the other yardsticks across the regencies of a province; read with the province's own log-in.

The published indexes of the survey stand beside them (`shared_figures`), promises as far as a published report holds them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Integer, and_, cast, distinct, extract, func, literal_column, select, tuple_
from sqlalchemy.orm import Session, aliased

from puas.db.queries.agencies_of_kind import is_named
from puas.db.queries.report_cards import READING_COLUMNS, is_known, reading_of, survey_figure
from puas.db.queries.tallies import is_one_of
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.card_rules import PLANS, SURVEY, CardFigure
from puas.domain.report_card import SUMMED, UNITS, YearFigure, figures_of
from puas.domain.reporting_scope import WHOLE_YEAR
from puas.domain.yardsticks import AGENCY, COUNTS, MALL, PERFORMANCE, REGENCY, Reading
from puas.runtime.recent_values import LastMade

_PORTION = 2000

AgencyKey = tuple[int, UUID]
ToldYears = Mapping[int, tuple[int, int]]
Marks = tuple[tuple[int, int] | None, ...]
_OfRegencies = Mapping[int, Sequence[YearFigure]]
_OfOffices = tuple[Mapping[AgencyKey, Sequence[YearFigure]], Mapping[AgencyKey, str]]

# Of a province of thirty-eight regencies each takes a megabyte at most.
_regencies: LastMade[tuple[str, tuple[int, ...], str], Marks, _OfRegencies] = LastMade(16)
_offices: LastMade[tuple[str, int, frozenset[tuple[str, str]]], Marks, _OfOffices] = LastMade(32)
_names: LastMade[tuple[str, int], Marks, Sequence[OfficeName]] = LastMade(8)


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


def years_told(session: Session, *, province_code: str) -> ToldYears:
    """The years any regency has told something of, the newest first, each with a mark that changes whenever any reading of it does.

    Readings are replaced, never changed in place, and each row bears the number of the transaction that wrote it: as many rows as
    before whose numbers add up to the same are the same rows.
    """
    written = literal_column("yardstick_figure.xmin::text::bigint", BigInteger)
    statement = (
        select(YardstickFigure.year, func.count(), func.sum(written))
        .where(YardstickFigure.province_code == province_code)
        .group_by(YardstickFigure.year)
        .order_by(YardstickFigure.year.desc())
    )
    return {year: (number, int(total)) for year, number, total in session.execute(statement)}


def figures_of_regencies(
    session: Session, *, province_code: str, years: Collection[int], told: ToldYears, tenant_id: int | None = None, line: str = ""
) -> dict[int, list[YearFigure]]:
    """Of each regency what it told as a whole, its malls, and the sums of its agencies' counts where it told no whole; four statements.

    Of one line of the card alone where it is named. What all regencies told is remembered as long as no reading of these years changes.
    """
    found: dict[int, list[YearFigure]] = {}
    if line != SURVEY:

        def read(_marks: Marks) -> _OfRegencies:
            return _told_by_regencies(session, province_code, years, tenant_id, line)

        key, marks = (province_code, tuple(years), line), _marks(told, years)
        remembered = _regencies.of(key, marks, read) if tenant_id is None else read(marks)
        found = {regency: list(figures) for regency, figures in remembered.items()}
    if line in ("", SURVEY):
        for regency, _unit, figure in _survey(session, province_code, REGENCY, years, tenant_id):
            found.setdefault(regency, []).append(figure)
    return found


def _told_by_regencies(session: Session, province_code: str, years: Collection[int], tenant_id: int | None, line: str) -> _OfRegencies:
    own = _of_province(province_code, years, tenant_id)
    if line:
        own = and_(own, YardstickFigure.yardstick == line)
    readings: dict[int, list[Reading]] = {}
    statement = select(YardstickFigure.tenant_id, *READING_COLUMNS).where(own, YardstickFigure.level.in_((REGENCY, MALL)), is_known())
    for row in session.execute(statement):
        readings.setdefault(row.tenant_id, []).append(_reading(row))
    found = {regency: list(figures_of(mine, REGENCY)) for regency, mine in readings.items()}
    for regency, figure in (*_sums(session, province_code, own), *_assessed(session, province_code, own)):
        found.setdefault(regency, []).append(figure)
    return {regency: tuple(figures) for regency, figures in found.items()}


def _marks(told: ToldYears, years: Collection[int]) -> Marks:
    return tuple(told.get(each) for each in years)


def figures_of_kind(
    session: Session, *, province_code: str, year: int, told: ToldYears, names: Collection[tuple[str, str]]
) -> tuple[dict[AgencyKey, list[YearFigure]], Mapping[AgencyKey, str]]:
    """Of each agency with one of these names and kinds what it told of a year, and what it is called; at most two statements.

    What they told is remembered as long as no reading of the year changes.
    """

    def read(_marks: Marks) -> _OfOffices:
        return _told_by_offices(session, province_code, year, is_named(YardstickFigure.name, YardstickFigure.kind, names))

    remembered, called = _offices.of((province_code, year, frozenset(names)), _marks(told, (year,)), read)
    survey = is_named(SharedFigure.name, SharedFigure.kind, names)
    return _with_survey(session, province_code, year, remembered, survey), called


def figures_of_offices(
    session: Session, *, province_code: str, year: int, offices: Collection[AgencyKey]
) -> dict[AgencyKey, list[YearFigure]]:
    """Of each of these agencies what it told of a year; two statements."""
    ids, tenants = [unit_id for _tenant_id, unit_id in offices], {tenant_id for tenant_id, _unit_id in offices}
    readings = and_(YardstickFigure.tenant_id.in_(tenants), is_one_of(YardstickFigure.unit_id, ids))
    survey = and_(SharedFigure.tenant_id.in_(tenants), is_one_of(SharedFigure.unit_id, ids))
    return _with_survey(session, province_code, year, _told_by_offices(session, province_code, year, readings)[0], survey)


def _told_by_offices(session: Session, province_code: str, year: int, of_readings: ColumnElement[bool]) -> _OfOffices:
    statement = select(YardstickFigure.tenant_id, *READING_COLUMNS).where(
        _of_province(province_code, [year]), YardstickFigure.level == AGENCY, is_known(), of_readings
    )
    readings: dict[AgencyKey, list[Reading]] = {}
    for tenant_id, *values in session.execute(statement):
        reading = reading_of(values)
        readings.setdefault((tenant_id, reading.unit_id), []).append(reading)
    found = {office: tuple(figures_of(mine, AGENCY, office[1])) for office, mine in readings.items()}
    return found, {office: mine[-1].name for office, mine in readings.items()}


def _with_survey(
    session: Session, province_code: str, year: int, told: Mapping[AgencyKey, Sequence[YearFigure]], of_survey: ColumnElement[bool]
) -> dict[AgencyKey, list[YearFigure]]:
    found = {office: list(figures) for office, figures in told.items()}
    for tenant_id, unit_id, figure in _survey(session, province_code, AGENCY, [year], None, of_survey):
        found.setdefault((tenant_id, unit_id), []).append(figure)
    return found


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


def count_offices(session: Session, *, province_code: str, year: int, told: ToldYears) -> Sequence[OfficeName]:
    """Names and kinds of the agencies that told something of a year, with how many are called so; remembered like their figures."""
    return _names.of((province_code, year), _marks(told, (year,)), lambda _marks: _count_offices(session, province_code, year))


def _count_offices(session: Session, province_code: str, year: int) -> Sequence[OfficeName]:
    office = (YardstickFigure.name, YardstickFigure.kind, YardstickFigure.tenant_id, YardstickFigure.unit_id)
    # Told apart before they are counted: sorting all readings for a `count(distinct …)` takes twice as long.
    offices = select(*office).where(_of_province(province_code, [year]), YardstickFigure.level == AGENCY).distinct().subquery()
    statement = select(offices.c.name, offices.c.kind, func.count()).group_by(offices.c.name, offices.c.kind)
    return tuple(OfficeName(*row) for row in session.execute(statement))


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


def _without_a_whole(province_code: str) -> ColumnElement[bool]:
    """Whether the regency itself told nothing of the yardstick and year of this row of an agency."""
    told = aliased(YardstickFigure)
    wholes = select(told.tenant_id, told.yardstick, told.year).where(told.province_code == province_code, told.level == REGENCY)
    # Looked up in one list of wholes, where `not exists` sorts every reading of the province.
    return tuple_(YardstickFigure.tenant_id, YardstickFigure.yardstick, YardstickFigure.year).not_in(wholes)


def _sums(session: Session, province_code: str, own: ColumnElement[bool]) -> Iterator[tuple[int, YearFigure]]:
    names = [name for yardstick in sorted(SUMMED) for name in COUNTS[yardstick]]
    statement = (
        select(YardstickFigure.tenant_id, YardstickFigure.yardstick, YardstickFigure.year, *map(_added_up, names))
        .where(own, YardstickFigure.level == AGENCY, YardstickFigure.yardstick.in_(SUMMED), _without_a_whole(province_code))
        .group_by(YardstickFigure.tenant_id, YardstickFigure.yardstick, YardstickFigure.year)
    )
    for tenant_id, yardstick, year, *numbers in session.execute(statement):
        counts = {name: int(number) for name, number in zip(names, numbers, strict=True) if number is not None}
        yield tenant_id, YearFigure(yardstick, year, CardFigure(counts=counts))


def _added_up(name: str) -> ColumnElement[int]:
    """A count over all agencies; how far an innovation came is a place on a way and adds up to nothing."""
    number = cast(YardstickFigure.counts[name].astext, BigInteger)
    return func.max(number) if name == "furthest" else func.sum(number)


def _assessed(session: Session, province_code: str, own: ColumnElement[bool]) -> Iterator[tuple[int, YearFigure]]:
    statement = (
        select(YardstickFigure.tenant_id, YardstickFigure.year, func.count(distinct(YardstickFigure.unit_id)))
        .where(own, YardstickFigure.level == AGENCY, YardstickFigure.yardstick == PERFORMANCE, _without_a_whole(province_code))
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
