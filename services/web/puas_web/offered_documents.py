"""The documents a page about a scope offers to make, the last one made of each, and which one was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, datetime
from uuid import UUID

from flask import abort, request
from flask_babel import LazyString

from puas.domain.document_source import twin_key_of
from puas.domain.reporting_scope import ReportingScope, UnknownPart, reporting_scope
from puas_web.scope_choice import PART, YEAR
from puas_web.whole_numbers import read_whole


@dataclass(frozen=True)
class LastRequest:
    """The newest document of a kind for a scope."""

    id: UUID
    state: str
    requested_at: datetime


@dataclass(frozen=True)
class Offer:
    """A document that can be asked for; `word` stands in the address, `formats` are named for people."""

    word: str
    document: str
    name: LazyString
    purpose: LazyString
    formats: str
    last: LastRequest | None = None


def keys_of(offers: Iterable[Offer], scope: ReportingScope) -> list[str]:
    """The twin keys of these documents over the scope."""
    return [twin_key_of(each.document, scope.year, scope.part) for each in offers]


def with_last(offers: Iterable[Offer], last: Mapping[str, LastRequest]) -> tuple[Offer, ...]:
    """The offers with what was made of them, by document."""
    return tuple(replace(each, last=last.get(each.document)) for each in offers)


def asked_for(offers: Iterable[Offer], word: str) -> tuple[str, ReportingScope]:
    """The document of the address and the scope of the form; 404 where there is no such document or scope."""
    document = next((each.document for each in offers if each.word == word), None)
    year = read_whole(request.form.get(YEAR, ""))
    if document is None or not year or year > MAXYEAR:
        abort(404)
    try:
        return document, reporting_scope(year, request.form.get(PART, ""))
    except UnknownPart:
        abort(404)
