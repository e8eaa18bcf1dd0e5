"""The schema of the public records: JSON Schema, draft 2020-12. What it names stays as long as the format's number does."""

from __future__ import annotations

import json
from typing import Any

SCHEMA_PATH = "/publik/skema.json"
STANDARD_FORMAT = "puas-public-standard/1"
DRAFT = "https://json-schema.org/draft/2020-12/schema"

_DECIMAL = {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]+$"}
_COUNT = {"type": "string", "pattern": "^[0-9]+$"}
_DAY = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_MOMENT = {"type": "string", "format": "date-time", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T"}
_TEXT = {"type": "string"}
_CLAIM = {"type": "boolean"}
_ADDRESS = {"type": "string", "format": "uri", "pattern": "^https?://"}
_SLUG = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_LETTER = {"enum": ["A", "B", "C", "D", None]}
_PART = {"enum": ["tahun", "semester-1", "semester-2", "triwulan-1", "triwulan-2", "triwulan-3", "triwulan-4"]}
_UNSUR = {"enum": ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarpras"]}


def _object(**fields: Any) -> dict[str, Any]:
    """Every field is always there; new ones may come."""
    return {"type": "object", "required": sorted(fields), "properties": fields}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_none(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _said(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {**schema, "description": description}


_SUPPRESSED = _said(_CLAIM, "true: begitu sedikit yang menjawab sehingga tidak satu angka pun ditampilkan")
_INDEX = {
    "edition": _said(_TEXT, "aturan penilaian"),
    "suppressed": _SUPPRESSED,
    "respondents": _or_none(_COUNT),
    "nik": _or_none(_said(_DECIMAL, "indeks 25,00 sampai 100,00")),
    "mutu": _LETTER,
}
_UNIT = {"slug": _SLUG, "name": _TEXT, "active": _CLAIM, "successor": _or_none(_object(name=_TEXT, slug=_TEXT))}
_UNSUR_FIGURE = _object(slug=_UNSUR, answered=_COUNT, nrr=_or_none(_DECIMAL), nik=_or_none(_DECIMAL), mutu=_LETTER)
_FIGURE = _object(
    **_INDEX,
    name=_said(_TEXT, "nama pada periode terakhir yang dijumlahkan"),
    periods=_COUNT,
    starts_on=_DAY,
    ends_on=_DAY,
    members=_said(_COUNT, "anggota yang memiliki indeks"),
    members_total=_COUNT,
    sample_target=_or_none(_COUNT),
    population=_or_none(_COUNT),
    ni=_or_none(_DECIMAL),
    simple_mean=_or_none(_said(_DECIMAL, "rata-rata anggota")),
    respondent_weighted=_or_none(_said(_DECIMAL, "seluruh responden digabung")),
    margin=_or_none(_said(_DECIMAL, "setengah lebar selang kepercayaan 95 persen, dalam poin indeks")),
    letter_is_stable=_or_none(_said(_CLAIM, "mutunya sama di seluruh selang itu")),
    unsur=_list({"$ref": "#/$defs/unsur"}),
)
_PERIOD = _object(
    agency=_TEXT,
    period=_object(label=_TEXT, starts_on=_DAY, ends_on=_DAY),
    **_INDEX,
    version=_said(_COUNT, "versi hasil yang dibekukan"),
    frozen_at=_MOMENT,
    published_at=_or_none(_MOMENT),
    sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    corrections=_list(_object(version=_COUNT, published_at=_MOMENT, reason=_TEXT)),
    document=_or_none(_object(number=_TEXT, address=_ADDRESS)),
)
_PROMISE = _object(
    agency=_TEXT,
    period=_TEXT,
    unsur=_UNSUR,
    action=_TEXT,
    due=_or_none(_object(starts_on=_DAY, precision={"enum": ["month", "quarter"]})),
    state={"enum": ["overdue", "in_progress", "planned", "done", "carried"]},
    late=_CLAIM,
    done=_said(_TEXT, "apa yang sudah dikerjakan"),
)
_RESULTS = _object(
    format={"const": "puas-public-results/2"},
    schema=_ADDRESS,
    terms=_TEXT,
    address=_said(_ADDRESS, "alamat tetap yang menunjuk bagian tahun yang sama"),
    level={"enum": ["regency", "agency", "service"]},
    tenant=_object(slug=_SLUG, name=_TEXT, sample_data=_said(_CLAIM, "true: semua nama dan angka rekaan")),
    agency=_or_none({"$ref": "#/$defs/unit"}),
    service=_or_none({"$ref": "#/$defs/unit"}),
    smallest_group=_COUNT,
    scope=_or_none(_object(year=_COUNT, part=_PART, label=_TEXT, starts_on=_DAY, ends_on=_DAY)),
    scopes=_list(_object(year=_COUNT, part=_PART, address=_ADDRESS)),
    figures=_or_none({"$ref": "#/$defs/figure"}),
    members=_list(_object(**{**_UNIT, "slug": _TEXT}, address=_or_none(_ADDRESS), figures=_or_none({"$ref": "#/$defs/figure"}))),
    trend=_list(_object(year=_COUNT, part=_PART, **_INDEX)),
    results=_list({"$ref": "#/$defs/period"}),
    promises=_list({"$ref": "#/$defs/promise"}),
)
_DIRECTORY = _object(
    format={"const": "puas-public-directory/1"},
    terms=_TEXT,
    tenants=_list(_object(slug=_SLUG, name=_TEXT, province=_TEXT, sample_data=_CLAIM, published_at=_MOMENT, address=_ADDRESS)),
)

_OFFICE = _object(slug=_SLUG, name=_TEXT, active=_CLAIM)
_STANDARD = _object(
    format={"const": STANDARD_FORMAT},
    schema=_ADDRESS,
    terms=_TEXT,
    address=_said(_ADDRESS, "alamat tetap standar layanan ini"),
    tenant=_object(slug=_SLUG, name=_TEXT, sample_data=_CLAIM),
    agency=_OFFICE,
    service=_OFFICE,
    version=_COUNT,
    decree=_object(number=_TEXT, date=_or_none(_DAY)),
    hearing_on=_or_none(_said(_DAY, "dibahas dengan masyarakat")),
    reviewed_on=_or_none(_DAY),
    review_due_on=_or_none(_DAY),
    in_force_since=_or_none(_MOMENT),
    components=_list(_object(slug=_SLUG, name=_TEXT, points=_said(_list(_TEXT), "kosong: belum ditulis"))),
)


def schema_json(base_url: str) -> str:
    """The schema as it is served."""
    schema = {
        "$schema": DRAFT,
        "$id": base_url + SCHEMA_PATH,
        "title": "Hasil Survei Kepuasan Masyarakat yang diumumkan",
        "description": "Angka ditulis sebagai teks dengan desimal tercetaknya; null berarti tidak ada atau tidak ditampilkan.",
        "oneOf": [{"$ref": "#/$defs/results"}, {"$ref": "#/$defs/directory"}, {"$ref": "#/$defs/standard"}],
        "$defs": {
            "results": _RESULTS,
            "directory": _DIRECTORY,
            "standard": _STANDARD,
            "unit": _object(**_UNIT),
            "figure": _FIGURE,
            "unsur": _UNSUR_FIGURE,
            "period": _PERIOD,
            "promise": _PROMISE,
        },
    }
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True)
