"""`/api/v1/`: frozen results for a tenant's own programs, read with a bearer token."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, request

from puas.db.queries.frozen_results import count_results, find_result, list_results
from puas.domain.api_scopes import ApiScope
from puas_web.access import api, current_tenant, public
from puas_web.api.answers import PAGE_SIZE, json_answer, list_record, requested_page, wanted_results
from puas_web.api.openapi import description
from puas_web.database import db

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/results")
@api(ApiScope.READ_RESULTS)
def results() -> Response:
    """Results in force, the newest period first."""
    tenant_id, wanted, page = current_tenant().id, wanted_results(request.args), requested_page(request.args)
    lines = list_results(db.session(), tenant_id=tenant_id, wanted=wanted, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    total = count_results(db.session(), tenant_id=tenant_id, wanted=wanted)
    return json_answer(list_record(lines, page=page, total=total))


@blueprint.get("/results/<uuid:result_id>")
@api(ApiScope.READ_RESULTS)
def result(result_id: UUID) -> Response:
    """The signed record as it was frozen: the very bytes that `puas verify` checks."""
    found = find_result(db.session(), tenant_id=current_tenant().id, result_id=result_id)
    if found is None:
        abort(404)
    return json_answer(found.signed().to_json())


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    return json_answer(json.dumps(description(current_app.config["PUAS_BASE_URL"]), indent=1))
