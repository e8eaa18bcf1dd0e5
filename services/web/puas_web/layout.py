"""What every template may use: navigation, the language's number and date filters, small facts about the request."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, request
from flask_babel import get_locale
from flask_login import current_user
from markupsafe import Markup

from puas.db.queries.tenant_look import TenantLook, find_header, find_look
from puas.domain.permissions import Role
from puas.domain.tenant_contacts import dialled
from puas.presentation import dates, numbers
from puas.presentation.grades import predikat_label
from puas_web import role_names
from puas_web.database import db
from puas_web.navigation import account_links, items_for
from puas_web.request_ids import current_request_id

DEFAULT_ZONE = "Asia/Jakarta"


def page_language() -> Literal["id", "en"]:
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "id"


def page_zone() -> str:
    """Times are shown as the clock on the office wall shows them."""
    here = g.get("tenant")
    return here.time_zone if here is not None else DEFAULT_ZONE


def index_filter(value: Any) -> str:
    return numbers.index_number(value, page_language())


def average_filter(value: Any) -> str:
    return numbers.average_number(value, page_language())


def whole_filter(value: Any) -> str:
    return numbers.whole_number(value, page_language())


def signed_filter(value: Any, places: int = 2) -> str:
    return numbers.signed_number(value, places, page_language())


def percentage_filter(part: int, whole: int, places: int = 1) -> str:
    return numbers.percentage(part, whole, places, page_language())


def date_filter(day: date | None) -> str:
    """A date; of a moment, the date on the wall of the office."""
    if day is None:
        return "\N{EN DASH}"
    if isinstance(day, datetime):
        day = day.astimezone(ZoneInfo(page_zone())).date()
    return dates.long_date(day, page_language())


def moment_filter(moment: datetime | None) -> str:
    return "\N{EN DASH}" if moment is None else dates.date_time(moment, page_zone(), page_language())


def clock_filter(moment: datetime | None) -> str:
    """The time of day alone, for what ends today."""
    return "\N{EN DASH}" if moment is None else dates.clock_time(moment, page_zone(), page_language())


def seconds_left(moment: datetime) -> int:
    """Until a moment, by the server's clock; 0 once it is past."""
    return max(0, round((moment - datetime.now(UTC)).total_seconds()))


def ago_filter(moment: datetime | None) -> str:
    if moment is None:
        return "\N{EN DASH}"
    return dates.relative_time(moment, datetime.now(UTC), page_zone(), page_language())


def predikat_filter(letter: str | None) -> str:
    return predikat_label(letter, page_language())


def drawing_filter(svg: str) -> Markup:
    """Marks an SVG made by `puas.presentation.charts` as safe; it escapes every text it is given."""
    return Markup(svg)  # noqa: S704


def initials(name: str) -> str:
    """Two letters for a tenant without an emblem: `Kabupaten Bojonegoro` is `KB`."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


def letterhead_of(tenant: Any) -> TenantLook:
    """The lines printed on top of a page of this tenant; read once per request."""
    if "letterhead" not in g:
        if g.get("tenant") is not None and current_user.is_authenticated:
            _read_header()
        else:
            g.letterhead = find_look(db.session(), tenant_id=tenant.id) or TenantLook(tenant.name, "", "", None, "")
    look: TenantLook = g.letterhead
    return look


def unread_notices() -> int:
    """How many notices of this workspace the person has not read."""
    if "unread_notices" not in g:
        _read_header()
    number: int = g.unread_notices
    return number


def _read_header() -> None:
    """Letterhead and bell of a workspace's page; every page has both, so they are read together."""
    found = find_header(db.session(), tenant_id=g.tenant.id, account_id=current_user.account_id)
    g.letterhead, g.unread_notices = found or (TenantLook(g.tenant.name, "", "", None, ""), 0)


FILTERS = {
    "dialled": dialled,
    "index": index_filter,
    "average": average_filter,
    "whole": whole_filter,
    "signed": signed_filter,
    "percent_of": percentage_filter,
    "roman": numbers.roman,
    "date": date_filter,
    "moment": moment_filter,
    "clock": clock_filter,
    "ago": ago_filter,
    "seconds_left": seconds_left,
    "predikat": predikat_filter,
    "drawing": drawing_filter,
    "initials": initials,
    "person_kind": role_names.person_kind,
    "role_name": role_names.role_name,
}


def _page_facts() -> dict[str, Any]:
    return {
        "navigation": items_for(g.get("tenant")),
        "account_links": account_links() if current_user.is_authenticated else [],
        "has_page": lambda endpoint: endpoint in current_app.view_functions,
        "letterhead_of": letterhead_of,
        "unread_notices": unread_notices,
        "request_id": current_request_id(),
        "same_page": request.full_path.rstrip("?"),
        "view_names": current_app.view_functions,
        "Role": Role,
    }


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(FILTERS)
    app.context_processor(_page_facts)
