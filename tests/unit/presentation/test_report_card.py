"""The card of a unit in a year: blanks, changes, trends, sums, and what is said about it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from puas.domain.card_advice import MOST, next_steps, off_track, strengths
from puas.domain.card_rules import FAIR, GOOD, LINES, MISSING, PLANS, SURVEY, UNJUDGED, WEAK, CardFigure
from puas.domain.report_card import YearFigure, figures_of, lines_of_year, report_card, years_of
from puas.domain.yardsticks import (
    AGENCY,
    COMPLAINTS,
    COMPLIANCE,
    INNOVATIONS,
    MALL,
    MALLS,
    MINIMUM_SERVICES,
    NO_UNIT,
    PERFORMANCE,
    PROCEDURES,
    REGENCY,
    STANDARDS,
    Reading,
)
from puas.presentation.card_texts import LINE_NAMES, RULE_WORDS, SENTENCES, figure_text, note_text, remarks

ONE, TWO = UUID(int=1), UUID(int=2)


def at(line: Any, year: Any, value: Any = None, letter: Any = "", *, label: Any = "", rule: Any = "", **counts: Any) -> Any:
    return YearFigure(line, year, CardFigure(None if value is None else Decimal(value), letter, label, counts, rule))


def card(*figures: Any, year: Any = 2026, level: Any = AGENCY, targets: Any = None) -> Any:
    return report_card(figures, year=year, level=level, targets=targets)


def test_an_empty_card_has_every_line_and_no_judgement() -> None:
    found = card()
    assert [line.key for line in found.lines] == [key for key in LINES if key != MALLS]
    assert {line.level for line in found.lines} == {MISSING}
    assert found.known == 0 and strengths(found) == []


def test_lines_of_a_year_are_those_of_the_card_without_what_came_before() -> None:
    figures = [
        at(SURVEY, 2026, "88.50", "A", respondents=120), at(SURVEY, 2025, "80.00", "B"),
        at(PERFORMANCE, 2026, "4.53", "A", rule="17/2017"), at(PERFORMANCE, 2026, "2.90", "C", rule="29/2022:A"),
        at(COMPLIANCE, 2026, items=10, items_there=4), at(MINIMUM_SERVICES, 2026, fields=2, fields_reported=0),
        at(STANDARDS, 2026, services=0, complete=0), at(PROCEDURES, 2025, procedures=4, evaluated=4),
    ]  # fmt: skip
    of_card = {line.key: line for line in card(*figures).lines}
    found = lines_of_year(figures, year=2026)
    assert set(found) == {SURVEY, PERFORMANCE, COMPLIANCE, MINIMUM_SERVICES, STANDARDS}
    for key, line in found.items():
        assert (line.level, line.figures, line.value) == (of_card[key].level, of_card[key].figures, of_card[key].value), key
        assert line.trend == () and line.before is None
    # The rest of the card has no figure.
    assert all(line.is_missing and not line.figures for key, line in of_card.items() if key not in found)


def test_only_a_regency_has_a_line_of_malls() -> None:
    assert card(level=REGENCY).line(MALLS) is not None


def test_a_figure_of_another_year_leaves_this_one_blank_and_is_named_as_the_last() -> None:
    line = card(at(COMPLIANCE, 2023, "90.02", "A", label="hijau")).line(COMPLIANCE)
    assert line.level == MISSING and line.figure is None and line.change is None
    assert (line.last.year, line.last.value, line.last.letter) == (2023, Decimal("90.02"), "A")


def test_a_later_year_is_no_part_of_an_earlier_card() -> None:
    line = card(at(SURVEY, 2026, "88.50", "A"), at(SURVEY, 2027, "70.00", "C"), year=2026).line(SURVEY)
    assert [each.year for each in line.trend] == [2026]


def test_the_change_is_between_printed_figures_of_the_same_rule() -> None:
    line = card(at(SURVEY, 2025, "87.63", "B", rule="14/2017"), at(SURVEY, 2026, "88.50", "A", rule="14/2017")).line(SURVEY)
    assert line.change == Decimal("0.87")


def test_no_change_across_rules_or_over_a_gap() -> None:
    across = card(at(PERFORMANCE, 2025, "4.06", "A-", rule="17/2017"), at(PERFORMANCE, 2026, "4.40", "A-", rule="29/2022"))
    assert across.line(PERFORMANCE).change is None
    gap = card(at(SURVEY, 2024, "80.00", "B"), at(SURVEY, 2026, "88.50", "A"))
    assert gap.line(SURVEY).change is None and gap.line(SURVEY).before is None


def test_two_rules_stand_side_by_side_and_the_newer_one_is_judged() -> None:
    line = card(at(PERFORMANCE, 2026, "4.53", "A", rule="17/2017"), at(PERFORMANCE, 2026, "2.90", "C", rule="29/2022:A")).line(PERFORMANCE)
    assert [each.rule for each in line.figures] == ["29/2022:A", "17/2017"]
    assert line.level == FAIR


def test_the_trend_holds_the_last_five_years() -> None:
    line = card(*(at(SURVEY, year, "80.00", "B") for year in range(2019, 2027))).line(SURVEY)
    assert [each.year for each in line.trend] == [2022, 2023, 2024, 2025, 2026]


def test_a_share_is_printed_in_percent() -> None:
    line = card(at(STANDARDS, 2026, services=3, complete=2)).line(STANDARDS)
    assert line.value == Decimal("66.67") and line.parts == (2, 3)


def test_nothing_registered_counts_as_missing() -> None:
    line = card(at(STANDARDS, 2026, services=0, complete=0)).line(STANDARDS)
    assert line.level == MISSING and line.figures == ()


def test_the_target_is_one_of_the_survey_only() -> None:
    found = card(at(SURVEY, 2026, "80.00", "B"), at(COMPLIANCE, 2026, "90.02", "A"), targets={2026: Decimal("81.75"), 2025: Decimal(1)})
    assert found.line(SURVEY).gap == Decimal("-1.75")
    assert found.line(COMPLIANCE).target is None


def reading(yardstick: Any, unit: Any = ONE, year: Any = 2026, level: Any = AGENCY, **kwargs: Any) -> Any:
    return Reading(yardstick, year, level, unit, "Dinas", **kwargs)


def test_an_agency_has_its_own_readings_only() -> None:
    found = figures_of([reading(STANDARDS, counts={"services": 3}), reading(STANDARDS, TWO, counts={"services": 9})], AGENCY, ONE)
    assert [each.figure.counts for each in found] == [{"services": 3}]


def test_a_regency_adds_up_counts_of_its_agencies() -> None:
    readings = [
        reading(COMPLAINTS, ONE, counts={"received": 3, "settled": 2}),
        reading(COMPLAINTS, TWO, counts={"received": 5, "settled": 5}),
        reading(COMPLAINTS, TWO, year=2025, counts={"received": 1}),
    ]
    found = {(each.line, each.year): each.figure.counts for each in figures_of(readings, REGENCY)}
    assert found == {(COMPLAINTS, 2026): {"received": 8, "settled": 7}, (COMPLAINTS, 2025): {"received": 1}}


def test_how_far_an_innovation_came_does_not_add_up() -> None:
    readings = [reading(INNOVATIONS, unit, counts={"innovations": 1, "furthest": stage}) for unit, stage in ((ONE, 2), (TWO, 4))]
    assert figures_of(readings, REGENCY)[0].figure.counts == {"innovations": 2, "furthest": 4}


def test_a_regencys_own_reading_stands_instead_of_the_sum() -> None:
    own = reading(STANDARDS, NO_UNIT, level=REGENCY, counts={"services": 10, "complete": 4})
    found = figures_of([own, reading(STANDARDS, counts={"services": 3})], REGENCY)
    assert [each.figure.counts for each in found] == [{"services": 10, "complete": 4}]


def test_indexes_of_agencies_never_become_one_of_the_regency() -> None:
    readings = [reading(PERFORMANCE, unit, value=Decimal("4.5"), letter="A-", variant=rule) for unit in (ONE, TWO) for rule in ("x", "y")]
    readings.append(reading(COMPLIANCE, TWO, value=Decimal(90), letter="A"))
    line = report_card(figures_of(readings, REGENCY), year=2026, level=REGENCY).line(PERFORMANCE)
    assert line.figure == CardFigure(counts={"units": 2}) and line.level == UNJUDGED
    assert [each.line for each in figures_of(readings, REGENCY)] == [PERFORMANCE]


def test_malls_stand_on_the_card_of_the_regency_the_lowest_first() -> None:
    readings = [
        reading(MALLS, ONE, level=MALL, value=Decimal("90.00"), letter="A"),
        reading(MALLS, TWO, level=MALL, value=Decimal("70.00"), letter="C"),
    ]
    line = report_card(figures_of(readings, REGENCY), year=2026, level=REGENCY).line(MALLS)
    assert [each.value for each in line.figures] == [Decimal("70.00"), Decimal("90.00")]
    assert line.level == WEAK and line.trend == ()


def test_years_come_newest_first() -> None:
    assert years_of([at(SURVEY, 2024), at(PLANS, 2026), at(SURVEY, 2026)]) == [2026, 2024]


def test_a_checklist_without_a_score_is_no_figure_but_can_be_worked_on() -> None:
    found = card(at(COMPLIANCE, 2025, "90.02", "A", label="hijau"), at(COMPLIANCE, 2026, items=9, items_there=7))
    line = found.line(COMPLIANCE)
    assert line.level == MISSING and line.last.year == 2025 and [each.year for each in line.trend] == [2025]
    assert note_text(next_steps(found)[0]) == "2 hal pada daftar periksa Ombudsman belum lengkap."


def sentences(notes: Any) -> Any:
    return [note.sentence for note in notes]


def test_good_lines_are_praised_and_nothing_is_asked_of_them() -> None:
    found = card(at(SURVEY, 2026, "88.50", "A"), at(COMPLIANCE, 2026, "90.02", "A", label="hijau"))
    assert sentences(strengths(found)) == ["survey_good", "compliance_good"]
    assert sentences(next_steps(found)) == ["standards_missing", "procedures_missing", "complaints_missing"]


def test_a_rise_and_a_reached_target_are_said() -> None:
    found = card(at(SURVEY, 2025, "87.63", "B"), at(SURVEY, 2026, "88.50", "A"), targets={2026: Decimal("88.50")})
    assert sentences(strengths(found)) == ["survey_good_up", "target_reached"]
    assert note_text(strengths(found)[0]) == "Indeks kepuasan 88,50 dengan mutu A, naik 0,87 dari tahun sebelumnya."


def test_weak_comes_before_middling_before_details_before_blanks() -> None:
    found = card(
        at(SURVEY, 2026, "88.50", "A"), at(COMPLIANCE, 2026, "60.35", "C", label="kuning"),
        at(STANDARDS, 2026, services=4, complete=1), at(COMPLAINTS, 2026, received=100, settled=95, in_time=95),
    )  # fmt: skip
    assert sentences(next_steps(found)) == ["standards_left", "compliance_low", "complaints_left", "procedures_missing"]
    assert sentences(off_track(found)) == ["standards_left", "compliance_low"]


def test_no_more_than_five_of_each() -> None:
    weak = card(
        at(SURVEY, 2026, "60.00", "D"), at(PERFORMANCE, 2026, "1.00", "F", weak=7),
        at(COMPLIANCE, 2026, "30.00", "E", items=5, items_there=2),
        at(STANDARDS, 2026, services=4, complete=1, overdue=1, shown=0), at(PROCEDURES, 2026, procedures=9, evaluated=1, to_revise=2),
        at(COMPLAINTS, 2026, received=10, settled=2, in_time=0),
    )  # fmt: skip
    assert len(next_steps(weak)) == MOST
    good = card(
        at(SURVEY, 2026, "90.00", "A"), at(PERFORMANCE, 2026, "4.60", "A"), at(COMPLIANCE, 2026, "95.00", "A", label="hijau"),
        at(STANDARDS, 2026, services=4, complete=4), at(PROCEDURES, 2026, procedures=9, evaluated=9),
        at(COMPLAINTS, 2026, received=10, settled=10, in_time=10),
    )  # fmt: skip
    assert len(strengths(good)) == MOST


def test_blanks_are_asked_for_only_where_everybody_should_have_a_figure() -> None:
    assert sentences(next_steps(card())) == ["survey_missing", "standards_missing", "procedures_missing", "complaints_missing"]
    regency = sentences(next_steps(card(level=REGENCY)))
    assert regency == ["survey_missing", "performance_missing", "compliance_missing", "standards_missing", "procedures_missing"]


def test_a_fall_in_something_still_good_is_a_detail() -> None:
    found = card(at(SURVEY, 2025, "90.00", "A"), at(SURVEY, 2026, "88.50", "A"))
    assert "survey_fell" in sentences(next_steps(found))
    assert off_track(found) == []


def test_a_missed_target_is_a_step_though_the_mutu_is_good() -> None:
    found = card(at(SURVEY, 2026, "80.00", "B"), targets={2026: Decimal("81.75")})
    note = next_steps(found)[0]
    assert note_text(note) == "Indeks kepuasan masih 1,75 di bawah target 81,75."


def test_numbers_in_sentences_are_written_as_the_country_writes_them() -> None:
    found = card(at(COMPLAINTS, 2026, received=1163, settled=1163, in_time=1163))
    assert note_text(strengths(found)[0]) == "1.163 dari 1.163 pengaduan selesai, 1.163 di antaranya tepat waktu."


def every_note() -> Any:
    """Notes of all levels of all lines, so that no sentence lacks a fact."""
    cards = []
    for level in (AGENCY, REGENCY):
        for value, letter, label in (("90.00", "A", "hijau"), ("60.00", "C", "kuning"), ("20.00", "E", "merah")):
            for before in ("10.00", "95.00"):
                for part in (0, 4, 8):
                    counts = {
                        STANDARDS: {"services": 8, "complete": part, "shown": part // 2, "overdue": part},
                        PROCEDURES: {"procedures": 8, "evaluated": part, "to_revise": part},
                        MINIMUM_SERVICES: {"fields": 8, "fields_reported": part},
                        COMPLAINTS: {"received": 8, "settled": part, "in_time": part // 2},
                        INNOVATIONS: {"innovations": 1, "eligible": part},
                        PLANS: {"promises": 8, "done": part, "late": 8 - part},
                    }
                    figures = [at(line, 2026, **found) for line, found in counts.items()]
                    more = {SURVEY: {}, PERFORMANCE: {"weak": 3}, COMPLIANCE: {"items": 3, "items_there": 1}, MALLS: {}}
                    for line, extra in more.items():
                        figures += [at(line, 2026, value, letter, label=label, **extra), at(line, 2025, before, "B", label=label)]
                    cards.append(card(*figures, level=level, targets={2026: Decimal("70.00")}))
        cards.append(card(level=level))
    cards += [card(at(COMPLAINTS, 2026, received=2, settled=2, **times)) for times in ({}, {"in_time": 2})]
    for found in cards:
        for each in found.lines:
            yield from (note for note in (*strengths(report_of(each, found)), *next_steps(report_of(each, found))))


def report_of(line: Any, found: Any) -> Any:
    """A card with this line only, so that five others do not crowd it out."""
    return type(found)(found.year, found.level, (line,))


def test_every_sentence_can_be_written_and_is_used() -> None:
    used = {note.sentence for note in every_note()}
    for note in every_note():
        assert "%" not in note_text(note)
    assert used == set(SENTENCES)


@pytest.mark.parametrize("line", LINES)
def test_every_line_has_a_name_and_a_rule(line: Any) -> None:
    assert LINE_NAMES[line] and RULE_WORDS[line]


def test_levels_are_counted() -> None:
    found = card(at(SURVEY, 2026, "88.50", "A"), at(COMPLIANCE, 2026, None, "", label="Kualitas Tertinggi Tanpa Maladministrasi"))
    assert (found.known, found.with_level(GOOD), found.with_level(UNJUDGED)) == (2, 1, 1)


def test_an_opinion_stands_in_the_place_of_a_figure() -> None:
    line = card(at(COMPLIANCE, 2026, None, "", label="Kualitas Tinggi")).line(COMPLIANCE)
    assert (figure_text(line), line.level) == ("Kualitas Tinggi", UNJUDGED)


def test_the_newest_earlier_figure_is_said_whatever_it_was() -> None:
    """An opinion has no number, the regency's performance is that of its units, and a share is how many of how many."""
    opinion = at(COMPLIANCE, 2025, None, "", label="Kualitas Tinggi")
    share = at(MINIMUM_SERVICES, 2025, "87.50", label="6 dari 6 bidang dilaporkan", fields=6, fields_reported=6)
    found = card(opinion, share, at(PERFORMANCE, 2025, None, "", units=4), at(SURVEY, 2026, "88.50", "A"), level=REGENCY)
    said = {key: remarks(found.line(key)) for key in (COMPLIANCE, MINIMUM_SERVICES, PERFORMANCE)}
    assert said == {
        COMPLIANCE: ["terakhir 2025: Kualitas Tinggi"], MINIMUM_SERVICES: ["terakhir 2025: 6 dari 6 bidang dilaporkan"],
        PERFORMANCE: ["terakhir 2025: 4 unit dinilai"],
    }  # fmt: skip


