"""Reads a province for its recap: across the regencies by the province's own log-in, the rest by the ordinary one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from puas.db.queries.deadlines import list_due_days
from puas.db.queries.province_directory import RegencyEntry, list_regency_entries
from puas.db.queries.province_frame import find_province_frame
from puas.db.queries.province_sources import ProvinceFigures, read_figures, read_reporting
from puas.db.queries.province_tables import read_tables
from puas.domain.deadlines import HAND_OVER, DueDay
from puas.domain.document_source import PROVINCE_FIGURES
from puas.domain.province_builder import AgencyReading, PreviousFigure, ProvinceReading, RegencyReading, build_province_result
from puas.domain.province_result import Reporting
from puas.domain.province_snapshot import PROVINCE_FORMAT, ProvinceSnapshot
from puas.domain.reporting_scope import ReportingScope
from puas.domain.survey_period import local_day
from puas_web.access import CurrentTenant
from puas_web.database import db
from puas_web.province_database import province_session


def read_province(here: CurrentTenant, scope: ReportingScope, now: datetime, *, document: str | None = None) -> ProvinceSnapshot:
    """The province as it stands at this moment, not yet numbered.

    The page shows no agencies, so two thousand of them are read for documents only, their services counted for these too, and every
    unit read for the export alone.
    """
    code = here.province_code or ""
    entries = [_with_code(each) for each in list_regency_entries(db.session(), province_code=code)]
    frame = find_province_frame(db.session(), tenant_id=here.id, name=here.name)
    due_days = list_due_days(db.session(), tenant_id=here.id)
    figures = read_figures(province_session(), province_code=code, scope=scope, with_agencies=document is not None)
    today = local_day(now, here.time_zone)
    reporting, suppressed_services = read_reporting(
        province_session(), province_code=code, scope=scope, deadlines=due_days, today=today, with_services=document is not None
    )
    reading = ProvinceReading(
        province_code=code,
        province_name=here.name,
        time_zone=here.time_zone,
        sample_data=here.is_sample,
        scope=scope,
        regencies=[_regency(each, figures, reporting) for each in entries],
        agencies=_agencies(entries, figures),
        earlier=_earlier(entries, figures, scope),
        suppressed_agencies=figures.suppressed_agencies,
        suppressed_services=suppressed_services,
        declared=frame.declared,
    )
    result = build_province_result(reading, now=now)
    snapshot = ProvinceSnapshot(
        format=PROVINCE_FORMAT,
        document_id="",
        verification_url="",
        title=f"Rekapitulasi Survei Kepuasan Masyarakat {here.name}",
        prepared_at=now,
        result=result,
        result_sha256="",
        result_signature=None,
        letterhead=frame.letterhead,
        signatory=frame.signatory,
        due_on=_due_on(due_days, scope),
    )
    if document != PROVINCE_FIGURES or not result.counted:
        return snapshot
    names = {each.tenant_id: (each.code, each.name) for each in entries if each.tenant_id is not None}
    tables = read_tables(
        province_session(), province_code=code, scope=scope, edition_id=result.edition_id, time_zone=here.time_zone, names=names
    )
    return replace(snapshot, tables=tables)


def _with_code(entry: RegencyEntry) -> RegencyEntry:
    """The directory gives some tenants no region; here every regency needs a key of its own."""
    return entry if entry.code else replace(entry, code=f"#{entry.tenant_id}")


def _regency(entry: RegencyEntry, figures: ProvinceFigures, reporting: dict[int, Reporting]) -> RegencyReading:
    if entry.tenant_id is None:
        return RegencyReading(entry.code, entry.name, is_on_board=False)
    key = entry.tenant_id
    return RegencyReading(
        code=entry.code,
        name=entry.name,
        figures=figures.regencies.get(key),
        is_suppressed=key in figures.suppressed_regencies,
        reporting=reporting.get(key, Reporting()),
    )


def _agencies(entries: Sequence[RegencyEntry], figures: ProvinceFigures) -> list[AgencyReading]:
    """Of regencies in the directory; whose tenant has left is no part of the province's figures."""
    names = {each.tenant_id: each.name for each in entries}
    return [replace(agency, regency=names[tenant_id]) for tenant_id, agency in figures.agencies if tenant_id in names]


def _earlier(
    entries: Sequence[RegencyEntry], figures: ProvinceFigures, scope: ReportingScope
) -> list[tuple[ReportingScope, list[PreviousFigure]]]:
    """Earlier scopes in order; the one just before is kept also without figures, because changes are taken from it."""
    codes = {each.tenant_id: each.code for each in entries}
    (just_before,) = scope.earlier(1)
    scopes = [each for each in scope.earlier(4) if each in figures.earlier or each == just_before]
    return [
        (each, [replace(figure, code=codes[key]) for key, figure in figures.earlier.get(each, []) if key in codes]) for each in scopes
    ]


def _due_on(due_days: Sequence[DueDay], scope: ReportingScope) -> date | None:
    """The day set for the scope itself."""
    return next((each.due_on for each in due_days if each.step == HAND_OVER and each.scope == scope), None)
