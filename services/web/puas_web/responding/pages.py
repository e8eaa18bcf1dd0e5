"""The pages behind a code: the form, the same form with faults, thanks, and the kind notices where nothing can be answered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

from flask import Response, current_app, request
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict
from werkzeug.routing import MapAdapter

from puas.db.identifiers import new_id
from puas.domain.response_checks import LONGEST_SUGGESTION, OLDEST, YOUNGEST
from puas.presentation.dates import long_date
from puas.runtime.emblem_images import version_of
from puas_web import answering_style
from puas_web.responding.exit_queries import Exit
from puas_web.responding.known_points import KnownPoint
from puas_web.responding.packed_page import ID_PLACEHOLDER, PackedPage, answer
from puas_web.responding.queries import Point, Window
from puas_web.responding.sent_form import SentForm
from puas_web.responding.wording import categories, explain, questions

# More services than these are offered as a list to choose from.
MOST_SERVICES_AS_BUTTONS = 7

# Where links to pages of the other application are made.
ADDRESSES = "puas_addresses"

Notice = Literal[
    "unknown", "suspended", "left", "retired", "mall-closed", "no-counters", "no-period", "not-yet", "closed", "too-large", "not-stored",
    "fault",
]  # fmt: skip
STATUS: dict[Notice, int] = {
    "unknown": 404, "suspended": 503, "left": 410, "retired": 410, "mall-closed": 410, "too-large": 413, "not-stored": 409, "fault": 500,
}  # fmt: skip


def form(known: KnownPoint, point: Point, window: Window, language: str) -> Response:
    """An empty form with an id of its own."""
    make_ready(known, point, window, language)
    return answer(known.pages["form", language], str(new_id()))


def make_ready(known: KnownPoint, point: Point, window: Window, language: str) -> None:
    """Have the form of a point that takes answers, and what follows it, at hand for those who come next."""
    if ("form", language) not in known.pages:
        known.pages["form", language] = PackedPage.of(_form(point, window, language, MultiDict(), ID_PLACEHOLDER), with_id=True)
        thanks(known, point, language, late=False)
        thanks(known, point, language, late=True)
    known.form_until = known.fresh_until


def preview(point: Point, window: Window, language: str) -> Response:
    """The form exactly as people see it, but nothing can be sent."""
    return answer(PackedPage.of(_form(point, window, language, MultiDict(), "", preview=True)))


def form_again(point: Point, window: Window, language: str, sent: SentForm) -> Response:
    """The form as it was filled in, with what is to be mended; it keeps its id."""
    with force_locale(language):
        faults = explain(sent.faults, window, language)
    html = _form(point, window, language, sent.typed, str(sent.id), faults=faults)
    return answer(PackedPage.of(html), status=422)


def thanks(known: KnownPoint, point: Point, language: str, *, late: bool) -> Response:
    """Says that the answer has arrived and nothing about scores; the same page for a repeat."""
    kind = "late" if late else "thanks"
    page = known.pages.get((kind, language))
    if page is None:
        page = known.pages[kind, language] = PackedPage.of(_render("thanks.html", point, language, late=late))
    return answer(page)


def notice(known: KnownPoint | None, kind: Notice, language: str) -> Response:
    """Why there is nothing to answer here, and what to do."""
    point = known.point if known else None
    page = known.pages.get((kind, language)) if known else None
    if page is None:
        page = PackedPage.of(_render("notice.html", point, language, kind=kind, **_dates(point, language)))
        if known:
            known.pages[kind, language] = page
    return answer(page, status=STATUS.get(kind, 200))


def counters(here: Exit | None, language: str, words: str) -> Response:
    """The counters of a mall to choose from, or why there is nothing to choose."""
    kind = _obstacle_at_exit(here)
    if here is None or kind is not None:
        kind = kind or "unknown"
        return answer(PackedPage.of(_render("notice.html", here, language, kind=kind)), status=STATUS.get(kind, 200))
    html = _render("counters.html", here, language, groups=here.found(words), words=words, asked_language=request.args.get("bahasa", ""))
    return answer(PackedPage.of(html))


def _obstacle_at_exit(here: Exit | None) -> Notice | None:
    if here is None:
        return "unknown"
    if here.tenant_state in ("suspended", "left"):
        return "suspended" if here.tenant_state == "suspended" else "left"
    if here.is_closed:
        return "mall-closed"
    return None if here.groups else "no-counters"


def obstacle(point: Point | None) -> Notice | None:
    """Why this point takes no answers now; None where it does."""
    if point is None:
        return "unknown"
    if point.tenant_state == "suspended":
        return "suspended"
    if point.tenant_state == "left":
        return "left"
    if not point.is_in_use:
        return "retired"
    if point.is_mall_closed:
        return "mall-closed"
    window = point.window
    if window is None or not point.services:
        return "no-period"
    today = point.today(datetime.now(UTC))
    if today < window.starts_on:
        return "not-yet"
    return "closed" if window.is_closed or today > window.ends_on else None


def _form(point: Point, window: Window, language: str, typed: MultiDict[str, str], form_id: str, **context: Any) -> str:
    profile = categories(window, language)
    return _render(
        "form.html",
        point,
        language,
        form_id=form_id,
        window=window,
        questions=questions(window, language),
        profile=profile,
        services=point.services,
        services_as_buttons=len(point.services) <= MOST_SERVICES_AS_BUTTONS,
        typed=typed,
        youngest=YOUNGEST,
        oldest=OLDEST,
        longest=LONGEST_SUGGESTION,
        **context,
    )


def _render(template: str, point: Point | Exit | None, language: str, **context: Any) -> str:
    """Without the context of the other pages: these belong to no account and are kept for everybody."""
    with force_locale(language):
        return current_app.jinja_env.get_template(f"responding/{template}").render(
            point=point,
            language=language,
            style_url=answering_style.address(point.accent if point else None),
            icon_url=_emblem_url(point) or _address("static", filename="icon.svg"),
            emblem_url=_emblem_url(point),
            results_url=_results_url(point),
            standard_url=_standard_url(point),
            **context,
        )


def _emblem_url(point: Point | Exit | None) -> str | None:
    # The emblem of a tenant that is closed is not handed out.
    if point is None or not point.emblem_key or point.tenant_state != "active":
        return None
    return _address("emblem.small", tenant_slug=point.tenant_slug, version=version_of(point.emblem_key))


def _results_url(point: Point | Exit | None) -> str | None:
    """Where the agency's published results stand."""
    if point is None or not point.agency_slug or not point.is_shown_to_public:
        return None
    return _address("portal.agency", tenant_slug=point.tenant_slug, agency_slug=point.agency_slug)


def _standard_url(point: Point | Exit | None) -> str | None:
    """Where the standard of the point's own service is read; an exit is of many services."""
    if not isinstance(point, Point) or not point.standard_slug or not point.agency_slug or not point.is_shown_to_public:
        return None
    slugs = {"tenant_slug": point.tenant_slug, "agency_slug": point.agency_slug, "service_slug": point.standard_slug}
    return _address("portal_standards.page", **slugs)


def _address(endpoint: str, **values: str) -> str:
    adapter: MapAdapter = current_app.extensions[ADDRESSES]
    return adapter.build(endpoint, values)


def _dates(point: Point | None, language: str) -> dict[str, str]:
    if point is None or point.window is None:
        return {}
    window = point.window
    return {"starts_on": long_date(window.starts_on, _babel(language)), "ends_on": long_date(window.ends_on, _babel(language))}


def _babel(language: str) -> Literal["id", "en"]:
    return "en" if language == "en" else "id"
