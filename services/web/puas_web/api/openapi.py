"""The API described in OpenAPI 3.1. Written by hand, since it is small; a test holds it against the routes."""

from __future__ import annotations

from typing import Any

from puas.domain.api_scopes import ApiScope
from puas.domain.result_snapshot import RESULT_FORMAT
from puas.domain.signed_result import SIGNED_RESULT_FORMAT

VERSION = "1.0.0"

_NUMBER = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "description": "A number as a string, so that no reader rounds it."}
_NULLABLE_NUMBER = {**_NUMBER, "type": ["string", "null"]}
_DATE = {"type": "string", "format": "date"}
_MOMENT = {"type": "string", "format": "date-time"}
_ID = {"type": "string", "format": "uuid"}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def description(server: str) -> dict[str, Any]:
    """The whole description; `server` is the address of this installation."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Puas API",
            "version": VERSION,
            "description": "Frozen results of the Survei Kepuasan Masyarakat of one tenant, read with a bearer token of that tenant.",
        },
        "servers": [{"url": server}],
        "paths": {"/api/v1/results": {"get": _list()}, "/api/v1/results/{result_id}": {"get": _one()}},
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "schemas": {"ResultLine": _line(), "SignedResult": _signed(), "Problem": _problem()},
        },
    }


def _list() -> dict[str, Any]:
    page = {"results": {"type": "array", "items": _reference("ResultLine")}, "next": {"type": ["string", "null"]}}
    page |= dict.fromkeys(("page", "page_size", "total"), _NUMBER)
    return {
        "operationId": "listResults",
        "summary": "Results in force, the newest period first",
        "security": [{"bearer": [ApiScope.READ_RESULTS.value]}],
        "parameters": [
            _parameter("year", "query", {"type": "integer"}, "Year in which the period ends"),
            _parameter("agency_id", "query", _ID, "One agency"),
            _parameter("page", "query", {"type": "integer", "minimum": 1, "default": 1}, "Page of the list"),
        ],
        "responses": _responses(_object(page), 400, 401, 403),
    }


def _one() -> dict[str, Any]:
    return {
        "operationId": "getResult",
        "summary": "One result as it was frozen and signed",
        "description": "Canonical JSON; `puas verify` checks it as it stands. Older versions stay readable.",
        "security": [{"bearer": [ApiScope.READ_RESULTS.value]}],
        "parameters": [{**_parameter("result_id", "path", _ID, "The result"), "required": True}],
        "responses": _responses(_reference("SignedResult"), 401, 403, 404),
    }


def _line() -> dict[str, Any]:
    agency = {"type": ["object", "null"], "properties": {"id": _ID, "name": {"type": "string"}}}
    period = _object({"id": {"type": ["string", "null"]}, "label": {"type": "string"}, "starts_on": _DATE, "ends_on": _DATE})
    letter = {"type": ["string", "null"]}
    return _object(
        {
            "id": _ID,
            "scope": {"enum": ["period", "agency", "regency"]},
            "agency": agency,
            "period": period,
            "version": _NUMBER,
            "edition": {"type": "string"},
            "respondents": _NUMBER,
            "index": _object({"nik": _NULLABLE_NUMBER, "mutu": letter, "predikat": letter}),
            "sha256": _HASH,
            "frozen_at": _MOMENT,
            "href": {"type": "string"},
        }
    )


def _signed() -> dict[str, Any]:
    return _object(
        {
            "format": {"const": SIGNED_RESULT_FORMAT},
            "result": {"type": "object", "properties": {"format": {"const": RESULT_FORMAT}}, "description": "The frozen snapshot."},
            "sha256": _HASH,
            "signature": {"type": ["string", "null"], "description": "`ed25519:<key id>:<base64url>` over the canonical snapshot."},
        }
    )


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    return _object({"type": text, "status": {"type": "integer"}, "code": text, "title": text, "detail": text, "request_id": text})


def _responses(schema: dict[str, Any], *problems: int) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": _reference("Problem")}}
    reasons = {400: "A parameter cannot be read", 401: "No valid token", 403: "The token lacks the scope", 404: "Unknown here"}
    found = {
        "200": {
            "description": "Found",
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": schema}},
        },
        "304": {"description": "Unchanged since the entity tag in If-None-Match"},
    }
    return found | {str(status): {"description": reasons[status], "content": content} for status in problems}


def _parameter(name: str, place: str, schema: dict[str, Any], text: str) -> dict[str, Any]:
    return {"name": name, "in": place, "schema": schema, "description": text}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}
