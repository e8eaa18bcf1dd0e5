"""What a province reads across its regencies for its recap: published figures and how far the reports have come.

Every statement here runs under the province's own log-in and sees only what was made for it. Rows come as tuples and are added
up in SQL; the number of statements depends neither on regencies nor on agencies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, func, literal, or_, select
from sqlalchemy.orm import Session

from puas.db.queries.shared_figures import FigureLine, agencies_of_province, regencies_of_province
from puas.db.tables.places import TenantProgress
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.domain.agency_family import group_of
from puas.domain.deadlines import HAND_OVER, DueDay, deadline_for, obligation
from puas.domain.province_builder import AgencyReading, PreviousFigure
from puas.domain.province_result import PublishedFigures, Reporting, UnsurIndex
from puas.domain.reporting_scope import WHOLE_YEAR, ReportingScope
from puas.domain.shared_disclosure import SERVICE
from puas.domain.submission_workflow import HANDED_OVER, PUBLISHED

# With the present one, five points.
EARLIER_POINTS = 4


@dataclass
class ProvinceFigures:
    """Figures by the regency's tenant: of the scope, of earlier ones, of its agencies; and what was too small to be shown."""

    regencies: dict[int, PublishedFigures] = field(default_factory=dict)
    suppressed_regencies: set[int] = field(default_factory=set)
    earlier: dict[ReportingScope, list[tuple[int, PreviousFigure]]] = field(default_factory=dict)
    agencies: list[tuple[int, AgencyReading]] = field(default_factory=list)
    suppressed_agencies: dict[str, int] = field(default_factory=dict)


def read_figures(session: Session, *, province_code: str, scope: ReportingScope, with_agencies: bool) -> ProvinceFigures:
    """Regencies over the scope and the ones before it, and the agencies of the scope where they are wanted; a statement each."""
    scopes = (*scope.earlier(EARLIER_POINTS), scope)
    found = ProvinceFigures()
    for line in regencies_of_province(session, province_code=province_code, scopes=scopes):
        _take(found, line, scope)
    if with_agencies:
        for line in agencies_of_province(session, province_code=province_code, scope=scope):
            _take_agency(found, line)
    return found


def read_reporting(
    session: Session, *, province_code: str, scope: ReportingScope, deadlines: Sequence[DueDay], today: date, with_services: bool
) -> tuple[dict[int, Reporting], int]:
    """How far the reports of a scope have come, by the regency's tenant, and how many of its services had too few respondents where
    that is wanted: one statement, which looks through all services of the province for them.

    Late is what is not with the province though its day is past, or though its period is over where no day was set; what
    reached the province once and is being corrected is not.
    """

    @cache
    def due_on(starts_on: date, ends_on: date) -> DueDay | None:
        return deadline_for(deadlines, step=HAND_OVER, starts_on=starts_on, ends_on=ends_on)

    periods = _periods_of(province_code, scope)
    progress = select(TenantProgress.tenant_id, TenantProgress.agencies).where(TenantProgress.province_code == province_code).subquery()
    statement = select(
        func.coalesce(periods.c.tenant_id, progress.c.tenant_id), func.coalesce(progress.c.agencies, 0),
        _suppressed(province_code, scope) if with_services else literal(0),
        *(each for name, each in periods.c.items() if name != "tenant_id"),
    ).select_from(periods.join(progress, progress.c.tenant_id == periods.c.tenant_id, full=True))  # fmt: skip
    found: dict[int, Reporting] = {}
    suppressed_services = 0
    for tenant_id, agencies, suppressed, starts_on, ends_on, *counts in session.execute(statement):
        suppressed_services = suppressed
        so_far = found.setdefault(tenant_id, Reporting(agencies))
        if starts_on is None:
            continue
        number, _published, handed_over, *_promises = counts
        due = due_on(starts_on, ends_on)
        where = obligation(HAND_OVER, is_done=False, ends_on=ends_on, due=due, today=today)
        found[tenant_id] = _added(so_far, counts, late=number - handed_over if where.is_unreported else 0)
    return found, suppressed_services


