"""Kertas kerja: every step behind a figure, from answer counts to the letter, to read, print and download."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, Response, abort, render_template

from puas.db.queries.figures import PROVISIONAL, Figures, agency_figures, period_figures
from puas.db.queries.period_lists import list_periods
from puas.db.queries.regency_figures import regency_snapshot
from puas.domain.permissions import Action
from puas.domain.regulation.registry import edition
from puas.domain.worksheet import worksheet
from puas_web.access import current_tenant, tenant
from puas_web.database import db
from puas_web.results import policy_names
from puas_web.results.views import visible_agency, visible_period
from puas_web.results.worksheet_files import counts_csv, file_name, record_of
from puas_web.scope_choice import choose_scope

blueprint = Blueprint("worksheets", __name__, template_folder="templates")
blueprint.add_app_template_global(policy_names.policy_facts, "policy_facts")


@blueprint.get("/t/<slug:tenant>/hasil/periode/<uuid:period_id>/kertas-kerja")
@tenant(Action.VIEW_RESULTS)
def of_period(period_id: UUID) -> str:
    return _sheet(_of_period(period_id), {"period_id": period_id}, "period")


@blueprint.get("/t/<slug:tenant>/hasil/periode/<uuid:period_id>/kertas-kerja/unduh-json")
@tenant(Action.VIEW_RESULTS)
def record_of_period(period_id: UUID) -> Response:
    return _record(_of_period(period_id))


@blueprint.get("/t/<slug:tenant>/hasil/periode/<uuid:period_id>/kertas-kerja/unduh-csv")
@tenant(Action.VIEW_RESULTS)
def counts_of_period(period_id: UUID) -> Response:
    return _counts(_of_period(period_id))


@blueprint.get("/t/<slug:tenant>/hasil/perangkat-daerah/<uuid:agency_id>/kertas-kerja")
@tenant(Action.VIEW_RESULTS)
def of_agency(agency_id: UUID) -> str:
    return _sheet(_of_agency(agency_id), {"agency_id": agency_id}, "agency")


@blueprint.get("/t/<slug:tenant>/hasil/perangkat-daerah/<uuid:agency_id>/kertas-kerja/unduh-json")
@tenant(Action.VIEW_RESULTS)
def record_of_agency(agency_id: UUID) -> Response:
    return _record(_of_agency(agency_id))


@blueprint.get("/t/<slug:tenant>/hasil/perangkat-daerah/<uuid:agency_id>/kertas-kerja/unduh-csv")
@tenant(Action.VIEW_RESULTS)
def counts_of_agency(agency_id: UUID) -> Response:
    return _counts(_of_agency(agency_id))


@blueprint.get("/t/<slug:tenant>/hasil/kertas-kerja")
@tenant(Action.VIEW_RESULTS)
def of_regency() -> str:
    return _sheet(_of_regency(), {}, "regency")


@blueprint.get("/t/<slug:tenant>/hasil/kertas-kerja/unduh-json")
@tenant(Action.VIEW_RESULTS)
def record_of_regency() -> Response:
    return _record(_of_regency())


@blueprint.get("/t/<slug:tenant>/hasil/kertas-kerja/unduh-csv")
@tenant(Action.VIEW_RESULTS)
def counts_of_regency() -> Response:
    return _counts(_of_regency())


def _of_period(period_id: UUID) -> Figures:
    period = visible_period(period_id)
    return period_figures(db.session(), tenant_id=current_tenant().id, period=period, now=datetime.now(UTC))


def _of_agency(agency_id: UUID) -> Figures:
    visible_agency(agency_id)
    tenant_id = current_tenant().id
    periods = list_periods(db.session(), tenant_id=tenant_id, agency_ids=[agency_id])
    choice = choose_scope(periods)
    if choice is None:
        abort(404)
    inside = periods.inside(choice.scope).periods
    figures = agency_figures(db.session(), tenant_id=tenant_id, periods=inside, scope=choice.scope, now=datetime.now(UTC))
    if figures is None:
        abort(404)
    return figures


def _of_regency() -> Figures:
    here = current_tenant()
    # The whole regency's sheet has every agency in it; an officer of some agencies has none.
    periods = list_periods(db.session(), tenant_id=here.id) if here.agency_ids is None else None
    choice = choose_scope(periods) if periods is not None else None
    if periods is None or choice is None:
        abort(404)
    snapshot = regency_snapshot(db.session(), tenant_id=here.id, periods=periods, scope=choice.scope, now=datetime.now(UTC))
    inside = tuple(periods.inside(choice.scope).periods)
    return Figures(snapshot, "combined" if all(each.is_closed for each in inside) else PROVISIONAL, None, inside)


def _sheet(figures: Figures, arguments: dict[str, UUID], kind: str) -> str:
    return render_template(
        "results/worksheet.html",
        figures=figures,
        # The regency's sheet leads to the agencies' own instead of repeating them.
        sheet=worksheet(figures.snapshot, levels=1 if kind == "regency" else 2),
        rule=edition(figures.snapshot.edition_id),
        arguments=arguments,
        kind=kind,
    )


def _record(figures: Figures) -> Response:
    name = file_name(figures.snapshot, "hasil", "json")
    return _file(record_of(figures), "application/json", name)


def _counts(figures: Figures) -> Response:
    name = file_name(figures.snapshot, "hitungan", "csv")
    return _file(counts_csv(figures.snapshot), "text/csv; charset=utf-8", name)


def _file(text: str, kind: str, name: str) -> Response:
    response = Response(text, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
