"""Takes in one filled form: nothing is lost, nothing counts twice, and the period is decided by the server's receipt.

One statement finds the period, stores the answer and puts it into the inbox of what the tallies do not hold yet. The
answer's id was made with the form: the same form sent again changes nothing; the same id with other content is stored
beside it and flagged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from puas.db.answer_store import AnswerStore, DirectAnswers, SessionAnswers
from puas.db.collection_lock import collection_lock_key
from puas.db.tables.scores import UNSUR_COLUMNS
from puas.jobs.signals import signal_tally

SAME_ID_OTHER_CONTENT = "same-id-other-content"

# From one collection point and one network; beyond it answers are stored, counted and flagged.
LIMIT_ANSWERS = 20
LIMIT_WINDOW = timedelta(minutes=10)

Outcome = Literal["counted", "late", "repeated"]


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What a person answered, checked against the edition; scores by slug, None for a blank."""

    id: UUID
    agency_id: UUID
    service_type_id: UUID
    scores: Mapping[str, int | None]
    channel: str
    collection_point_id: UUID | None = None
    gender: str | None = None
    age: int | None = None
    education: str | None = None
    occupation: str | None = None
    disability: str | None = None
    suggestion: str | None = None
    language: str = "id"
    assisted: bool = False
    seconds_on_form: int | None = None
    network_key: bytes | None = None
    flags: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of the form: counted, kept as late (uncounted), or a repeat of one that was stored before."""

    response_id: UUID
    outcome: Outcome


class UnableToSubmitResponse(Exception):
    """The answer was not stored: `no-period` where the agency asks nothing, `unknown-service` where it does not ask about that."""

    def __init__(self, reason: Literal["no-period", "unknown-service"]) -> None:
        super().__init__(reason)
        self.reason = reason


def submit_response(
    *, session: Session | DirectAnswers, tenant_id: int, time_zone: str, form: FilledForm, now: datetime
) -> Receipt:
    """Store the form in the agency's period of this day; after its end or closing it is kept as late and not counted.

    With a session it is part of that session's transaction; `DirectAnswers` have it committed when this returns.
    """
    store = session if isinstance(session, DirectAnswers) else SessionAnswers(session)
    content = _content_hash(form)
    values = _values(tenant_id, time_zone, form, content, now)
    key = collection_lock_key(tenant_id, form.agency_id)
    state = _store(store, key, values)
    if state is None:
        if store.content_of(tenant_id=tenant_id, response_id=form.id) == content:
            return Receipt(form.id, "repeated")
        values |= {"id": _id_for_other_content(form.id, content), "flags": [*form.flags, SAME_ID_OTHER_CONTENT]}
        state = _store(store, key, values)
        if state is None:
            return Receipt(values["id"], "repeated")
    if state == "counted":
        signal_tally(session, tenant_id=tenant_id)
    return Receipt(values["id"], "counted" if state == "counted" else "late")


def _store(store: AnswerStore, lock_key: int, values: dict[str, Any]) -> str | None:
    """The state it was stored in; None where the id is taken."""
    stored = store.store(lock_key=lock_key, values=values)
    if stored is None:
        raise UnableToSubmitResponse("no-period")
    if not stored.is_asked:
        raise UnableToSubmitResponse("unknown-service")
    return stored.state


def _id_for_other_content(form_id: UUID, content: bytes) -> UUID:
    """Always the same new id for the same id and content, so that this form too can be repeated without harm."""
    digest = hashlib.sha256(form_id.bytes + content).digest()
    time_and_version = form_id.int >> 76
    tail = int.from_bytes(digest[:10], "big") & ((1 << 76) - 1)
    return UUID(int=time_and_version << 76 | tail & ~(0b11 << 62) | 0b10 << 62)


def _content_hash(form: FilledForm) -> bytes:
    """What two sendings of one form share; not the time, the network or the language of the page."""
    content = (
        str(form.service_type_id), [form.scores.get(slug) for slug in UNSUR_COLUMNS],
        form.gender, form.age, form.education, form.occupation, form.disability, form.suggestion,
    )
    return hashlib.sha256(json.dumps(content).encode()).digest()


@lru_cache(maxsize=16)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _values(tenant_id: int, time_zone: str, form: FilledForm, content: bytes, now: datetime) -> dict[str, Any]:
    return {
        **{slug: form.scores.get(slug) for slug in UNSUR_COLUMNS},
        "tenant_id": tenant_id, "id": form.id, "agency_id": form.agency_id, "service_type_id": form.service_type_id,
        "collection_point_id": form.collection_point_id, "gender": form.gender, "age": form.age,
        "education": form.education, "occupation": form.occupation, "disability": form.disability,
        "suggestion": form.suggestion, "language": form.language, "channel": form.channel, "assisted": form.assisted,
        "seconds_on_form": form.seconds_on_form, "network_key": form.network_key, "content_hash": content,
        "flags": list(form.flags), "submitted_at": now, "today": now.astimezone(_zone(time_zone)).date(),
        "limit": LIMIT_ANSWERS, "window_start": now - LIMIT_WINDOW,
    }
