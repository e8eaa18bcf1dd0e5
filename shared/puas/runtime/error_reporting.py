"""Error reports to Sentry: tagged with tenant, job and release, without local variables and personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import sentry_sdk
from sentry_sdk.scrubber import DEFAULT_DENYLIST, DEFAULT_PII_DENYLIST, EventScrubber

from puas.runtime.log_context import context_of_error, current_context
from puas.runtime.personal_data import without_personal_data_inside
from puas.runtime.settings import ProcessSettings

if TYPE_CHECKING:
    from sentry_sdk._types import Event, Hint
    from sentry_sdk.transport import Transport

_DENIED = [*DEFAULT_DENYLIST, *DEFAULT_PII_DENYLIST, "nik", "email", "phone", "suggestion", "saran", "name", "nama"]
# Of a request only what was asked for; never who asked, with which cookie, and what they wrote.
_REQUEST_PARTS = ("method", "url")
_JOB_PARTS = ("job_id", "func")


def set_up_error_reporting(service: str, settings: ProcessSettings, *, transport: type[Transport] | None = None) -> bool:
    """Report this process's errors where an address is set; False where none is. Called once, before it forks."""
    if not settings.sentry_dsn:
        return False
    sentry_sdk.init(
        dsn=settings.sentry_dsn,
        release=settings.release,
        environment=settings.mode,
        transport=transport,
        # Personal data by default is off as long as nothing turns it on; the old switch for it warns.
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=20,
        traces_sample_rate=None,
        send_client_reports=False,
        event_scrubber=EventScrubber(denylist=_DENIED, recursive=True),
        before_send=_prepared,
        before_breadcrumb=_breadcrumb,
    )
    sentry_sdk.set_tag("service", service)
    return True


def _prepared(event: Event, hint: Hint) -> Event:
    """The event as it may leave: our tags on it, and nothing about a person in it."""
    content = cast("dict[str, Any]", event)
    content.setdefault("tags", {}).update(_context(hint))
    content.pop("user", None)
    if "request" in content:
        content["request"] = {part: content["request"][part] for part in _REQUEST_PARTS if part in content["request"]}
    extra = content.get("extra", {})
    if "rq-job" in extra:
        extra["rq-job"] = {part: extra["rq-job"][part] for part in _JOB_PARTS if part in extra["rq-job"]}
    return cast("Event", without_personal_data_inside(content))


def _context(hint: Hint) -> dict[str, str]:
    # A job's error is reported after its context has been left, so the error carries it along.
    error = hint.get("exc_info", (None, None, None))[1]
    return {**current_context(), **context_of_error(error)}


def _breadcrumb(crumb: dict[str, Any], _hint: dict[str, Any]) -> dict[str, Any] | None:
    if crumb.get("category") == "query":
        # Statements may hold values; that one ran is all we need.
        return None
    return cast("dict[str, Any]", without_personal_data_inside(crumb))
