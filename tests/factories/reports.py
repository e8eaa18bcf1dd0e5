"""Whole reports for the documents made of them: frozen result, drafts, plans, and the answers behind the figures.

Everything is invented and the same at every run, so that pages can be compared word by word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from puas.domain.document_source import AnswerRow, SkmReportSource
from puas.domain.narrative import Context, draft_texts
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import PlannedFollowUp, ReportSnapshot
from puas.domain.result_builder import Frame, ServiceInput, build_agency_result
from puas.domain.result_snapshot import Policies, ResultSnapshot
from puas.domain.sample_size import sample_size
from puas.domain.tally import Tally, add_up
from tests.factories.snapshots import LEVELS, report_snapshot, result_snapshot

FIRST_DAY = date(2026, 7, 1)


def surveyed(services: Sequence[tuple[str, int]], *, seed: int = 11, free: bool = False, blanks: float = 0.01) -> tuple[AnswerRow, ...]:
    """So many answers for each service, in the order of their days. A free service has nothing but fours for its cost."""
    random = Random(seed)
    rows = [_answer(random, str(number), free, blanks) for number, (_, count) in enumerate(services, start=1) for _ in range(count)]
    return tuple(sorted(rows, key=lambda row: row.answered_on))


def _answer(random: Random, service: str, free: bool, blanks: float) -> AnswerRow:
    rule = edition()
    levels = {**LEVELS, "biaya": 4.0} if free else LEVELS
    scores = [None if random.random() < blanks else max(1, min(4, round(random.gauss(levels[slug], 0.55)))) for slug in rule.slugs()]
    if free:
        scores[rule.slugs().index("biaya")] = 4
    return AnswerRow(
        service=service,
        answered_on=FIRST_DAY + timedelta(days=random.randrange(92)),
        gender=random.choice(("laki_laki", "perempuan", "perempuan")),
        age=random.randrange(17, 76),
        education=random.choice(rule.profile_question("education").slugs()),
        occupation=random.choice(rule.profile_question("occupation").slugs()),
        disability="non_disabilitas" if random.random() < 0.96 else "fisik",
        scores=tuple(scores),
        suggestion="Mohon loket ditambah." if random.random() < 0.2 else "",
    )


def result_of(services: Sequence[tuple[str, int]], rows: Sequence[AnswerRow], policies: Policies | None = None) -> ResultSnapshot:
    """The frozen result of these answers; the population is ten times those who answered."""
    like, slugs = result_snapshot(), edition().slugs()
    assert like.agency is not None
    inputs = [
        ServiceInput(
            f"0192f000-0000-7000-8000-{number:012d}",
            name,
            add_up([Tally.of_response(dict(zip(slugs, row.scores, strict=True))) for row in rows if row.service == str(number)]),
            population=count * 10 + 40,
            sample_target=count,
        )
        for number, (name, count) in enumerate(services, start=1)
    ]
    population = sum(each.population or 0 for each in inputs)
    return build_agency_result(
        edition=edition(),
        frame=Frame(like.tenant, like.period, datetime(2026, 10, 2, 3, 15, tzinfo=UTC), policies or Policies(), sample_data=True),
        agency=like.agency,
        services=inputs,
        population=population,
        sample_target=sample_size(population),
        profile=_profile(rows),
    )


def _profile(rows: Sequence[AnswerRow]) -> Mapping[str, Mapping[str, int]]:
    rule = edition()
    return {
        "gender": Counter(row.gender for row in rows),
        "age_group": Counter(rule.age_group_of(row.age) for row in rows if row.age is not None),
        "education": Counter(row.education for row in rows),
        "occupation": Counter(row.occupation for row in rows),
        "disability": Counter(row.disability for row in rows),
        "channel": {"sticker": len(rows)},
    }


def report_source(
    services: Sequence[tuple[str, int]], *, free: bool = False, policies: Policies | None = None, first: bool = False, **changes: object
) -> SkmReportSource:
    """A report over these services, its texts the drafts made from its figures; `first` has no period before it."""
    rows = surveyed(services, free=free)
    result = result_of(services, rows, policies)
    report = report_snapshot(result, planned_follow_ups=_planned(result), **changes)
    if first:
        report = replace(report, previous=None, done_follow_ups=(), trend=report.trend[-1:])
    numbered = tuple(replace(row, service=f"0192f000-0000-7000-8000-{int(row.service):012d}") for row in rows)
    return SkmReportSource(with_drafts(report), numbered)


def with_drafts(report: ReportSnapshot) -> ReportSnapshot:
    """Its texts as nobody has touched them."""
    context = Context(report.target, report.trend, report.previous, report.done_follow_ups, report.planned_follow_ups)
    return replace(report, texts=draft_texts(report.result, context))


def _planned(result: ResultSnapshot) -> tuple[PlannedFollowUp, ...]:
    times = (("Maret 2027", date(2027, 3, 1)), ("Triwulan II 2027", date(2027, 4, 1)), ("", None))
    plans = ("Menetapkan batas waktu dan mengumumkannya di loket", "Menata ulang ruang tunggu", "Menyederhanakan formulir")
    return tuple(
        PlannedFollowUp(each.slug, plan, when, "Sekretaris Dinas", due)
        for each, plan, (when, due) in zip(result.lowest(), plans, times, strict=False)
    )
