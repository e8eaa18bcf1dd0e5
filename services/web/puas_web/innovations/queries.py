"""What the pages about innovations show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import abort, request
from flask_babel import gettext as _

from puas.db.queries.evidence import evidence_counts
from puas.db.queries.innovations import (
    InnovationRow,
    StepRow,
    find_call,
    find_innovation,
    list_calls,
    list_innovations,
    proposal_of,
    steps_of,
)
from puas.db.queries.register_history import FormerAgency, HistoryEvent, former_agencies, history_of
from puas.db.tables.innovations import InnovationCall, InnovationStep
from puas.domain.innovation_proposal import Missing, age_on, count_words, missing_parts
from puas.domain.regulation.innovation_edition import ProposalField
from puas.domain.regulation.innovation_registry import LATEST
from puas.domain.regulation.registry import edition
from puas.presentation.dates import long_date
from puas.usecases.record_innovation_step import OUT
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.english_registers import register_word
from puas_web.innovations.words import FACTS
from puas_web.layout import page_language
from puas_web.local_day import today_here
from puas_web.whole_numbers import read_whole

YEAR = "tahun"
_MOST = 500


@dataclass(frozen=True)
class ListedInnovation:
    """A row of the list."""

    row: InnovationRow
    stage: str
    lacking: int


@dataclass(frozen=True)
class InnovationList:
    """The list, the years there are, and the next deadline of each competition."""

    innovations: list[ListedInnovation]
    years: list[int]
    year: int | None
    deadlines: list[tuple[InnovationCall, str, date]]


@dataclass(frozen=True)
class Part:
    """A part of the proposal as written, with its words."""

    field: ProposalField
    text: str
    words: int
    most: int

    @property
    def is_too_long(self) -> bool:
        return self.words > self.most


@dataclass(frozen=True)
class InnovationPage:
    """One innovation with everything about it."""

    row: InnovationRow
    parts: list[Part]
    missing: tuple[Missing, ...]
    steps: list[StepRow]
    age: int | None
    stage: str
    evidence: int
    history: list[HistoryEvent]
    former: list[FormerAgency]

    @property
    def lacking(self) -> dict[str, Missing]:
        return {each.part: each for each in self.missing}

    @property
    def is_editable(self) -> bool:
        return not self.row.innovation.stage


def innovation_list() -> InnovationList:
    """What the person may see, of the year the address names or of all."""
    here = current_tenant()
    calls = list_calls(db.session(), tenant_id=here.id)
    year = read_whole(request.args.get(YEAR, "")) or None
    rows = list_innovations(db.session(), tenant_id=here.id, agency_ids=here.agency_ids, year=year, limit=_MOST)
    today = today_here()
    listed = [ListedInnovation(row, stage_name(row), len(missing_parts(proposal_of(row.innovation), row.rules, today))) for row in rows]
    return InnovationList(listed, sorted({each.year for each in calls}, reverse=True), year, _next_deadlines(calls))


def _next_deadlines(calls: Sequence[InnovationCall]) -> list[tuple[InnovationCall, str, date]]:
    found = []
    for call in calls:
        ahead = [(date.fromisoformat(day), stage) for stage, day in call.deadlines.items() if date.fromisoformat(day) >= today_here()]
        if ahead:
            day, stage = min(ahead)
            found.append((call, register_word(LATEST.stage(stage).name), day))
    return sorted(found, key=lambda each: each[2])


def stage_name(row: InnovationRow) -> str:
    """The furthest stage in words; empty for an idea."""
    stage = row.innovation.stage
    return register_word(row.rules.edition.stage(stage).name) if stage else ""


def row_or_404(innovation_id: UUID) -> InnovationRow:
    here = current_tenant()
    row = find_innovation(db.session(), tenant_id=here.id, innovation_id=innovation_id, agency_ids=here.agency_ids)
    if row is None:
        abort(404)
    return row


def innovation_page(innovation_id: UUID) -> InnovationPage:
    """One innovation; 404 where it is not the person's."""
    row = row_or_404(innovation_id)
    proposal, rules = proposal_of(row.innovation), row.rules
    return InnovationPage(
        row, parts_of(row), missing_parts(proposal, rules, today_here()),
        steps_of(db.session(), tenant_id=current_tenant().id, innovation_id=innovation_id), age_on(proposal, rules, today_here()),
        stage_name(row), _evidence_of(innovation_id),
        history_of(db.session(), current_tenant().id, f"innovation:{innovation_id}"),
        former_agencies(db.session(), current_tenant().id, f"innovation:{innovation_id}"),
    )  # fmt: skip


def _evidence_of(innovation_id: UUID) -> int:
    counts = evidence_counts(db.session(), current_tenant().id, "innovation", [innovation_id])
    return sum(counts.values())


def parts_of(row: InnovationRow, typed: dict[str, str] | None = None) -> list[Part]:
    """The parts of its group, as stored or as typed."""
    texts = row.innovation.fields or {}
    if typed is not None:
        texts = typed
    rules = row.rules
    return [
        Part(field, texts.get(field.slug, ""), count_words(texts.get(field.slug, "")), rules.most_words(field))
        for field in rules.edition.fields[row.innovation.group_name]
    ]


def way_of(page: InnovationPage) -> list[dict[str, str]]:
    """The stages as a checklist: reached ones with their day, the next one, and those that lie ahead."""
    rules = page.row.rules.edition
    noted = {each.step.stage: each.step for each in page.steps}
    reached = rules.position(page.row.innovation.stage)
    items = []
    for place, stage in enumerate(rules.stages, start=1):
        step = noted.get(stage.slug)
        state = "done" if place <= reached else "now" if place == reached + 1 and not page.row.is_out else "later"
        hint = register_word(stage.meaning) if step is None else " · ".join(each for each in (_day_of(step), step.note) if each)
        items.append({"name": register_word(stage.name), "state": state, "hint": hint})
    return items


def _day_of(step: InnovationStep) -> str:
    day = long_date(step.happened_on, page_language())
    return _("Tidak lolos, %(day)s", day=day) if step.outcome == OUT else day


def names_of_parts(page: InnovationPage) -> dict[str, str]:
    """What can be missing, by its words on the page."""
    facts = {name: str(words) for name, words in FACTS.items()}
    return facts | {each.field.slug: register_word(each.field.name) for each in page.parts}


def unsur_of(page: InnovationPage) -> str:
    """The unsur it is meant to make better."""
    slug = page.row.innovation.unsur
    return edition().unsur_named(slug).name if slug else ""


def call_or_404(call_id: UUID) -> InnovationCall:
    return find_call(db.session(), tenant_id=current_tenant().id, call_id=call_id) or abort(404)
