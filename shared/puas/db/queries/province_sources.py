"""What a province reads across its regencies for its recap: published figures and how far the reports have come.

Every statement here runs under the province's own log-in and sees only what was made for it. Rows come as tuples and are added
up in SQL; the number of statements depends neither on regencies nor on agencies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import case, func, or_, select, tuple_
from sqlalchemy.orm import Session

from puas.db.tables.places import TenantProgress
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.domain.deadlines import DueDay, deadline_for
from puas.domain.province_builder import AgencyReading, PreviousFigure
from puas.domain.province_result import PublishedFigures, Reporting, UnsurIndex
from puas.domain.reporting_scope import WHOLE_YEAR, ReportingScope
from puas.domain.submission_workflow import HANDED_OVER, PUBLISHED

# With the present one, five points.
EARLIER_POINTS = 4

_FIGURES = (
    SharedFigure.tenant_id, SharedFigure.year, SharedFigure.part, SharedFigure.level, SharedFigure.name, SharedFigure.kind,
    SharedFigure.edition, SharedFigure.periods, SharedFigure.members, SharedFigure.members_total, SharedFigure.is_suppressed,
    SharedFigure.respondents, SharedFigure.sample_target, SharedFigure.nik, SharedFigure.mutu, SharedFigure.simple_mean,
    SharedFigure.respondent_weighted, SharedFigure.margin, SharedFigure.is_letter_stable,
)  # fmt: skip


@dataclass
class ProvinceFigures:
    """Figures by the regency's tenant: of the scope, of earlier ones, of its agencies; and what was too small to be shown."""

    regencies: dict[int, PublishedFigures] = field(default_factory=dict)
    suppressed_regencies: set[int] = field(default_factory=set)
    earlier: dict[ReportingScope, list[tuple[int, PreviousFigure]]] = field(default_factory=dict)
    agencies: list[tuple[int, AgencyReading]] = field(default_factory=list)
    suppressed_agencies: dict[str, int] = field(default_factory=dict)


def read_scopes(session: Session, *, province_code: str) -> list[tuple[int, str]]:
    """Years and parts in which a regency published anything, the newest year first."""
    statement = (
        select(SharedFigure.year, SharedFigure.part)
        .where(SharedFigure.province_code == province_code, SharedFigure.level == "regency")
        .distinct()
        .order_by(SharedFigure.year.desc(), SharedFigure.part)
    )
    return [(year, part) for year, part in session.execute(statement)]


def read_figures(session: Session, *, province_code: str, scope: ReportingScope) -> ProvinceFigures:
    """Regencies over the scope and the ones before it, and the agencies of the scope; one statement."""
    before = scope.earlier(EARLIER_POINTS)
    wanted = [(each.year, each.part) for each in (*before, scope)]
    at = tuple_(SharedFigure.year, SharedFigure.part)
    of_regency = (SharedFigure.level == "regency") & at.in_(wanted)
    of_agency = (SharedFigure.level == "agency") & (SharedFigure.year == scope.year) & (SharedFigure.part == scope.part)
    # The unsur of two thousand agencies would be read for nothing.
    unsur = case((of_agency, None), else_=SharedFigure.unsur)
    statement = (
        select(*_FIGURES, unsur)
        .where(SharedFigure.province_code == province_code, or_(of_regency, of_agency))
        .order_by(SharedFigure.level, SharedFigure.tenant_id, SharedFigure.name)
    )
    found = ProvinceFigures()
    for row in session.execute(statement):
        _take(found, row, scope)
    return found


def read_reporting(
    session: Session, *, province_code: str, scope: ReportingScope, deadlines: Sequence[DueDay], today: date
) -> dict[int, Reporting]:
    """How far the reports of a scope have come, by the regency's tenant; one statement.

    Late is what is not with the province though its day is past; what reached it once and is being corrected is not.
    """
    has_arrived = or_(Submission.state == HANDED_OVER, Submission.handed_over_at.is_not(None))
    is_public = or_(Submission.state.in_((PUBLISHED, HANDED_OVER)), Submission.published_at.is_not(None))
    window = scope.window
    inside = [Submission.ends_on.between(window.starts_on, window.ends_on)]
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
        due = deadline_for(deadlines, step="hand_over", starts_on=starts_on, ends_on=ends_on)
        late = periods - handed_over if due is not None and due.due_on < today else 0
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


def _take(found: ProvinceFigures, row: Any, scope: ReportingScope) -> None:
    here = ReportingScope(row.year, row.part)
    if row.level == "agency":
        _take_agency(found, row)
    elif here != scope:
        if row.nik is not None and not row.is_suppressed:
            found.earlier.setdefault(here, []).append((row.tenant_id, _previous(row)))
    elif row.is_suppressed:
        found.suppressed_regencies.add(row.tenant_id)
    else:
        found.regencies[row.tenant_id] = published_figures(row, row[-1])


def _take_agency(found: ProvinceFigures, row: Any) -> None:
    if row.is_suppressed:
        found.suppressed_agencies[row.kind] = found.suppressed_agencies.get(row.kind, 0) + 1
    elif row.nik is not None:
        pooled = row.respondent_weighted if row.respondent_weighted is not None else row.nik
        found.agencies.append(
            (
                row.tenant_id,
                AgencyReading(
                    "", row.name, row.kind, row.edition, row.respondents or 0, row.sample_target, row.nik, pooled, row.mutu, row.margin,
                    row.is_letter_stable,
                ),
            )
        )  # fmt: skip


def _previous(row: Any) -> PreviousFigure:
    pooled: Decimal = row.respondent_weighted if row.respondent_weighted is not None else row.nik
    return PreviousFigure("", row.edition, row.nik, pooled, row.respondents or 0, row.margin)


def published_figures(row: Any, unsur: Iterable[Mapping[str, Any]]) -> PublishedFigures:
    """The figures of a row, its unsur as they are stored."""
    return PublishedFigures(
        edition_id=row.edition,
        periods=row.periods,
        members=row.members,
        members_total=row.members_total,
        respondents=row.respondents or 0,
        sample_target=row.sample_target,
        nik=row.nik,
        mutu=row.mutu,
        simple_mean=row.simple_mean,
        respondent_weighted=row.respondent_weighted,
        margin=row.margin,
        is_letter_stable=row.is_letter_stable,
        unsur=tuple(_unsur(each) for each in unsur or ()),
    )


def _unsur(stored: Mapping[str, Any]) -> UnsurIndex:
    nik = stored.get("nik")
    return UnsurIndex(str(stored["slug"]), None if nik in (None, "") else Decimal(str(nik)), str(stored.get("mutu") or ""))


def _added(so_far: Reporting, more: Sequence[int]) -> Reporting:
    known = (
        so_far.periods, so_far.published, so_far.handed_over, so_far.late, so_far.promises, so_far.promises_done, so_far.promises_late,
    )  # fmt: skip
    return Reporting(0, *(each + int(extra or 0) for each, extra in zip(known, more, strict=True)))
