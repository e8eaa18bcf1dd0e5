"""Reads what a browser sent: answers checked against the edition, faults with the place they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from werkzeug.datastructures import MultiDict

from puas.db.identifiers import new_id
from puas.domain.regulation.registry import edition
from puas.domain.response_checks import CheckedResponse, Fault, UnacceptableResponse, check_response
from puas.usecases.submit_response import FilledForm
from puas_web.responding.queries import Point, Window

PROFILE_FIELDS = ("gender", "age", "education", "occupation", "disability")
SERVICE_FIELD = "service"
NO_SERVICE = Fault(SERVICE_FIELD, "no_service")

# Who leaves the form open longer has done something else meanwhile; clocks of two servers may differ a little.
LONGEST_MS = 6 * 3600 * 1000
MOST_SKEW_MS = 5 * 60 * 1000


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form that came back: acceptable, or with its faults and everything that was typed."""

    id: UUID
    typed: MultiDict[str, str]
    service_type_id: UUID | None
    checked: CheckedResponse | None
    faults: tuple[Fault, ...]


def read_form(point: Point, window: Window, typed: MultiDict[str, str]) -> SentForm:
    """Check all of it, so that every fault is shown at once."""
    rule = edition(window.edition)
    faults: tuple[Fault, ...] = ()
    checked = None
    try:
        checked = check_response(
            rule,
            scores={slug: typed[slug] for slug in rule.slugs() if slug in typed},
            profile={name: typed[name] for name in PROFILE_FIELDS if name in typed},
            suggestion=typed.get("suggestion", ""),
            every_unsur=True,
        )
    except UnacceptableResponse as error:
        faults = error.faults
    service_type_id = _service(point, typed.get(SERVICE_FIELD, ""))
    if service_type_id is None:
        faults = (NO_SERVICE, *faults)
    return SentForm(_id(typed.get("id", "")), typed, service_type_id, checked, faults)


def as_filled_form(sent: SentForm, point: Point, *, language: str, network_key: bytes | None, now: datetime) -> FilledForm:
    """An acceptable form as the use case takes it."""
    if sent.checked is None or sent.service_type_id is None:
        raise ValueError("the form has faults")
    checked = sent.checked
    return FilledForm(
        id=sent.id,
        agency_id=point.agency_id,
        service_type_id=sent.service_type_id,
        scores=checked.scores,
        channel=point.kind,
        collection_point_id=point.id,
        gender=checked.gender,
        age=checked.age,
        education=checked.education,
        occupation=checked.occupation,
        disability=checked.disability,
        suggestion=checked.suggestion,
        language=language,
        seconds_on_form=seconds_on_form(sent.id, now),
        network_key=network_key,
    )


def seconds_on_form(form_id: UUID, now: datetime) -> int | None:
    """Time since the form was made, which its id tells; None where that cannot be."""
    if form_id.version != 7:
        return None
    elapsed = int(now.timestamp() * 1000) - (form_id.int >> 80)
    return max(elapsed, 0) // 1000 if -MOST_SKEW_MS <= elapsed <= LONGEST_MS else None


def _id(text: str) -> UUID:
    """The id made with the form. Whoever takes it out of the page gets a new one, and no protection from repeating."""
    try:
        return UUID(text)
    except ValueError:
        return new_id()


def _service(point: Point, text: str) -> UUID | None:
    """The service that was chosen, if this point offers it; where it offers only one there is nothing to choose."""
    if len(point.services) == 1:
        return point.services[0][0]
    return next((service_id for service_id, _ in point.services if str(service_id) == text), None)
