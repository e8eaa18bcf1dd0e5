"""Who has earned a letter over a scope, and the facts its draft is made of.

A regency goes by its own board, a province by the published figures its own log-in may see. The rules are those of
`puas.domain.letter_occasions`, so a letter never contradicts the board.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from puas.db.queries.letters import LetterRecipient
from puas.db.queries.period_lists import list_periods
from puas.db.queries.regency_board import regency_board
from puas.db.queries.shared_figures import FigureLine, regencies_of_province
from puas.db.tables.submissions import Submission
from puas.domain.deadlines import HAND_OVER, PASSED, DueDay, deadline_for, is_settled, obligation
from puas.domain.letter_occasions import APPRECIATION, LETTER_KINDS, Before, Occasion, Standing, letter_occasions
from puas.domain.letter_texts import LetterFacts
from puas.domain.ranking import Contender, rank
from puas.domain.regency_board import BoardAgency
from puas.domain.reporting_scope import ReportingScope
from puas.domain.submission_workflow import COLLECTING, HANDED_OVER, PUBLISHED


@dataclass
class Missing:
    """What a unit has not reported of a scope: the earliest day it should have, and which periods."""

    since: date | None = None
    labels: set[str] = field(default_factory=set)

    def add(self, due: date, label: str) -> None:
        self.since = due if self.since is None else min(self.since, due)
        self.labels.add(label)


@dataclass
class Way:
    """How far the reports of a unit's periods have come, and how many of their promises are late."""

    late_promises: int = 0
    is_collecting: bool = False
    is_published: bool = True

    def add(self, late_promises: int, is_collecting: bool, is_published: bool) -> None:
        self.late_promises += late_promises
        self.is_collecting = self.is_collecting or is_collecting
        self.is_published = self.is_published and is_published


@dataclass(frozen=True)
class Candidates:
    """Every recipient with what is known of it, and the occasions there are; `is_over` once the scope's last day has passed."""

    recipients: Sequence[LetterRecipient]
    standings: Mapping[str, Standing]
    missing: Mapping[str, Missing]
    predikats: Mapping[str, str]
    compared: int
    is_over: bool
    occasions: tuple[Occasion, ...]

    def has(self, key: str, occasion: str) -> bool:
        """Whether what is known of the unit gives this occasion."""
        return any((each.key, each.occasion) == (key, occasion) for each in self.occasions)

    def facts(self, key: str, occasion: str, *, scope: ReportingScope, units: str, contact: str) -> LetterFacts:
        """What a draft for a recipient is made of. Praise that was not earned has no figures to rest on: its writer fills them in."""
        unit, missing = self.standings[key], self.missing.get(key, Missing())
        if LETTER_KINDS[occasion] == APPRECIATION and not self.has(key, occasion):
            unit = replace(unit, rank=None, nik=None, mutu=None, before=None)
        number = {"late_promises": unit.late_promises, "under_sample": unit.missing}.get(occasion, 0)
        return LetterFacts(
            occasion=occasion, recipient=unit.name, scope=scope.window.label, units=units, contact=contact, nik=unit.nik,
            mutu=unit.mutu or "", predikat=self.predikats.get(key, ""), rank=unit.rank, compared=self.compared, step=unit.step,
            since=missing.since, missing=tuple(sorted(missing.labels)), number=number,
        )  # fmt: skip


def agency_candidates(
    session: Session, *, tenant_id: int, recipients: Sequence[LetterRecipient], scope: ReportingScope, today: date
) -> Candidates:
    """Agencies of a regency, as its board shows them: among all that can be compared, whoever of them has published so far."""
    periods = list_periods(session, tenant_id=tenant_id)
    board = regency_board(session, tenant_id=tenant_id, periods=periods, scope=scope, today=today)
    known = {each.id: each for each in board.agencies}
    standings = {each.key: _on_board(each, known.get(each.key)) for each in recipients}
    missing = {key: Missing(each.overdue_since, {report.label for report in each.past_deadline}) for key, each in known.items()}
    predikats = {key: each.index.predikat or "" for key, each in known.items()}
    occasions = letter_occasions(standings.values(), is_over=board.is_over)
    return Candidates(recipients, standings, missing, predikats, len(board.ranked), board.is_over, occasions)


def _on_board(recipient: LetterRecipient, agency: BoardAgency | None) -> Standing:
    """Under the name the letter goes to; figures nobody has published are none a letter may tell."""
    if agency is None:
        return Standing(recipient.key, recipient.name)
    standing = replace(agency.for_letters(), name=recipient.name)
    is_told = any(each.is_published for each in agency.reports)
    return standing if is_told else replace(standing, nik=None, mutu=None, margin=None)


