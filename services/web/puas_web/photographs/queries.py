"""Where photographs belong: to the documentation of a closed period, or to one promise of its plan."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import abort, url_for
from flask_babel import gettext as _

from puas.db.queries.followup_lists import find_promise
from puas.db.queries.frozen_period import frozen_period
from puas.db.queries.photographs import find_photograph, photographs_of
from puas.db.tables.reports import Photograph
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.followup_plan import MOST_PHOTOGRAPHS as MOST_OF_A_PROMISE
from puas.domain.followup_plan import PRINTED_PHOTOGRAPHS
from puas.domain.permissions import Action
from puas.domain.report_details import MOST_PHOTOGRAPHS
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.local_day import today_here


@dataclass(frozen=True, slots=True)
class Place:
    """A place photographs belong to, and how its pages name and address it."""

    period: SurveyPeriod
    item_id: UUID | None
    title: str
    lede: str
    trail: list[tuple[str, str]]
    url: str
    """Of the gallery; the pages below it hang on it."""
    most: int
    action: Action
    """What changing them needs."""
    photographs: list[Photograph]
    is_locked: bool = False
    """Whether its report is with the regency: then nothing is changed until it comes back."""

    @property
    def free(self) -> int:
        """How many more fit."""
        return max(self.most - len(self.photographs), 0)


def report_place(period_id: UUID) -> Place:
    """The documentation of a closed period the person may see."""
    here = current_tenant()
    frozen = frozen_period(db.session(), tenant_id=here.id, period_id=period_id)
    if frozen is None or not here.covers_agency(frozen.period.agency_id):
        abort(404)
    period = frozen.period
    return Place(
        period=period,
        item_id=None,
        title=_("Foto dokumentasi"),
        lede=_("Tercetak pada lampiran laporan, menurut urutan di bawah ini."),
        trail=[
            (_("Laporan"), url_for("reports.index")),
            (f"{period.agency_name}, {period.label}", url_for("reports.show_period", period_id=period.id)),
        ],
        url=url_for("photographs.gallery", period_id=period_id),
        most=MOST_PHOTOGRAPHS,
        action=Action.EDIT_REPORTS,
        photographs=photographs_of(db.session(), tenant_id=here.id, period_id=period_id),
        is_locked=frozen.is_with_regency,
    )


def promise_place(item_id: UUID) -> Place:
    """The evidence of a promise the person may see."""
    here = current_tenant()
    today = today_here()
    found = find_promise(db.session(), tenant_id=here.id, item_id=item_id, agency_ids=here.agency_ids, today=today)
    if found is None:
        abort(404)
    return Place(
        period=found.period,
        item_id=item_id,
        title=_("Foto bukti"),
        lede=_("%(count)s foto pertama tercetak pada laporan berikutnya, di samping rencananya.", count=PRINTED_PHOTOGRAPHS),
        trail=[
            (_("Tindak lanjut"), url_for("followups.index")),
            (found.item.action[:80], url_for("followups.item", item_id=item_id)),
        ],
        url=url_for("evidence.gallery", item_id=item_id),
        most=MOST_OF_A_PROMISE,
        action=Action.EDIT_FOLLOWUPS,
        photographs=photographs_of(db.session(), tenant_id=here.id, period_id=found.period.id, item_id=item_id),
    )


def photograph_or_404(photograph_id: UUID) -> Photograph:
    """A photograph of an agency the person may see."""
    here = current_tenant()
    row = find_photograph(db.session(), tenant_id=here.id, photograph_id=photograph_id)
    if row is None:
        abort(404)
    frozen = frozen_period(db.session(), tenant_id=here.id, period_id=row.period_id)
    if frozen is None or not here.covers_agency(frozen.period.agency_id):
        abort(404)
    return row
