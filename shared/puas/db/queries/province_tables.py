"""Every published unit, report and promise of a province, as lines of text for its export; read through the province's log-in.

Rows are taken from the server in portions and kept as text, so that twenty thousand of them weigh a few megabytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from puas.db.tables.reports import FollowupItem
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.domain.disclosure import may_be_published
from puas.domain.province_snapshot import TextTable, text_line
from puas.domain.province_tables import PLANS, REPORTS, UNITS
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import WHOLE_YEAR, ReportingScope
from puas.domain.shared_disclosure import AGENCY, REGENCY, SERVICE

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
    return (
        TextTable(UNITS, _unit_lines(session, province_code, scope, edition(edition_id).slugs(), names)),
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


def _unit_lines(
    session: Session, province_code: str, scope: ReportingScope, slugs: Sequence[str], names: Mapping[int, tuple[str, str]]
) -> str:
    """The regency first, then each agency before its services. Put in order here: to the database these rows are wide."""
    agencies: dict[tuple[int, UUID], str] = {}
    found: list[tuple[int, str, UUID | None, str, str]] = []
    rows = session.execute(_units(province_code, scope), execution_options={"yield_per": _PORTION})
    for tenant_id, level, agency_id, name, *rest in rows:
        if tenant_id not in names:
            continue
        if level == AGENCY:
            agencies[tenant_id, agency_id] = name
        found.append((tenant_id, level, agency_id, name, _figures(rest, slugs)))

    def place(line: tuple[int, str, UUID | None, str, str]) -> tuple[Any, ...]:
        tenant_id, level, agency_id, name, _rest = line
        agency = agencies.get((tenant_id, agency_id), "") if agency_id else ""
        return names[tenant_id], level != REGENCY, agency.casefold(), str(agency_id), level == SERVICE, name.casefold()

    def written(line: tuple[int, str, UUID | None, str, str]) -> str:
        tenant_id, level, agency_id, name, rest = line
        agency = agencies.get((tenant_id, agency_id), "") if agency_id else ""
        return text_line([*names[tenant_id], level, agency, name if level == SERVICE else ""])[:-1] + "\t" + rest

    return "".join(map(written, sorted(found, key=place)))


def _units(province_code: str, scope: ReportingScope) -> Select[*tuple[Any, ...]]:
    return select(
        SharedFigure.tenant_id, SharedFigure.level, SharedFigure.agency_id, SharedFigure.name, SharedFigure.kind, SharedFigure.edition,
        SharedFigure.starts_on, SharedFigure.ends_on, SharedFigure.periods, SharedFigure.members, SharedFigure.members_total,
        SharedFigure.respondents, SharedFigure.sample_target, SharedFigure.population, SharedFigure.ni, SharedFigure.nik,
        SharedFigure.mutu, SharedFigure.simple_mean, SharedFigure.respondent_weighted, SharedFigure.margin,
        SharedFigure.is_letter_stable, SharedFigure.unsur,
    ).where(
        SharedFigure.province_code == province_code, SharedFigure.year == scope.year, SharedFigure.part == scope.part,
        ~SharedFigure.is_suppressed,
    )  # fmt: skip


def _figures(row: Sequence[Any], slugs: Sequence[str]) -> str:
    *plain, unsur = row
    by_slug: dict[str, Mapping[str, Any]] = {each["slug"]: each for each in unsur or ()}
    figures = [_cell(by_slug.get(slug, {}).get(key)) for key in ("nrr", "nik") for slug in slugs]
    return text_line([*map(_cell, plain), *figures])


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
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)
