"""Portraits as records for programs and spreadsheets. Field names stay; numbers are texts with their printed decimals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from puas.db.queries.shared_figures import FigureLine
from puas.domain.canonical_json import to_canonical_json
from puas.domain.disclosure import SMALLEST_FIGURE
from puas.domain.followup_plan import OVERDUE
from puas.domain.reporting_scope import ReportingScope
from puas.domain.shared_disclosure import AGENCY, REGENCY, SERVICE
from puas_web.csv_files import csv_text
from puas_web.portal.choice import scope_query
from puas_web.portal.history import Promise, PublishedPeriod
from puas_web.portal.portrait import Portrait
from puas_web.portal.queries import Member, Publisher, Unit
from puas_web.portal.schema import SCHEMA_PATH

FORMAT = "puas-public-results/2"
DIRECTORY_FORMAT = "puas-public-directory/1"
TERMS = (
    "Data ini boleh dipakai, disalin, dan diolah oleh siapa saja dengan menyebut sumbernya: nama daerah, alamat halaman,"
    " dan tanggal dibaca."
)
SLUGS = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarpras")
CSV_HEADER = (
    "tahun", "bagian", "mulai", "selesai", "tingkat", "perangkat_daerah", "layanan", "alamat", "responden", "target_sampel", "populasi",
    "ni", "nik", "mutu", "selang", "disembunyikan", "aturan", *(f"nrr_{slug}" for slug in SLUGS),
)  # fmt: skip
DIRECTORY_HEADER = ("nama", "provinsi", "data_contoh", "terakhir_diumumkan", "alamat")
LEVEL_WORDS = {REGENCY: "kabupaten/kota", AGENCY: "perangkat daerah", SERVICE: "layanan"}


def portrait_json(portrait: Portrait, base_url: str) -> str:
    """Canonical JSON after the schema at `/publik/skema.json`."""
    place, scope = portrait.place, portrait.scope
    return to_canonical_json(
        {
            "format": FORMAT,
            "schema": base_url + SCHEMA_PATH,
            "terms": TERMS,
            "address": base_url + portrait.lasting_path,
            "level": portrait.level,
            "tenant": {"slug": place.slug, "name": place.name, "sample_data": place.is_sample},
            "agency": _unit(portrait.agency),
            "service": _unit(portrait.service),
            "smallest_group": SMALLEST_FIGURE,
            "scope": _scope(scope),
            "scopes": [
                {"year": each.year, "part": each.part, "address": base_url + portrait.path + scope_query(each)} for each in portrait.scopes
            ],
            "figures": _figure(portrait.figure),
            "members": [_member(portrait, each, base_url) for each in portrait.members],
            "trend": [{"year": each.year, "part": each.part, **_index(each)} for each in portrait.trend],
            "results": [_period(each, base_url) for each in portrait.periods],
            "promises": [_promise(each) for each in portrait.promises],
        }
    )


def portrait_csv(portrait: Portrait, base_url: str) -> str:
    """One line for the unit and one for each of its members that published something."""
    rows = [_row(portrait, portrait.figure, portrait.level, portrait.path, base_url)] if portrait.figure else []
    inner = SERVICE if portrait.agency else AGENCY
    rows += [
        _row(portrait, each.figure, inner, _path(portrait, each.unit), base_url, each.unit) for each in portrait.published if each.figure
    ]
    return csv_text(CSV_HEADER, rows)


def directory_json(publishers: Iterable[Publisher], base_url: str) -> str:
    """Who publishes, and where."""
    return to_canonical_json(
        {
            "format": DIRECTORY_FORMAT,
            "terms": TERMS,
            "tenants": [
                {
                    "slug": each.slug,
                    "name": each.name,
                    "province": each.province,
                    "sample_data": each.is_sample,
                    "published_at": each.published_at,
                    "address": f"{base_url}/publik/{each.slug}",
                }
                for each in publishers
            ],
        }
    )


def directory_csv(publishers: Iterable[Publisher], base_url: str) -> str:
    """The same, a line each."""
    return csv_text(
        DIRECTORY_HEADER,
        [
            (each.name, each.province, _yes(each.is_sample), each.published_at.date().isoformat(), f"{base_url}/publik/{each.slug}")
            for each in publishers
        ],
    )


def _unit(unit: Unit | None) -> dict[str, Any] | None:
    if unit is None:
        return None
    successor = {"name": unit.successor[0], "slug": unit.successor[1]} if unit.successor else None
    return {"slug": unit.slug, "name": unit.name, "active": unit.is_active, "successor": successor}


def _scope(scope: ReportingScope | None) -> dict[str, Any] | None:
    if scope is None:
        return None
    window = scope.window
    return {"year": scope.year, "part": scope.part, "label": window.label, "starts_on": window.starts_on, "ends_on": window.ends_on}


def _index(figure: FigureLine) -> dict[str, Any]:
    return {
        "edition": figure.edition,
        "suppressed": figure.is_suppressed,
        "respondents": figure.respondents,
        "nik": figure.nik,
        "mutu": figure.mutu or None,
    }


def _figure(figure: FigureLine | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        **_index(figure),
        "name": figure.name,
        "periods": figure.periods,
        "starts_on": figure.starts_on,
        "ends_on": figure.ends_on,
        "members": figure.members,
        "members_total": figure.members_total,
        "sample_target": figure.sample_target,
        "population": figure.population,
        "ni": figure.ni,
        "simple_mean": figure.simple_mean,
        "respondent_weighted": figure.respondent_weighted,
        "margin": figure.margin,
        "letter_is_stable": figure.is_letter_stable,
        "unsur": [
            {"slug": each["slug"], "answered": each["answered"], "nrr": each["nrr"], "nik": each["nik"], "mutu": each["mutu"] or None}
            for each in figure.raw_unsur
        ],
    }


def _member(portrait: Portrait, member: Member, base_url: str) -> dict[str, Any]:
    address = base_url + _path(portrait, member.unit) if member.unit.slug else None
    return {**(_unit(member.unit) or {}), "address": address, "figures": _figure(member.figure)}


def _period(period: PublishedPeriod, base_url: str) -> dict[str, Any]:
    return {
        "agency": period.agency_name,
        "period": {"label": period.label, "starts_on": period.starts_on, "ends_on": period.ends_on},
        "edition": period.edition,
        "version": period.result_version,
        "frozen_at": period.frozen_at,
        "published_at": period.published_at,
        "sha256": period.sha256,
        "suppressed": period.is_suppressed,
        "respondents": period.respondents,
        "nik": period.nik,
        "mutu": period.mutu or None,
        "corrections": [{"version": each.version, "published_at": each.published_at, "reason": each.reason} for each in period.corrections],
        "document": {"number": period.document_id, "address": f"{base_url}/verifikasi/{period.document_id}"}
        if period.document_id
        else None,
    }


def _promise(promise: Promise) -> dict[str, Any]:
    due = {"starts_on": promise.due_on, "precision": promise.due_precision} if promise.due_on else None
    return {
        "agency": promise.agency_name,
        "period": promise.period_label,
        "unsur": promise.unsur,
        "action": promise.action,
        "due": due,
        "state": promise.standing,
        "late": promise.standing == OVERDUE,
        "done": promise.description,
    }


def _path(portrait: Portrait, unit: Unit) -> str:
    return f"{portrait.path}/{unit.slug}"


def _row(portrait: Portrait, figure: FigureLine, level: str, path: str, base_url: str, member: Unit | None = None) -> Sequence[object]:
    agency = portrait.agency or (member if level == AGENCY else None)
    service = portrait.service or (member if level == SERVICE else None)
    scores = {each["slug"]: each["nrr"] for each in figure.raw_unsur}
    return (
        str(figure.year), figure.part, figure.starts_on.isoformat(), figure.ends_on.isoformat(), LEVEL_WORDS[level],
        agency.name if agency else "", service.name if service else "", base_url + path + scope_query(portrait.scope),
        figure.respondents, figure.sample_target, figure.population, figure.ni, figure.nik,
        figure.mutu, figure.margin, _yes(figure.is_suppressed), figure.edition, *(scores.get(slug) for slug in SLUGS),
    )  # fmt: skip


def _yes(claim: bool) -> str:
    return "ya" if claim else "tidak"
