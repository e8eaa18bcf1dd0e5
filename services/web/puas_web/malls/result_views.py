"""The results of a mall of services over a scope, and the document made of them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.queries.mall_figures import mall_periods, period_list
from puas.db.queries.mall_results import MallResults, mall_results
from puas.domain.mall_index import FEW, POLICY_VERIFIED
from puas.domain.permissions import Action
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import PARTS, reporting_scope
from puas.usecases.request_mall_results import UnableToRequestMallResults, request_mall_results
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.malls import queries
from puas_web.scope_choice import PART, YEAR, choose_scope
from puas_web.whole_numbers import read_whole

blueprint = Blueprint("mall_results", __name__, template_folder="templates")

MALL = "/t/<slug:tenant>/mutu/mpp/<uuid:mall_id>"


@blueprint.get(f"{MALL}/hasil")
@tenant(Action.VIEW_REGISTERS)
def show(mall_id: UUID) -> str:
    """The mall, its agencies and their quarters; an officer sees the own agencies alone."""
    here, mall = current_tenant(), queries.mall_or_404(mall_id)
    found = mall_periods(db.session(), tenant_id=here.id, mall_id=mall.id, agency_ids=here.agency_ids)
    choice = choose_scope(period_list(found))
    if choice is None:
        return render_template("malls/no_results.html", mall=mall)
    results = mall_results(
        db.session(), tenant_id=here.id, mall_id=mall.id, found=found, scope=choice.scope, agency_ids=here.agency_ids
    )
    return render_template(
        "malls/results.html", mall=mall, choice=choice, results=results, index=results.index, rule=edition(results.index.edition_id),
        lowest=_lowest(results), few=FEW, policy_verified=POLICY_VERIFIED, limited=here.agency_ids is not None,
    )  # fmt: skip


@blueprint.post(f"{MALL}/hasil/dokumen")
@tenant(Action.REQUEST_RECAPS)
def ask(mall_id: UUID) -> Response:
    """Ask for the document; while one is on its way, show that one."""
    year, part = read_whole(request.form.get(YEAR, "")), request.form.get(PART, "")
    if year is None or part not in PARTS:
        abort(404)
    try:
        report = request_mall_results(
            session=db.session(), tenant_id=current_tenant().id, mall_id=queries.mall_or_404(mall_id).id, scope=reporting_scope(year, part),
            account_id=current_account_id(), base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestMallResults:
        flash(_("Belum ada jawaban di gerai dalam cakupan ini, sehingga belum ada yang dapat dicetak."), "warn")
        return redirect(url_for("mall_results.show", mall_id=mall_id, tahun=year, bagian=part))
    return redirect(url_for("reports.show", report_id=report.id))


def _lowest(results: MallResults) -> list[str]:
    known = [(each.nrr, each.slug) for each in results.index.unsur if each.nrr is not None]
    return [slug for _nrr, slug in sorted(known)[:3]]
