"""The follow-up plan and the look back: every weak unsur has a plan, it is not last time's, and it says when and who."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from difflib import SequenceMatcher

from puas.domain.printed_numbers import listed
from puas.domain.proof_facts import UNSUR, Facts
from puas.domain.proof_form import has_placeholder
from puas.domain.proof_text import MONTHS, sentences_of
from puas.domain.proof_time import named_part
from puas.domain.report_findings import LOOK_BACK, PLAN, SECTION, Place, ReportFinding
from puas.domain.report_snapshot import DoneFollowUp, PlannedFollowUp
from puas.domain.result_snapshot import ResultSnapshot

NEARLY_EQUAL = 0.9
SHORTEST_PLAN = 3
"""Words below which a promise says nothing."""
FAR_AWAY = timedelta(days=550)
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\s+(20\d\d)\b", re.IGNORECASE)
_YEAR_OR_PART = re.compile(r"\b(?:triwulan|semester|TW)\s+(?:IV|III|II|I|[1-4])\b|\b20\d\d\b", re.IGNORECASE)


def check_plan(facts: Facts) -> Iterator[ReportFinding]:
    """The plan as a whole and row by row."""
    report = facts.report
    weak = weak_unsur(report.result)
    planned = report.planned_follow_ups
    if not planned:
        if weak:
            yield ReportFinding("plan_missing", Place(PLAN, ""), "", listed([_name(facts, each) for each in weak]))
        return
    yield from _without_plan(facts, weak, {row.unsur for row in planned})
    for number, row in enumerate(planned):
        yield from _check_row(facts, number, row)
    yield from _copies(facts, planned, report.done_follow_ups)
    yield from _twice(planned)


def check_look_back(facts: Facts) -> Iterator[ReportFinding]:
    """What became of the last plan, and whether the chapter speaks of the weakest unsur of then."""
    report = facts.report
    if report.previous is None:
        return
    if not report.done_follow_ups:
        yield ReportFinding("look_back_missing", Place(LOOK_BACK, ""), "", report.previous.label)
    for number, row in enumerate(report.done_follow_ups):
        place = Place(LOOK_BACK, str(number))
        if row.state == "done" and not row.description.strip():
            yield ReportFinding("done_without_description", place, row.plan, "", subject=_name(facts, row.unsur))
        if row.state != "done" and not (row.obstacle.strip() or row.description.strip()):
            yield ReportFinding("open_without_obstacle", place, row.plan, "", subject=_name(facts, row.unsur))
    yield from _speaks_of_the_lowest(facts)


def weak_unsur(result: ResultSnapshot) -> tuple[str, ...]:
    """The three weakest, those that share the third place, and every further one graded C or D."""
    ranked = result.ranked()
    if not ranked:
        return ()
    edge = ranked[min(3, len(ranked)) - 1].nik
    low = {each.slug for each in ranked if each.nik is not None and edge is not None and each.nik <= edge}
    return tuple(each.slug for each in ranked if each.mutu in ("C", "D") or each.slug in low)


def nearly_equal(one: str, other: str) -> bool:
    """Whether two promises are the same but for punctuation, dates and small words."""
    first, second = _plain(one), _plain(other)
    if not first or not second:
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return first == second or (matcher.real_quick_ratio() >= NEARLY_EQUAL and matcher.ratio() >= NEARLY_EQUAL)


def _without_plan(facts: Facts, weak: Sequence[str], planned: set[str]) -> Iterator[ReportFinding]:
    """Of several unsur that share the third place any will do, so that three weak ones suffice."""
    result = facts.report.result
    figures = {each.slug: each for each in result.unsur}
    must = [slug for slug in weak if figures[slug].mutu in ("C", "D") or slug in _clear_lowest(result)]
    for slug in must:
        if slug not in planned:
            yield ReportFinding("unsur_without_plan", Place(PLAN, ""), "", _name(facts, slug), subject=_value(figures[slug].nik))
    shared = [slug for slug in weak if slug not in must]
    open_places = min(3, len(weak)) - len([slug for slug in must if slug in _clear_lowest(result)])
    if shared and len(planned & set(shared)) < min(open_places, len(shared)):
        yield ReportFinding("unsur_without_plan", Place(PLAN, ""), "", " / ".join(_name(facts, slug) for slug in shared))


def _clear_lowest(result: ResultSnapshot) -> set[str]:
    """Those among the three lowest whatever the order of equal values."""
    ranked = result.ranked()
    if len(ranked) <= 3:
        return {each.slug for each in ranked}
    below = ranked[3].nik
    return {each.slug for each in ranked[:3] if each.nik is not None and below is not None and each.nik < below}


def _check_row(facts: Facts, number: int, row: PlannedFollowUp) -> Iterator[ReportFinding]:
    place, subject = Place(PLAN, str(number)), _name(facts, row.unsur)
    if len(row.plan.split()) < SHORTEST_PLAN or has_placeholder(row.plan):
        yield ReportFinding("plan_empty", place, row.plan, "", subject=subject)
    if not row.responsible.strip() or has_placeholder(row.responsible):
        yield ReportFinding("plan_without_person", place, row.plan, "", subject=subject)
    due = last_day_of(row)
    if due is None:
        if not _YEAR_OR_PART.search(row.when):
            yield ReportFinding("plan_without_time", place, row.plan, "", subject=subject)
        return
    ends_on = facts.report.result.period.ends_on
    if due < ends_on:
        right = f"{MONTHS[ends_on.month - 1].capitalize()} {ends_on.year}"
        yield ReportFinding("plan_before_period_ends", place, row.when, right, subject=subject)
    elif due > ends_on + FAR_AWAY:
        yield ReportFinding("plan_far_away", place, row.when, "", subject=subject)


def last_day_of(row: PlannedFollowUp) -> date | None:
    """The last day of the month or quarter a promise is due in, from what is printed or stored."""
    part = named_part(row.when)
    if part is not None:
        return part.ends_on
    match = _MONTH.search(row.when)
    if match:
        return _last_of_month(int(match[2]), MONTHS.index(match[1].lower()) + 1)
    return _last_of_month(row.due_on.year, row.due_on.month) if row.due_on else None


def _last_of_month(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _copies(facts: Facts, planned: Sequence[PlannedFollowUp], done: Sequence[DoneFollowUp]) -> Iterator[ReportFinding]:
    """A promise kept last time, or a whole plan, is not made again; one that was not kept may be."""
    pairs = {number: old for number, row in enumerate(planned) for old in done if nearly_equal(row.plan, old.plan)}
    everything = len(planned) > 1 and len(pairs) == len(planned)
    for number, old in pairs.items():
        code = "plan_copied" if everything or old.state == "done" else "plan_repeated"
        yield ReportFinding(code, Place(PLAN, str(number)), planned[number].plan, "", subject=_name(facts, planned[number].unsur))


def _twice(planned: Sequence[PlannedFollowUp]) -> Iterator[ReportFinding]:
    for number, row in enumerate(planned):
        for earlier, other in enumerate(planned[:number]):
            if row.unsur != other.unsur and nearly_equal(row.plan, other.plan):
                yield ReportFinding("plan_twice", Place(PLAN, str(number)), row.plan, str(earlier + 1))


def _speaks_of_the_lowest(facts: Facts) -> Iterator[ReportFinding]:
    previous = facts.report.previous
    if previous is None or not previous.unsur:
        return
    section = "tindak_lanjut_sebelumnya"
    text = facts.report.texts.get(section, "")
    mentions = [each for sentence in sentences_of(section, text) for each in facts.mentions(sentence.text, loose=True)]
    named = {each.key for each in mentions if each.kind == UNSUR}
    named |= {row.unsur for row in facts.report.done_follow_ups}
    ranked = sorted(previous.unsur, key=lambda each: each.nik)
    edge = ranked[min(3, len(ranked)) - 1].nik
    lowest = {each.slug: each.name for each in ranked if each.nik <= edge}
    if text.strip() and len(named & set(lowest)) < min(3, len(lowest)):
        yield ReportFinding(
            "looks_back_without_lowest", Place(SECTION, section), "", listed([name for slug, name in lowest.items() if slug not in named])
        )


def _plain(text: str) -> str:
    words = re.sub(r"[^\w\s]", " ", text.lower()).split()
    small: Mapping[str, None] = dict.fromkeys(("dan", "yang", "di", "ke", "pada", "untuk", "dengan", "secara", "melakukan", "melaksanakan"))
    return " ".join(word for word in words if word not in small and not re.fullmatch(r"20\d\d", word))


def _name(facts: Facts, slug: str) -> str:
    return next((each.name for each in facts.rule.unsur if each.slug == slug), slug)


def _value(nik: object) -> str:
    return "" if nik is None else str(nik).replace(".", ",")
