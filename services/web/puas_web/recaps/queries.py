"""What the pages about a regency's recap show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import get_template_attribute, url_for
from markupsafe import Markup
from sqlalchemy import ARRAY, Text, any_, bindparam, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from puas.db.queries.period_lists import PeriodList
from puas.db.queries.regency_recap import standing_recap
from puas.db.tables.reports import Report
from puas.domain.permissions import Action
from puas.domain.recap_builder import lowest_unsur
from puas.domain.recap_snapshot import AgencyLine, RecapSnapshot
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import ReportingScope
from puas.domain.result_snapshot import UnsurFigures
from puas.presentation.numbers import Language
from puas.runtime.recent_values import LastMade
from puas_web.access import CurrentTenant, may
from puas_web.layout import page_language
from puas_web.offered_documents import LastRequest, Offer, keys_of, with_last
from puas_web.recaps.words import DOCUMENTS

_ANY = "00000000-0000-0000-0000-000000000000"
# With each its recap is held, which takes five megabytes.
_MOST_REMEMBERED = 16


@dataclass(frozen=True)
class _Reader:
    """What is drawn depends on besides the recap: which scope it is of, who reads it, and where its addresses lead."""

    scope: ReportingScope
    language: Language
    tenant_slug: str
    tenant_name: str
    may_set_targets: bool


@dataclass(frozen=True)
class _Figures:
    """What the parts of the page are drawn from."""

    recap: RecapSnapshot
    rule: Edition
    tenant_name: str
    may_set_targets: bool
    _agency_url: str

    @property
    def lowest(self) -> tuple[UnsurFigures, ...]:
        return lowest_unsur(self.recap.result.unsur)

    def agency_url(self, agency: AgencyLine) -> str:
        """An agency's results in the same scope."""
        return self._agency_url.replace(_ANY, agency.id)


@dataclass(frozen=True)
class RecapParts:
    """The parts of the page that are drawn; all but the last are empty while nobody has an index."""

    summary: Markup
    agencies: Markup
    drawings: Markup
    without_index: Markup


@dataclass(frozen=True)
class RecapPage:
    """A regency over a scope, with what can be made of it."""

    recap: RecapSnapshot
    parts: RecapParts
    documents: tuple[Offer, ...]


# As long as nothing in the recap changes everybody with the same rights reads the same page.
_drawn: LastMade[_Reader, RecapSnapshot, RecapParts] = LastMade(_MOST_REMEMBERED)


def recap_page(
    session: Session, here: CurrentTenant, *, periods: PeriodList, scope: ReportingScope, scope_arguments: Mapping[str, Any]
) -> RecapPage:
    """The recap of a scope with what can be made of it."""
    recap = standing_recap(session, tenant_id=here.id, periods=periods, scope=scope)
    reader = _Reader(scope, page_language(), here.slug, here.name, may(Action.SET_TARGETS))
    parts = _drawn.of(reader, recap, lambda made_of: _draw(made_of, reader, scope_arguments))
    return RecapPage(recap, parts, with_last(DOCUMENTS, _last_requests(session, here.id, scope)))


def _draw(recap: RecapSnapshot, reader: _Reader, scope_arguments: Mapping[str, Any]) -> RecapParts:
    agency_url = url_for("results.agency", agency_id=_ANY, **scope_arguments)
    figures = _Figures(recap, edition(recap.result.edition_id), reader.tenant_name, reader.may_set_targets, agency_url)

    def drawn(name: str, *, is_there: bool) -> Markup:
        return get_template_attribute("recaps/body.html", name)(figures) if is_there else Markup()

    counted = bool(recap.counted)
    return RecapParts(
        drawn("summary", is_there=counted), drawn("agencies", is_there=counted), drawn("drawings", is_there=counted),
        drawn("agencies_without_index", is_there=bool(recap.without_index)),
    )  # fmt: skip


def _last_requests(session: Session, tenant_id: int, scope: ReportingScope) -> dict[str, LastRequest]:
    rows = session.execute(_newest_requests(), {"tenant_id": tenant_id, "keys": list(keys_of(DOCUMENTS, scope))})
    return {document: LastRequest(report_id, state, at) for document, report_id, state, at in rows}


@cache
def _newest_requests() -> Any:
    """Made once: putting it together takes longer than the server needs to answer it."""
    return (
        select(Report.document, Report.id, Report.state, Report.requested_at)
        .where(Report.tenant_id == bindparam("tenant_id"), Report.twin_key == any_(bindparam("keys", type_=ARRAY(Text))))
        .ext(distinct_on(Report.twin_key))
        .order_by(Report.twin_key, Report.requested_at.desc(), Report.id.desc())
    )
