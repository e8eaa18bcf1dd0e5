"""Answers row by row with the frozen result they give: for documents that show both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from puas.domain.document_source import AnswerRow, SkmReportSource
from puas.domain.regulation.registry import edition
from puas.domain.result_builder import Frame, ServiceInput, build_agency_result
from puas.domain.result_snapshot import Policies, ResultSnapshot
from puas.domain.tally import Tally, add_up
from tests.factories.snapshots import report_snapshot, result_snapshot

SERVICES = (("layanan-1", "Kartu Keluarga", 40), ("layanan-2", "=Akta Kelahiran*", 25), ("layanan-3", "Surat Pindah", 7))
_SUGGESTIONS = ("", "", "Mohon loket ditambah.", '=HYPERLINK("http://contoh.example")', "+62 nomor aduan?", "-", "@camat", "\tantre lama")


def answer_rows(*, seed: int = 7, services: Sequence[tuple[str, str, int]] = SERVICES, blanks: float = 0.03) -> tuple[AnswerRow, ...]:
    """Invented answers in the order of their days."""
    random = Random(seed)
    rows = [
        AnswerRow(
            service=service,
            answered_on=date(2026, 7, 1) + timedelta(days=random.randrange(90)),
            gender=random.choice(["laki_laki", "perempuan", ""]),
            age=random.choice([None, 17, 34, 61]),
            education=random.choice(["sma", "s1", ""]),
            occupation=random.choice(["petani_nelayan", "swasta", "asn"]),
            disability=random.choice(["non_disabilitas", "non_disabilitas", "fisik", ""]),
            scores=tuple(None if random.random() < blanks else random.choice([1, 2, 3, 3, 4, 4]) for _ in edition().unsur),
            suggestion=random.choice(_SUGGESTIONS),
        )
        for service, _, count in services
        for _ in range(count)
    ]
    return tuple(sorted(rows, key=lambda row: row.answered_on))


def result_of(
    rows: Sequence[AnswerRow], *, policies: Policies | None = None, services: Sequence[tuple[str, str, int]] = SERVICES
) -> ResultSnapshot:
    """The frozen result of these answers."""
    return result_of_tallies(
        [(service, name, add_up([_tally(row) for row in rows if row.service == service])) for service, name, _ in services],
        policies=policies,
    )


def result_of_tallies(tallies: Sequence[tuple[str, str, Tally]], *, policies: Policies | None = None) -> ResultSnapshot:
    """The frozen result of services given by id, name and counts."""
    like = result_snapshot()
    assert like.agency is not None
    return build_agency_result(
        edition=edition(),
        frame=Frame(like.tenant, like.period, like.frozen_at, policies or Policies(), sample_data=True),
        agency=like.agency,
        services=[ServiceInput(service, name, counts, 400, 30) for service, name, counts in tallies],
        population=1200,
        sample_target=90,
    )


def report_source(*, policies: Policies | None = None, seed: int = 7) -> SkmReportSource:
    """A report with the answers behind it."""
    rows = answer_rows(seed=seed)
    return SkmReportSource(report_snapshot(result_of(rows, policies=policies)), rows)


def without_answers(source: SkmReportSource) -> SkmReportSource:
    """The same after retention has erased the answers."""
    return replace(source, answers=())


def _tally(row: AnswerRow) -> Tally:
    return Tally.of_response(dict(zip(edition().slugs(), row.scores, strict=True)))
