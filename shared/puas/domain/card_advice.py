"""What a report card praises and what it asks for: sentences chosen by rule, at most five of each, the weightiest first.

Notes hold the key of a sentence and its facts; the words are in `puas.presentation.card_texts`. What is missing is asked for last
and only where every unit should have it: a blank is no fault.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from puas.domain.card_rules import FAIR, GOOD, LINES, PLANS, SURVEY, WEAK
from puas.domain.report_card import CardLine, ReportCard
from puas.domain.yardsticks import (
    COMPLAINTS,
    COMPLIANCE,
    INNOVATIONS,
    MALLS,
    MINIMUM_SERVICES,
    PERFORMANCE,
    PROCEDURES,
    REGENCY,
    STANDARDS,
)

MOST = 5
# In this order: what is weak, what is middling or misses its target, what is left to do in something good, what nobody filled in.
_WEAK, _FAIR, _DETAIL, _BLANK = 1, 2, 3, 4
EXPECTED: Mapping[str, frozenset[str]] = {
    "agency": frozenset({SURVEY, STANDARDS, PROCEDURES, COMPLAINTS}),
    "regency": frozenset({SURVEY, PERFORMANCE, COMPLIANCE, STANDARDS, PROCEDURES, MINIMUM_SERVICES, COMPLAINTS}),
}
"""Lines every unit of a level should have a figure in. Others are the matter of some only: sampled, carrying a field, competing."""

Fact = Decimal | int | str


@dataclass(frozen=True, slots=True)
class CardNote:
    """A sentence by its key, of which line (that is where to act, and by whose rule), and what it says."""

    line: str
    sentence: str
    facts: Mapping[str, Fact]


def strengths(card: ReportCard) -> list[CardNote]:
    """What is good by its own rule, in the order of the card; a target that was reached and a rise are said with it."""
    found = [note for line in card.lines for note in _praise(line)]
    return found[:MOST]


def next_steps(card: ReportCard) -> list[CardNote]:
    """What to do first."""
    found = [pair for line in card.lines for pair in _steps(card, line)]
    return [note for _weight, note in sorted(found, key=lambda pair: (pair[0], LINES.index(pair[1].line)))][:MOST]


def off_track(card: ReportCard) -> list[CardNote]:
    """The first step of each line that is weak or middling, one line each, for a start page."""
    found: dict[str, CardNote] = {}
    for line in card.lines:
        if line.level in (WEAK, FAIR):
            steps = sorted(_steps(card, line), key=lambda pair: pair[0])
            if steps:
                found[line.key] = steps[0][1]
    weak_first = sorted(found.values(), key=lambda note: (card.line(note.line).level != WEAK, LINES.index(note.line)))
    return weak_first


def _facts(line: CardLine) -> dict[str, Fact]:
    figure = line.figure
    if figure is None:
        return {}
    value: Fact = "\N{EN DASH}" if line.value is None else line.value
    label = figure.label or figure.letter
    return {"letter": figure.letter, "label": label, "name": figure.name, **figure.counts, "value": value}


def _praise(line: CardLine) -> Iterator[CardNote]:
    if line.level == GOOD:
        key, facts = line.key, _facts(line)
        if line.change is not None and line.change > 0 and key in (SURVEY, PERFORMANCE, COMPLIANCE):
            yield CardNote(key, f"{key}_good_up", {**facts, "change": line.change})
        elif key == COMPLAINTS and "in_time" not in facts:
            yield CardNote(key, "complaints_good_settled", facts)
        else:
            yield CardNote(key, f"{key}_good", facts)
    if line.gap is not None and line.gap >= 0 and line.target is not None:
        yield CardNote(line.key, "target_reached", {"target": line.target, "gap": line.gap})


def _steps(card: ReportCard, line: CardLine) -> Iterator[tuple[int, CardNote]]:
    if line.is_missing:
        is_begun = line.key == MINIMUM_SERVICES and line.figure is not None and line.figure.count("fields") > 0
        if not is_begun and line.key in EXPECTED[REGENCY if card.level == REGENCY else "agency"]:
            yield _BLANK, CardNote(line.key, f"{line.key}_missing", {"year": str(card.year)})
        if line.figure is None:
            return
    weight = {WEAK: _WEAK, FAIR: _FAIR}.get(line.level, _DETAIL)
    for number, (sentence, facts) in enumerate(_GAPS[line.key](line)):
        # Only the first sentence of a line is as grave as the line; what else it lacks does not push other lines out.
        yield weight if number == 0 else _DETAIL, CardNote(line.key, sentence, {"year": str(card.year), **facts})
    if line.gap is not None and line.gap < 0 and line.target is not None:
        yield _FAIR, CardNote(line.key, "target_missed", {"target": line.target, "gap": -line.gap})


_Gap = tuple[str, dict[str, Fact]]


def _graded(line: CardLine) -> Iterator[_Gap]:
    """Of an index or a score: that it is weak or middling, or that it fell."""
    if line.level in (WEAK, FAIR):
        yield f"{line.key}_low", _facts(line)
    elif line.change is not None and line.change < 0:
        yield f"{line.key}_fell", {**_facts(line), "change": -line.change}


def _performance(line: CardLine) -> Iterator[_Gap]:
    yield from _graded(line)
    facts = _facts(line)
    weak = facts.get("weak", 0)
    if isinstance(weak, int) and weak > 0:
        yield "performance_indicators", facts


def _compliance(line: CardLine) -> Iterator[_Gap]:
    yield from _graded(line)
    missing = _difference(line, "items", "items_there")
    if missing > 0:
        yield "compliance_items", {"count": missing}


def _standards(line: CardLine) -> Iterator[_Gap]:
    left = _difference(line, "services", "complete")
    if left > 0:
        yield "standards_left", {"count": left, **_facts(line)}
    if line.figure and line.figure.count("overdue") > 0:
        yield "standards_overdue", {"count": line.figure.count("overdue")}
    hidden = _difference(line, "complete", "shown")
    if hidden > 0:
        yield "standards_hidden", {"count": hidden}


def _procedures(line: CardLine) -> Iterator[_Gap]:
    left = _difference(line, "procedures", "evaluated")
    if left > 0:
        yield "procedures_left", {"count": left, **_facts(line)}
    if line.figure and line.figure.count("to_revise") > 0:
        yield "procedures_to_revise", {"count": line.figure.count("to_revise")}


def _minimum_services(line: CardLine) -> Iterator[_Gap]:
    left = _difference(line, "fields", "fields_reported")
    if left > 0:
        yield "minimum_services_left", {"count": left, **_facts(line)}


def _complaints(line: CardLine) -> Iterator[_Gap]:
    left, late = _difference(line, "received", "settled"), _difference(line, "settled", "in_time")
    if left > 0:
        yield "complaints_left", {"count": left, **_facts(line)}
    if late > 0:
        yield "complaints_late", {"count": late, **_facts(line)}


def _innovations(line: CardLine) -> Iterator[_Gap]:
    if line.level == FAIR:
        yield "innovations_young", _facts(line)


def _plans(line: CardLine) -> Iterator[_Gap]:
    if line.figure and line.figure.count("late") > 0:
        yield "plans_late", _facts(line)


def _difference(line: CardLine, whole: str, part: str) -> int:
    """How many are missing; 0 where one of both is not known."""
    if line.figure is None or not {whole, part} <= line.figure.counts.keys():
        return 0
    return line.figure.count(whole) - line.figure.count(part)


_GAPS = {
    SURVEY: _graded,
    PERFORMANCE: _performance,
    COMPLIANCE: _compliance,
    STANDARDS: _standards,
    PROCEDURES: _procedures,
    MINIMUM_SERVICES: _minimum_services,
    COMPLAINTS: _complaints,
    INNOVATIONS: _innovations,
    PLANS: _plans,
    MALLS: _graded,
}
