"""Where the trail to a produced document begins, by the kind of document; one without a line here belongs to the reports."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain.document_source import (
    CERTIFICATE,
    COMPLAINT_RECORD,
    COMPLIANCE_RECORD,
    INNOVATION_PROPOSAL,
    MALL_RESULTS,
    MINIMUM_SERVICE_RECORD,
    OFFICIAL_LETTER,
    PERFORMANCE_RECORD,
    PROCEDURE_EVALUATION,
    PROVINCE_READINGS,
    REPORT_CARD,
    SERVICE_PLEDGE,
    SERVICE_SHEET,
    SERVICE_STANDARDS,
)

ROOMS: Mapping[str, tuple[LazyString, str]] = {
    OFFICIAL_LETTER: (_l("Surat"), "letters.index"),
    CERTIFICATE: (_l("Pelatihan"), "training.index"),
    # Documents for filing that a register makes.
    PROVINCE_READINGS: (_l("Mutu layanan"), "province_yardsticks.index"),
    REPORT_CARD: (_l("Rapor pelayanan"), "report_cards.index"),
    INNOVATION_PROPOSAL: (_l("Inovasi"), "innovations.index"),
    PERFORMANCE_RECORD: (_l("Kinerja unit pelayanan"), "performance.index"),
    PROCEDURE_EVALUATION: (_l("SOP"), "procedures.index"),
    MINIMUM_SERVICE_RECORD: (_l("SPM"), "minimum_services.index"),
    COMPLAINT_RECORD: (_l("Pengaduan"), "complaints.index"),
    MALL_RESULTS: (_l("Mal pelayanan publik"), "malls.index"),
    COMPLIANCE_RECORD: (_l("Kepatuhan Ombudsman"), "compliance.index"),
    SERVICE_STANDARDS: (_l("Standar pelayanan"), "standards.index"),
    SERVICE_SHEET: (_l("Standar pelayanan"), "standards.index"),
    SERVICE_PLEDGE: (_l("Maklumat pelayanan"), "pledges.index"),
}
"""Name of the room and its endpoint."""