def _periods_of(province_code: str, scope: ReportingScope) -> Subquery:
    """Surveys of the scope by regency and days: how many, how many are public, how many reached the province, and their promises."""
    has_arrived = or_(Submission.state == HANDED_OVER, Submission.handed_over_at.is_not(None))
    is_public = or_(Submission.state.in_((PUBLISHED, HANDED_OVER)), Submission.published_at.is_not(None))
    window = scope.window
    inside: list[ColumnElement[bool]] = [Submission.ends_on.between(window.starts_on, window.ends_on)]
    if scope.part != WHOLE_YEAR:
        inside.append(Submission.starts_on >= window.starts_on)
    return (
        select(
            Submission.tenant_id, Submission.starts_on, Submission.ends_on, func.count().label("periods"),
            func.count().filter(is_public).label("published"), func.count().filter(has_arrived).label("handed_over"),
            func.sum(Submission.promises).label("promises"), func.sum(Submission.promises_done).label("promises_done"),
            func.sum(Submission.promises_late).label("promises_late"),
        )
        .where(Submission.province_code == province_code, *inside)
        .group_by(Submission.tenant_id, Submission.starts_on, Submission.ends_on)
        .subquery()
    )  # fmt: skip


def _suppressed(province_code: str, scope: ReportingScope) -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(
            SharedFigure.province_code == province_code, SharedFigure.year == scope.year, SharedFigure.part == scope.part,
            SharedFigure.level == SERVICE, SharedFigure.is_suppressed,
        )
        .scalar_subquery()
    )  # fmt: skip


def _take(found: ProvinceFigures, line: FigureLine, scope: ReportingScope) -> None:
    if line.scope != scope:
        if line.nik is not None:
            previous = PreviousFigure("", line.edition, line.nik, line.respondent_weighted or line.nik, line.respondents or 0, line.margin)
            found.earlier.setdefault(line.scope, []).append((line.tenant_id, previous))
    elif line.is_suppressed:
        found.suppressed_regencies.add(line.tenant_id)
    else:
        found.regencies[line.tenant_id] = _published(line)


def _take_agency(found: ProvinceFigures, line: FigureLine) -> None:
    if line.is_suppressed:
        group = group_of(line.name, line.kind)
        found.suppressed_agencies[group] = found.suppressed_agencies.get(group, 0) + 1
    elif line.nik is not None:
        agency = AgencyReading(
            "", line.name, line.kind, line.edition, line.respondents or 0, line.sample_target, line.nik,
            line.respondent_weighted or line.nik, line.mutu, line.margin, line.is_letter_stable,
        )  # fmt: skip
        found.agencies.append((line.tenant_id, agency))


def _published(line: FigureLine) -> PublishedFigures:
    return PublishedFigures(
        edition_id=line.edition,
        periods=line.periods,
        members=line.members,
        members_total=line.members_total,
        respondents=line.respondents or 0,
        sample_target=line.sample_target,
        nik=line.nik,
        mutu=line.mutu,
        simple_mean=line.simple_mean,
        respondent_weighted=line.respondent_weighted,
        margin=line.margin,
        is_letter_stable=line.is_letter_stable,
        unsur=tuple(UnsurIndex(each.slug, each.nik, each.mutu or "") for each in line.unsur),
    )


def _added(so_far: Reporting, counts: Sequence[int], *, late: int) -> Reporting:
    periods, published, handed_over, promises, done, overdue = (int(each or 0) for each in counts)
    return Reporting(
        so_far.agencies, so_far.periods + periods, so_far.published + published, so_far.handed_over + handed_over, so_far.late + late,
        so_far.promises + promises, so_far.promises_done + done, so_far.promises_late + overdue,
    )  # fmt: skip
