"""Every published unit, report and promise of a province, as lines of text for its export; read through the province's log-in.

Rows are taken from the server in portions and kept as text, so that twenty thousand of them weigh a few megabytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from puas.db.tables.reports import FollowupItem
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.domain.disclosure import may_be_published
from puas.domain.province_snapshot import TextTable, text_line
from puas.domain.province_tables import PLANS, REPORTS, UNITS
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import WHOLE_YEAR, ReportingScope

_PORTION = 2000


def read_tables(
    session: Session,
    *,
    province_code: str,
    scope: ReportingScope,
    edition_id: str,
    time_zone: str,
    names: Mapping[int, tuple[str, str]],
) -> tuple[TextTable, ...]:
    """The tables of the export; `names` are code and name of each regency by its tenant. Units too small to be shown are left out."""
    slugs = edition(edition_id).slugs()
    return (
        TextTable(UNITS, _text(session, _units(province_code, scope), names, lambda row: _unit(row, slugs))),
        TextTable(REPORTS, _text(session, _reports(province_code, scope, time_zone), names, _report)),
        TextTable(PLANS, _text(session, _plans(province_code, scope), names, _plan)),
    )


def _text(session: Session, statement: Select[*tuple[Any, ...]], names: Mapping[int, tuple[str, str]], line: Any) -> str:
    rows = session.execute(statement, execution_options={"yield_per": _PORTION})
    # By the names people look for; the order within a regency is the statement's.
    of_tenant: dict[int, list[str]] = {}
    for row in rows:
        if row[0] in names:
            of_tenant.setdefault(row[0], []).append(text_line([*names[row[0]], *line(row[1:])]))
    return "".join(each for tenant_id in sorted(of_tenant, key=lambda key: names[key]) for each in of_tenant[tenant_id])


def _units(province_code: str, scope: ReportingScope) -> Select[*tuple[Any, ...]]:
    """The regency first, then each agency before its services."""
    agency = aliased(SharedFigure)
    mine = and_(
        agency.tenant_id == SharedFigure.tenant_id, agency.year == SharedFigure.year, agency.part == SharedFigure.part,
        agency.level == "agency", agency.unit_id == SharedFigure.agency_id,
    )  # fmt: skip
    return (
        select(
            SharedFigure.tenant_id, SharedFigure.level, agency.name, SharedFigure.name, SharedFigure.kind, SharedFigure.edition,
            SharedFigure.starts_on, SharedFigure.ends_on, SharedFigure.periods, SharedFigure.members, SharedFigure.members_total,
            SharedFigure.respondents, SharedFigure.sample_target, SharedFigure.population, SharedFigure.ni, SharedFigure.nik,
            SharedFigure.mutu, SharedFigure.simple_mean, SharedFigure.respondent_weighted, SharedFigure.margin,
            SharedFigure.is_letter_stable, SharedFigure.unsur,
        )
        .outerjoin(agency, mine)
        .where(
            SharedFigure.province_code == province_code, SharedFigure.year == scope.year, SharedFigure.part == scope.part,
            ~SharedFigure.is_suppressed,
        )
        .order_by(
            SharedFigure.tenant_id, SharedFigure.level != "regency", agency.name, SharedFigure.agency_id, SharedFigure.level == "service",
            SharedFigure.name, SharedFigure.unit_id,
        )
    )  # fmt: skip


def _unit(row: Sequence[Any], slugs: Sequence[str]) -> list[str]:
    level, agency, name, *plain, unsur = row
    by_slug = {each["slug"]: each for each in unsur or ()}
    figures = [_cell(by_slug.get(slug, {}).get(key)) for key in ("nrr", "nik") for slug in slugs]
    of = {"regency": ("", ""), "agency": (name, "")}.get(level, (agency or "", name))
    return [level, *of, *map(_cell, plain), *figures]


def _reports(province_code: str, scope: ReportingScope, time_zone: str) -> Select[*tuple[Any, ...]]:
    def day(moment: Any) -> Any:
        return func.date(func.timezone(time_zone, moment))

    return (
        select(
            Submission.tenant_id, Submission.agency_name, Submission.agency_kind, Submission.label, Submission.starts_on,
            Submission.ends_on, Submission.state, Submission.round, Submission.respondents, Submission.sample_target,
            day(Submission.submitted_at), day(Submission.published_at), day(Submission.handed_over_at),
            Submission.promises, Submission.promises_done, Submission.promises_late,
        )
        .where(Submission.province_code == province_code, *_inside(scope))
        .order_by(Submission.tenant_id, Submission.agency_name, Submission.starts_on, Submission.period_id)
    )  # fmt: skip


def _report(row: Sequence[Any]) -> list[str]:
    cells = [_cell(each) for each in row]
    respondents = row[7]
    if respondents and not may_be_published(respondents):
        cells[7] = ""
    return cells


def _plans(province_code: str, scope: ReportingScope) -> Select[*tuple[Any, ...]]:
    mine = and_(Submission.tenant_id == FollowupItem.tenant_id, Submission.period_id == FollowupItem.period_id)
    return (
        select(
            FollowupItem.tenant_id, Submission.agency_name, Submission.agency_kind, Submission.label, FollowupItem.unsur,
            FollowupItem.action, FollowupItem.due_on, FollowupItem.state, FollowupItem.description,
        )
        .join(Submission, mine)
        .where(FollowupItem.province_code == province_code, Submission.province_code == province_code, *_inside(scope))
        .order_by(FollowupItem.tenant_id, Submission.agency_name, Submission.starts_on, FollowupItem.position, FollowupItem.id)
    )  # fmt: skip


def _plan(row: Sequence[Any]) -> list[str]:
    return [_cell(each) for each in row]


def _inside(scope: ReportingScope) -> Iterable[Any]:
    window = scope.window
    yield Submission.ends_on.between(window.starts_on, window.ends_on)
    if scope.part != WHOLE_YEAR:
        yield Submission.starts_on >= window.starts_on


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)
