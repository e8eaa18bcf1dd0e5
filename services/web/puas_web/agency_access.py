"""The agency an address names, for the person who asks: another tenant's, or one not assigned to them, is a 404."""

from __future__ import annotations

from uuid import UUID

from flask import abort

from puas.db.queries.agencies import find_agency
from puas.db.tables.agencies import Agency
from puas_web.access import current_tenant
from puas_web.database import db


def agency_or_404(agency_id: UUID) -> Agency:
    """The agency, if the person may see it."""
    here = current_tenant()
    agency = find_agency(db.session(), tenant_id=here.id, agency_id=agency_id, agency_ids=here.agency_ids)
    if agency is None:
        abort(404)
    return agency