def regency_candidates(
    session: Session,
    *,
    province_code: str,
    recipients: Sequence[LetterRecipient],
    scope: ReportingScope,
    deadlines: Iterable[DueDay],
    today: date,
) -> Candidates:
    """Regencies of a province, read through its own log-in; three statements."""
    earlier = scope.earlier(1)[0]
    lines = regencies_of_province(session, province_code=province_code, scopes=[scope, earlier])
    now = {str(line.tenant_id): line for line in lines if line.scope == scope}
    before = {str(line.tenant_id): line for line in lines if line.scope == earlier}
    days = [each for each in deadlines if each.step == HAND_OVER]
    missing: dict[str, Missing] = defaultdict(Missing)
    ways: dict[str, Way] = defaultdict(Way)
    statement = (
        select(
            Submission.tenant_id, Submission.label, Submission.starts_on, Submission.ends_on, Submission.state,
            Submission.handed_over_at.is_not(None), *_WAY,
        )
        .where(Submission.province_code == province_code, *_within(scope))
        .group_by(
            Submission.tenant_id, Submission.label, Submission.starts_on, Submission.ends_on, Submission.state,
            Submission.handed_over_at.is_not(None),
        )
    )  # fmt: skip
    for tenant_id, label, starts_on, ends_on, state, has_arrived, *way in session.execute(statement):
        ways[str(tenant_id)].add(*way)
        due = deadline_for(days, step=HAND_OVER, starts_on=starts_on, ends_on=ends_on)
        is_done = is_settled(HAND_OVER, state=state, is_handed_over=has_arrived)
        where = obligation(HAND_OVER, is_done=is_done, ends_on=ends_on, due=due, today=today)
        # Without a day that was set nobody was told one, and a letter must not name one.
        if due is not None and where.phase == PASSED:
            missing[str(tenant_id)].add(due.due_on, label)
    window = scope.window
    due = deadline_for(days, step=HAND_OVER, starts_on=window.starts_on, ends_on=window.ends_on)
    if due is not None and due.due_on < today:
        # Who surveyed nothing at all has reported least. Who asks by half-years owes no quarter, who joined meanwhile nothing yet.
        around = select(Submission.tenant_id).where(
            Submission.province_code == province_code, Submission.starts_on <= window.ends_on, Submission.ends_on >= window.starts_on
        )
        surveyed = {str(tenant_id) for tenant_id in session.scalars(around.distinct())}
        missing |= {each.key: Missing(due.due_on) for each in recipients if each.key not in surveyed and each.was_here(window.starts_on)}
    return _candidates(recipients, now, before, missing, ways, is_over=scope.window.ends_on < today)


# Late promises; whether a period still collects answers; whether all are published. A correction on its way changes nothing of the last.
_WAY = (
    func.sum(Submission.promises_late), func.bool_or(Submission.state == COLLECTING),
    func.bool_and(or_(Submission.state.in_((PUBLISHED, HANDED_OVER)), Submission.published_at.is_not(None))),
)  # fmt: skip


def _within(scope: ReportingScope) -> tuple[ColumnElement[bool], ...]:
    window = scope.window
    inside: tuple[ColumnElement[bool], ...] = (Submission.ends_on.between(window.starts_on, window.ends_on),)
    return inside if scope.part == "tahun" else (*inside, Submission.starts_on >= window.starts_on)


def _candidates(
    recipients: Sequence[LetterRecipient],
    now: Mapping[str, FigureLine],
    before: Mapping[str, FigureLine],
    missing: Mapping[str, Missing],
    ways: Mapping[str, Way],
    *,
    is_over: bool,
) -> Candidates:
    known = {each.key: now[each.key] for each in recipients if each.key in now and not now[each.key].is_suppressed}
    places = rank(Contender(key, line.name, line.nik, line.respondents or 0, line.sample_target) for key, line in known.items())
    ranks = {place.contender.key: place.rank for place in places}
    standings = {
        each.key: _standing(
            each, known.get(each.key), before.get(each.key), ranks.get(each.key), missing.get(each.key), ways.get(each.key, Way())
        )
        for each in recipients
    }
    compared = sum(each is not None for each in ranks.values())
    predikats = {key: line.predikat for key, line in known.items()}
    occasions = letter_occasions(standings.values(), is_over=is_over)
    return Candidates(recipients, standings, missing, predikats, compared, is_over, occasions)


def _standing(
    recipient: LetterRecipient, line: FigureLine | None, before: FigureLine | None, place: int | None, missing: Missing | None, way: Way
) -> Standing:
    earlier = None
    if line is not None and before is not None and before.nik is not None and not before.is_suppressed:
        earlier = Before(before.nik, before.margin, before.edition == line.edition)
    return Standing(
        key=recipient.key,
        name=recipient.name,
        rank=place,
        nik=None if line is None else line.nik,
        mutu=None if line is None else line.mutu or None,
        margin=None if line is None else line.margin,
        before=earlier,
        is_final=line is not None and not way.is_collecting,
        is_published=line is not None and way.is_published,
        respondents=0 if line is None else line.respondents or 0,
        sample_target=None if line is None else line.sample_target,
        overdue_since=None if missing is None else missing.since,
        late_promises=way.late_promises,
    )
