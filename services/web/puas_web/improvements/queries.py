"""What the pages about improvement items show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from flask import abort, request, url_for
from flask_babel import gettext as _

from puas.db.queries.evidence import evidence_counts
from puas.db.queries.improvement_lists import (
    Improvement,
    WantedImprovements,
    agencies_with_improvements,
    count_improvements,
    find_improvement,
    improvements_of,
    list_improvements,
)
from puas.db.queries.register_history import history_of
from puas.domain.evidence import IMPROVEMENT
from puas.domain.improvements import LONGEST_PART, LONGEST_TOPIC, SOURCES
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.forms import ConfirmForm
from puas_web.improvements.forms import read_id
from puas_web.local_day import today_here
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.promise_words import STANDING_SLUGS
from puas_web.yardstick_words import YARDSTICK_SLUGS


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """Items of one agency, as far as they are on this page of the list."""

    agency_id: UUID
    agency_name: str
    items: list[Improvement]


def improvement_list() -> dict[str, Any]:
    """The list as the address narrows it, with what there is to choose from."""
    here, number, wanted = current_tenant(), requested_page(), _wanted()
    scope: dict[str, Any] = {"tenant_id": here.id, "agency_ids": here.agency_ids}
    counts = count_improvements(db.session(), **scope, today=today_here(), wanted=wanted)
    rows = list_improvements(db.session(), **scope, today=today_here(), wanted=wanted, limit=PAGE_SIZE, offset=offset(number))
    total = getattr(counts, wanted.standing) if wanted.standing else counts.total
    return {
        "page": Page(rows, number, total),
        "groups": _by_agency(rows),
        "counts": counts,
        "wanted": wanted,
        "is_narrowed": wanted != WantedImprovements(),
        "agencies": agencies_with_improvements(db.session(), **scope),
    }


def improvement_or_404(improvement_id: UUID) -> Improvement:
    """An item of an agency the person may see."""
    here = current_tenant()
    found = find_improvement(db.session(), tenant_id=here.id, item_id=improvement_id, agency_ids=here.agency_ids, today=today_here())
    if found is None:
        abort(404)
    return found


def improvement_page(improvement_id: UUID) -> dict[str, Any]:
    """One item with how much evidence it has and how it came to be."""
    session, here = db.session(), current_tenant()
    counts = evidence_counts(session, here.id, IMPROVEMENT, [improvement_id])
    return {
        "found": improvement_or_404(improvement_id),
        "evidence": counts.get((improvement_id, ""), 0),
        "history": history_of(session, here.id, f"improvement_item:{improvement_id}"),
    }


def prefilled() -> dict[str, str]:
    """What the page the person comes from says of the promise; what the address gets wrong is left out."""
    given = request.args
    return {
        "key": str(uuid4()),
        "agency": str(read_id(given.get("perangkat")) or ""),
        "source": YARDSTICK_SLUGS.get(given.get("sumber", ""), SOURCES[0]),
        "entry": str(read_id(given.get("entri")) or ""),
        "part": given.get("bagian", "").replace("\x00", "")[:LONGEST_PART],
        "topic": given.get("topik", "").replace("\x00", "")[:LONGEST_TOPIC],
    }


def promised_already(source: str, entry: str | None, part: str | None) -> list[Improvement]:
    """Items of the same part of the same entry, of agencies the person may see: nobody should promise the same twice unknowingly."""
    entry_id, here = read_id(entry), current_tenant()
    if entry_id is None:
        return []
    found = improvements_of(
        db.session(), tenant_id=here.id, source=source, source_id=entry_id, part=(part or "").replace("\x00", ""), today=today_here()
    )
    return [each for each in found if here.covers_agency(each.item.agency_id)]


def remove_page(found: Improvement, form: ConfirmForm) -> dict[str, Any]:
    """What happens when the promise is taken back."""
    return {
        "title": _("Hapus rencana perbaikan ini?"),
        "consequences": [
            found.item.action[:200],
            _("Rencana dan buktinya tidak tampil lagi. Catatan bahwa rencana ini dihapus tetap tersimpan."),
        ],
        "form": form,
        "submit": _("Hapus rencana"),
        "cancel_url": url_for("improvements.show", improvement_id=found.item.id),
    }


def _by_agency(rows: Sequence[Improvement]) -> list[AgencyGroup]:
    groups = [list(found) for _key, found in groupby(rows, lambda each: each.item.agency_id)]
    return [AgencyGroup(found[0].item.agency_id, found[0].agency_name, found) for found in groups]


def _wanted() -> WantedImprovements:
    """What the address asks for; what it gets wrong narrows nothing."""
    standing = STANDING_SLUGS.get(request.args.get("keadaan", ""), "")
    return WantedImprovements(
        agency_id=read_id(request.args.get("perangkat")),
        source=YARDSTICK_SLUGS.get(request.args.get("sumber", ""), ""),
        standing="" if standing == "carried" else standing,
    )
