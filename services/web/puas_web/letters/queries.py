"""What the pages about letters show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import abort, request
from flask_babel import gettext as _

from puas.db.queries.deadlines import list_due_days
from puas.db.queries.letter_candidates import Candidates, agency_candidates, regency_candidates
from puas.db.queries.letters import LetterRecipient, LetterRow, LetterSender, find_letter, find_sender, recipients_of, written_to
from puas.db.queries.report_lists import files_of
from puas.db.tables.reports import ReportFile
from puas.domain.canonical_json import UnreadableRecord
from puas.domain.document_source import FORMATS_OF, OFFICIAL_LETTER
from puas.domain.letter_occasions import APPRECIATION, LETTER_KINDS, Occasion
from puas.domain.letter_source import LetterSource
from puas.domain.letter_texts import LetterDraft, LetterFacts, draft_of
from puas.domain.reporting_scope import PARTS, WHOLE_YEAR, ReportingScope, reporting_scope
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.letters.words import OCCASIONS
from puas_web.local_day import today_here
from puas_web.province_database import province_session
from puas_web.whole_numbers import read_whole


@dataclass(frozen=True, slots=True)
class Reason:
    """A recipient a letter is due to, and whether one was written already."""

    occasion: Occasion
    is_written: bool


@dataclass(frozen=True, slots=True)
class Group:
    """All recipients of one occasion."""

    occasion: str
    kind: str
    reasons: tuple[Reason, ...]

    @property
    def open(self) -> tuple[Reason, ...]:
        """Those nobody has written to."""
        return tuple(each for each in self.reasons if not each.is_written)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything needed to write letters about a scope."""

    scope: ReportingScope
    sender: LetterSender
    candidates: Candidates
    groups: tuple[Group, ...]

    @property
    def has_praise(self) -> bool:
        return any(each.kind == APPRECIATION for each in self.groups)

    @property
    def recipients(self) -> Sequence[LetterRecipient]:
        return self.candidates.recipients

    def recipient_or_404(self, key: str) -> LetterRecipient:
        found = next((each for each in self.recipients if each.key == key), None)
        if found is None:
            abort(404)
        return found

    def group_or_404(self, occasion: str) -> Group:
        found = next((each for each in self.groups if each.occasion == occasion), None)
        if found is None or not found.open:
            abort(404)
        return found

    def holds(self, key: str, occasion: str) -> bool:
        """Whether what is known of the recipient gives this occasion; written to may be anybody."""
        return self.candidates.has(key, occasion)

    def facts(self, key: str, occasion: str) -> LetterFacts:
        units = _("kabupaten/kota") if self.sender.kind == "province" else _("perangkat daerah")
        return self.candidates.facts(key, occasion, scope=self.scope, units=units, contact=self.sender.contact)

    def draft(self, key: str, occasion: str) -> LetterDraft:
        return draft_of(self.facts(key, occasion))

    def headline(self, key: str, occasion: str) -> str:
        """What a charter says in large letters."""
        if LETTER_KINDS[occasion] != APPRECIATION:
            return ""
        facts = self.facts(key, occasion)
        if occasion == "best":
            return f"Peringkat {facts.rank or '[isi peringkatnya]'} Indeks Kepuasan Masyarakat {facts.scope}"
        return f"Peningkatan Indeks Kepuasan Masyarakat {facts.scope}"


def scope_asked() -> ReportingScope:
    """The scope the address names; without one the whole year that runs."""
    year, part = read_whole(request.args.get("tahun", "")), request.args.get("bagian", WHOLE_YEAR)
    known = year is not None and abs(year - today_here().year) <= 10
    return reporting_scope(year if known and year else today_here().year, part if part in PARTS else WHOLE_YEAR)


def occasion_or_404(occasion: str) -> str:
    if occasion not in OCCASIONS:
        abort(404)
    return occasion


def desk(scope: ReportingScope) -> Desk:
    """Who is due a letter about a scope."""
    here, day = current_tenant(), today_here()
    sender = find_sender(db.session(), tenant_id=here.id)
    recipients = recipients_of(db.session(), sender=sender, tenant_id=here.id)
    if here.kind == "province":
        days = list_due_days(db.session(), tenant_id=here.id)
        found = regency_candidates(
            province_session(), province_code=here.province_code or "", recipients=recipients, scope=scope, deadlines=days, today=day
        )
    else:
        found = agency_candidates(db.session(), tenant_id=here.id, recipients=recipients, scope=scope, today=day)
    written = written_to(db.session(), tenant_id=here.id, year=scope.year, part=scope.part)
    return Desk(scope, sender, found, _groups(found, written))


def letter_or_404(letter_id: UUID) -> LetterRow:
    here = current_tenant()
    found = find_letter(db.session(), tenant_id=here.id, letter_id=letter_id, agency_ids=here.agency_ids)
    if found is None:
        abort(404)
    return found


def source_of(letter: LetterRow) -> LetterSource | None:
    """What was printed; None where it can no longer be read."""
    try:
        return LetterSource.from_json(letter.snapshot)
    except UnreadableRecord:
        return None


def files_of_letter(letter: LetterRow) -> list[ReportFile]:
    """Its finished formats, that for signing first."""
    if letter.report_id is None or letter.state != "ready":
        return []
    found = files_of(db.session(), tenant_id=current_tenant().id, report_ids=[letter.report_id]).get(letter.report_id, [])
    order = FORMATS_OF[OFFICIAL_LETTER]
    return sorted(found, key=lambda each: order.index(each.format) if each.format in order else len(order))


def _groups(found: Candidates, written: set[tuple[str, str]]) -> tuple[Group, ...]:
    groups = []
    for occasion, kind in LETTER_KINDS.items():
        reasons = tuple(Reason(each, (each.key, occasion) in written) for each in found.occasions if each.occasion == occasion)
        if reasons:
            groups.append(Group(occasion, kind, reasons))
    return tuple(groups)
