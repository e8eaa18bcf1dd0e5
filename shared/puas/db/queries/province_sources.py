"""What a province reads across its regencies for its recap: published figures and how far the reports have come.

Every statement here runs under the province's own log-in and sees only what was made for it. Rows come as tuples and are added
up in SQL; the number of statements depends neither on regencies nor on agencies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from puas.db.queries.shared_figures import FigureLine, agencies_of_province, regencies_of_province
from puas.db.tables.places import TenantProgress
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.domain.deadlines import HAND_OVER, DueDay, deadline_for, obligation
from puas.domain.province_builder import AgencyReading, PreviousFigure
from puas.domain.province_result import PublishedFigures, Reporting, UnsurIndex
from puas.domain.reporting_scope import WHOLE_YEAR, ReportingScope
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


def read_figures(session: Session, *, province_code: str, scope: ReportingScope) -> ProvinceFigures:
    """Regencies over the scope and the ones before it, and the agencies of the scope; two statements."""
    scopes = (*scope.earlier(EARLIER_POINTS), scope)
    found = ProvinceFigures()
    for line in regencies_of_province(session, province_code=province_code, scopes=scopes):
        _take(found, line, scope)
    for line in agencies_of_province(session, province_code=province_code, scope=scope):
        _take_agency(found, line)
    return found


def read_reporting(
    session: Session, *, province_code: str, scope: ReportingScope, deadlines: Sequence[DueDay], today: date
) -> dict[int, Reporting]:
    """How far the reports of a scope have come, by the regency's tenant; one statement.

    Late is what is not with the province though its day is past, or though its period is over where no day was set; what
    reached the province once and is being corrected is not.
    """
    has_arrived = or_(Submission.state == HANDED_OVER, Submission.handed_over_at.is_not(None))
    is_public = or_(Submission.state.in_((PUBLISHED, HANDED_OVER)), Submission.published_at.is_not(None))
    window = scope.window
    inside: list[ColumnElement[bool]] = [Submission.ends_on.between(window.starts_on, window.ends_on)]
    if scope.part != WHOLE_YEAR:
        inside.append(Submission.starts_on >= window.starts_on)
    statement = (
        select(
            Submission.tenant_id, Submission.starts_on, Submission.ends_on, func.count(), func.count().filter(is_public),
            func.count().filter(has_arrived), func.sum(Submission.promises), func.sum(Submission.promises_done),
            func.sum(Submission.promises_late),
        )
        .where(Submission.province_code == province_code, *inside)
        .group_by(Submission.tenant_id, Submission.starts_on, Submission.ends_on)
    )  # fmt: skip
    found: dict[int, Reporting] = {}
    for tenant_id, starts_on, ends_on, periods, published, handed_over, *promises in session.execute(statement):
        due = deadline_for(deadlines, step=HAND_OVER, starts_on=starts_on, ends_on=ends_on)
        where = obligation(HAND_OVER, is_done=False, ends_on=ends_on, due=due, today=today)
        late = periods - handed_over if where.is_unreported else 0
        found[tenant_id] = _added(found.get(tenant_id, Reporting()), (periods, published, handed_over, late, *promises))
    return found


def read_registered(session: Session, *, province_code: str, scope: ReportingScope) -> tuple[dict[int, int], int]:
    """Agencies each regency has registered, and how many services of the scope had too few respondents; one statement."""
    suppressed = (
        select(func.count())
        .where(
            SharedFigure.province_code == province_code, SharedFigure.year == scope.year, SharedFigure.part == scope.part,
            SharedFigure.level == "service", SharedFigure.is_suppressed,
        )
        .scalar_subquery()
    )  # fmt: skip
    statement = select(TenantProgress.tenant_id, TenantProgress.agencies, suppressed).where(TenantProgress.province_code == province_code)
    rows = session.execute(statement).all()
    return {tenant_id: agencies for tenant_id, agencies, _suppressed in rows}, max((row[2] for row in rows), default=0)


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
        found.suppressed_agencies[line.kind] = found.suppressed_agencies.get(line.kind, 0) + 1
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


def _added(so_far: Reporting, more: Sequence[int]) -> Reporting:
    known = (
        so_far.periods, so_far.published, so_far.handed_over, so_far.late, so_far.promises, so_far.promises_done, so_far.promises_late,
    )  # fmt: skip
    return Reporting(0, *(each + int(extra or 0) for each, extra in zip(known, more, strict=True)))
