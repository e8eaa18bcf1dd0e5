"""The regency's board: how sure a letter is, what moved, who owes a report, and what to mend first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from puas.domain.deadlines import SUBMIT, DueDay, obligation
from puas.domain.letter_occasions import LATE_PROMISES, NOT_REPORTED, Before
from puas.domain.quality_grade import grade
from puas.domain.ranking import RANKED, UNDER_SAMPLE
from puas.domain.regency_board import NO_PERIOD, BoardAgency, Measured, PeriodReport, RegencyBoard
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.report_snapshot import TrendPoint
from puas.domain.reporting_scope import reporting_scope
from puas.domain.result_snapshot import IndexFigures, Policies, UnsurFigures
from puas.domain.yearly_targets import Progress

RULE = edition()
SCOPE = reporting_scope(2026, "triwulan-2")


def index(nik: str | None, mutu: str | None = "B") -> IndexFigures:
    return IndexFigures(None, None if nik is None else Decimal(nik), mutu if nik else None, None, None, ())


def unsur(**niks: str) -> tuple[UnsurFigures, ...]:
    every = {slug: niks.get(slug, "90.00") for slug in RULE.slugs()}
    return tuple(UnsurFigures(slug, 50, 150, None, Decimal(nik), grade(RULE, Decimal(nik)).mutu, None) for slug, nik in every.items())


def agency(name: str, **changes: object) -> BoardAgency:
    made = BoardAgency(
        id=name.lower(), name=name, short_name="", present_name="", merged_into="", is_active=True, state="final", standing=RANKED,
        rank=1, rank_before=None, index=index("85.00"), measured=None, before=None, unsur=unsur(), respondents=100, sample_target=80,
        target=Progress(), reports=(), owed_since=None, late_promises=0, late_since=None,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def board(*agencies: BoardAgency, aggregation: str = "service-mean", **changes: object) -> RegencyBoard:
    made = RegencyBoard(
        scope=SCOPE, edition_id=DEFAULT_EDITION_ID, policies=Policies(aggregation=aggregation), index=index("84.00"), measured=None,
        unsur=unsur(), respondents=0, sample_target=None, before=None, target=Progress(), target_source="", is_provisional=False,
        is_over=True, agencies=agencies,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def measured(nik: str, margin: str | None, mutu: str = "B") -> Measured:
    return Measured(Decimal(nik), mutu, None if margin is None else Decimal(margin), DEFAULT_EDITION_ID)


@pytest.mark.parametrize(
    ("nik", "margin", "letters", "stable"),
    [
        ("82.00", "3.00", ("B",), True),
        ("87.00", "1.30", ("B",), True),
        ("87.00", "1.31", ("B", "A"), False),
        ("76.61", "0.01", ("C", "B"), False),
        ("77.00", "12.01", ("D", "C", "B", "A"), False),
        ("99.50", "5.00", ("A",), True),
        ("82.00", None, ("B",), None),
    ],
)
def test_a_letter_is_stable_where_the_whole_interval_has_it(
    nik: str, margin: str | None, letters: tuple[str, ...], stable: bool | None
) -> None:
    found = measured(nik, margin, "A" if nik.startswith("99") else "B")
    assert (found.letters, found.is_letter_stable) == (letters, stable)


def test_the_interval_stays_on_the_scale() -> None:
    assert measured("99.50", "5.00", "A").ends == (Decimal("94.50"), Decimal(100))


def report(label: str, state: str, ends_on: date, due: date | None, today: date, *, done: bool = False) -> PeriodReport:
    day = None if due is None else DueDay(SCOPE, SUBMIT, due)
    return PeriodReport(label, label, state, obligation(SUBMIT, is_done=done, ends_on=ends_on, due=day, today=today))


def test_who_has_not_reported_since_when() -> None:
    today, ended, due = date(2026, 8, 1), date(2026, 6, 30), date(2026, 7, 15)
    late = agency("Lambat", reports=(report("TW II", "closed", ended, due, today),))
    without_deadline = agency("Tanpa Batas", reports=(report("TW II", "closed", ended, None, today),))
    done = agency("Sudah", reports=(report("TW II", "submitted", ended, due, today, done=True),))
    silent = agency("Tidak Disurvei", state=NO_PERIOD, standing="without_index", rank=None, index=index(None), owed_since=due)
    found = board(late, without_deadline, done, silent)
    assert [each.name for each, _ in found.unreported] == ["Tanpa Batas", "Lambat"], "owed for longest first"
    assert (late.overdue_since, without_deadline.overdue_since, done.overdue_since, silent.overdue_since) == (due, None, None, due)
    assert [each.name for each in found.occasions() if each.occasion == NOT_REPORTED] == ["Lambat", "Tidak Disurvei"]


def test_who_was_merged_away_is_written_to_no_more() -> None:
    gone = agency("Lama", is_active=False, merged_into="Baru", late_promises=3, late_since=date(2026, 1, 1))
    assert board(gone).occasions() == () and board(gone).late_promises == 3
    assert [each.occasion for each in board(replace(gone, is_active=True)).occasions()][-1] == LATE_PROMISES


def test_movement_of_ranks_and_indexes() -> None:
    assert agency("A", rank=2, rank_before=5).climbed == 3
    assert agency("A", rank=5, rank_before=2).climbed == -3
    assert [agency("A", rank=rank, rank_before=before).climbed for rank, before in ((None, 2), (2, None))] == [None, None]
    step = agency("A", before=Before(Decimal("84.13"), None)).change
    assert step is not None and (step.amount, step.rule_changed) == (Decimal("0.87"), False)
    assert agency("A", index=index(None), before=Before(Decimal("84.13"), None)).change is None
    earlier = TrendPoint("Triwulan I 2026", 2026, "kepmenpan-25-2004", "", Decimal("80.00"), "B", "Baik", 10)
    change = board(before=earlier).change
    assert change is not None and change.rule_changed


def test_the_three_things_are_the_weakest_unsur_of_three_agencies() -> None:
    found = board(
        agency("Baik", unsur=unsur(waktu="80.00")),
        agency("Terlemah", unsur=unsur(waktu="61.20", biaya="62.00")),
        agency("Kedua", unsur=unsur(sarpras="70.00")),
        agency("Ketiga", unsur=unsur(pengaduan="75.00")),
        agency("Sangat Baik"),
    ).to_fix()
    assert [(each.agency, each.unsur, str(each.nik), each.mutu) for each in found] == [
        ("Terlemah", "waktu", "61.20", "D"), ("Kedua", "sarpras", "70.00", "C"), ("Ketiga", "pengaduan", "75.00", "C"),
    ]  # fmt: skip


def test_who_asked_too_few_comes_after_who_can_be_compared() -> None:
    few = agency("Sedikit", rank=None, standing=UNDER_SAMPLE, unsur=unsur(waktu="30.00"), respondents=3)
    found = board(few, agency("Cukup", unsur=unsur(waktu="80.00"))).to_fix()
    assert [(each.agency, each.is_comparable) for each in found] == [("Cukup", True), ("Sedikit", False)]


def test_where_respondents_are_pooled_the_larger_agency_pulls_more() -> None:
    small = agency("Kecil", unsur=unsur(waktu="60.00"), respondents=50)
    large = agency("Besar", unsur=unsur(waktu="75.00"), respondents=900)
    assert [each.agency for each in board(small, large).to_fix()] == ["Kecil", "Besar"]
    assert [each.agency for each in board(small, large, aggregation="pooled").to_fix()] == ["Besar", "Kecil"]


def test_without_an_index_there_is_nothing_to_mend() -> None:
    assert board(agency("A", unsur=unsur(waktu="40.00")), index=index(None)).to_fix() == ()
    assert board(agency("A", index=index(None), unsur=())).to_fix() == ()


def test_promises_that_are_late_for_longest_come_first() -> None:
    found = board(
        agency("A", late_promises=5, late_since=date(2026, 4, 1)), agency("B", late_promises=1, late_since=date(2026, 1, 1)), agency("C")
    )
    assert ([each.name for each in found.late], found.late_promises) == (["B", "A"], 6)