def test_how_much_of_a_minimum_service_was_reached_is_said_beside_what_was_reported() -> None:
    line = card(at(MINIMUM_SERVICES, 2026, "87.50", fields=1, fields_reported=1)).line(MINIMUM_SERVICES)
    assert figure_text(line) == "1 dari 1" and remarks(line) == ["capaian 87,50 persen"]


def test_fields_that_are_not_reported_yet_are_asked_for_without_being_a_fault() -> None:
    found = card(at(MINIMUM_SERVICES, 2026, fields=6, fields_reported=0), level=REGENCY)
    assert found.line(MINIMUM_SERVICES).level == MISSING and off_track(found) == []
    assert "minimum_services_missing" not in sentences(next_steps(found))
    assert note_text(next_steps(found)[0]) == "6 bidang SPM belum dilaporkan untuk 2026."


def test_scores_of_the_ombudsman_are_compared_within_one_scale_only() -> None:
    readings = [
        reading(COMPLIANCE, NO_UNIT, year=year, level=REGENCY, value=Decimal(value), letter=letter)
        for year, value, letter in ((2021, "64.66", ""), (2022, "60.35", "C"), (2023, "90.02", "A"))
    ]
    figures = figures_of(readings, REGENCY)
    assert report_card(figures, year=2022, level=REGENCY).line(COMPLIANCE).change is None
    assert report_card(figures, year=2023, level=REGENCY).line(COMPLIANCE).change == Decimal("29.67")
