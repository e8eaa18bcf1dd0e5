"""The shapes of the API's answers, and how its parameters are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Response, abort, request, url_for

from puas.db.queries.frozen_results import ResultFilter, ResultLine
from puas.domain.canonical_json import to_canonical_json
from puas.domain.regulation.registry import edition
from puas_web.whole_numbers import read_whole

PAGE_SIZE = 100


def json_answer(body: str | Mapping[str, Any]) -> Response:
    """JSON with an entity tag; an unchanged answer is sent as 304."""
    text = body if isinstance(body, str) else to_canonical_json(body)
    response = Response(text, mimetype="application/json")
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def wanted_results(arguments: Mapping[str, str]) -> ResultFilter:
    """`year` and `agency_id`; a value that cannot be read is an error, not ignored."""
    year, agency = arguments.get("year"), arguments.get("agency_id")
    return ResultFilter(
        year=None if year is None else _number(year, largest=9999),
        agency_ids=None if agency is None else [_id(agency)],
    )


def requested_page(arguments: Mapping[str, str]) -> int:
    """The page asked for, from 1."""
    return _number(arguments.get("page", "1"), largest=1_000_000)


def list_record(lines: Sequence[ResultLine], *, page: int, total: int) -> dict[str, Any]:
    """One page of results and the way to the next."""
    following = page * PAGE_SIZE < total
    arguments: dict[str, Any] = {**request.args.to_dict(), "page": page + 1}
    return {
        "results": [_line_record(each) for each in lines],
        "page": page,
        "page_size": PAGE_SIZE,
        "total": total,
        "next": url_for("api.results", **arguments) if following else None,
    }


def _line_record(line: ResultLine) -> dict[str, Any]:
    predikat = next((band.label for band in edition(line.edition).bands if band.letter == line.mutu), None)
    return {
        "id": str(line.id),
        "scope": line.scope,
        "agency": None if line.agency_id is None else {"id": str(line.agency_id), "name": line.agency_name},
        "period": {
            "id": None if line.period_id is None else str(line.period_id),
            "label": line.label,
            "starts_on": line.starts_on,
            "ends_on": line.ends_on,
        },
        "version": line.version,
        "edition": line.edition,
        "respondents": line.respondents,
        "index": {"nik": line.nik, "mutu": line.mutu or None, "predikat": predikat},
        "sha256": line.sha256,
        "frozen_at": line.frozen_at,
        "href": url_for("api.result", result_id=line.id),
    }


def _number(text: str, *, largest: int) -> int:
    number = read_whole(text)
    if number is None or not 1 <= number <= largest:
        abort(400)
    return number


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        abort(400)
