"""Slides of a training: as long as the agenda, spoken to, with charts one can edit, and facts of the edition alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from puas.domain.curricula import PROPOSALS, TOPICS, AgendaItem
from puas.domain.document_source import TRAINING_SLIDES
from puas.domain.exercises import EXERCISES
from puas.domain.regulation.registry import edition
from puas.domain.training_numbers import printed_index
from puas.domain.training_source import TrainedSession
from puas.presentation.numbers import index_number
from puas.runtime.file_store import DiskStore
from puas_reporter.documents.catalogue import render
from puas_reporter.documents.slide_deck import Bars, Entrance
from puas_reporter.documents.training_lessons.chapters import CHAPTERS, lessons_of
from puas_reporter.documents.training_lessons.material import material_of
from puas_reporter.documents.training_lessons.words import EXERCISE_WORDS, TOPIC_TITLES
from puas_reporter.documents.training_slides.content import timed_slides, training_deck
from puas_reporter.documents.training_slides.timing import FEWEST_SLIDES, MOST_SLIDES
from puas_reporter.formats.slides import slides_bytes
from tests.factories.training_sources import SESSION, training_source, two_days

AGENDAS: dict[str, tuple[AgendaItem, ...]] = {
    "half day": SESSION.agenda, "two days": two_days().agenda, **{each.key: each.items for each in PROPOSALS},
}  # fmt: skip


def held(agenda: tuple[AgendaItem, ...]) -> TrainedSession:
    return replace(SESSION, agenda=agenda)


@cache
def show(name: str) -> Any:
    source = training_source(held(AGENDAS[name]))
    (made,) = render(TRAINING_SLIDES, ["pptx"], source.to_json(), DiskStore(Path("/nonexistent")))
    assert made.name == "paparan-pelatihan-survei-kepuasan-masyarakat-2026-11-25.pptx"
    return Presentation(BytesIO(b"".join(made.chunks())))


def words(slide: Any) -> str:
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if getattr(shape, "has_table", False):
            texts += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(texts)


@pytest.mark.parametrize("name", AGENDAS)
def test_slides_last_exactly_as_long_as_the_agenda(name: str) -> None:
    agenda = AGENDAS[name]
    timed = timed_slides(material_of(training_source(held(agenda))))
    assert FEWEST_SLIDES <= len(timed) + 1 <= MOST_SLIDES
    for day in {item.day for item in agenda}:
        spans = [span for _slide, span in timed if span.day == day and span.minutes]
        at = 0
        for span in spans:
            assert span.start == at, "one after the other, without a gap"
            at += span.minutes
        assert at == sum(item.minutes for item in agenda if item.day == day)
    for item in agenda:
        assert sum(span.minutes for _slide, span in timed if (span.day, span.step) == (item.day, item.title)) >= item.minutes


def test_a_tiny_agenda_and_one_of_breaks_alone_still_make_slides() -> None:
    for agenda in (
        (AgendaItem("a", 1, "Menghitung", 5, "talk", "computing"),),
        (AgendaItem("a", 1, "Istirahat", 15, "break"),),
        (AgendaItem("a", 1, "Doa", 5, "talk"), AgendaItem("b", 1, "Sambutan", 10, "talk")),
    ):
        timed = timed_slides(material_of(training_source(held(agenda))))
        assert sum(span.minutes for _slide, span in timed) == sum(item.minutes for item in agenda)


@pytest.mark.parametrize("name", AGENDAS)
def test_every_slide_is_spoken_to(name: str) -> None:
    for slide in show(name).slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert notes.startswith("WAKTU: Hari ") and "SAMPAIKAN: " in notes
        assert slide.shapes.title.text_frame.text
        for shape in slide.shapes:
            if shape.has_chart or getattr(shape, "has_table", False) or shape.shape_type == 13:
                (described,) = shape._element.xpath(".//p:cNvPr")[:1]
                assert described.get("descr"), shape.name


def test_notes_ask_the_room_and_name_where_it_goes() -> None:
    notes = [slide.notes_slide.notes_text_frame.text for slide in show("two days").slides]
    assert sum("TANYAKAN KEPADA RUANGAN" in each for each in notes) > len(notes) // 2
    leading = [each for each in notes if SESSION.join_url in each and SESSION.code in each]
    exercises = sum(item.kind == "exercise" for item in two_days().agenda)
    assert len(leading) >= exercises + 2


def test_whoever_cannot_scan_can_type() -> None:
    deck = training_deck(material_of(training_source()))
    (entrance,) = (part for slide in deck.slides for part, _ in slide.parts if isinstance(part, Entrance))
    assert entrance.url == f"{SESSION.join_url}/{SESSION.code}"
    assert (entrance.address, entrance.code) == ("puas.contoh.go.id/ikut", SESSION.code)


def test_charts_can_be_edited_and_hold_the_figures_of_the_engine() -> None:
    material = material_of(training_source(two_days()))
    charts = [shape.chart for slide in show("half day").slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) >= 3
    known = {tuple(float(value) for value in part.values) for topic in CHAPTERS for each in lessons_of(topic, material)
             for part, _ in each.parts if isinstance(part, Bars)}  # fmt: skip
    for chart in charts:
        assert tuple(chart.plots[0].series[0].values) in known
        assert chart.part.chart_workbook.xlsx_part is not None, "a double click opens its numbers"
    nrr = tuple(round(float(each.nrr or 0), 3) for each in material.index.unsur)
    assert any(tuple(round(value, 3) for value in values) == nrr for values in known)


def test_the_index_on_the_slides_is_the_engines() -> None:
    material = material_of(training_source())
    nik, letter, label = printed_index(material.rule, material.index)
    (slide,) = (each for each in show("half day").slides if each.shapes.title.text_frame.text == "Indeks contoh dan mutunya")
    text = words(slide)
    for each in (index_number(nik), letter, label):
        assert each in text


def test_facts_are_those_of_the_edition() -> None:
    rule = edition()
    source = training_source(two_days())
    plain = slides_text(source, None)
    for each in rule.unsur:
        assert each.name in plain
    assert "Pasal 1 ayat (1)" in slides_text(training_source(), None)
    first = replace(rule.unsur[0], name="Unsur Percobaan", short="Percobaan")
    bands = (*rule.bands[:-1], replace(rule.bands[-1], label="Istimewa"))
    other = replace(rule, id="percobaan", name="Peraturan Percobaan 1/2030", unsur=(first, *rule.unsur[1:]), bands=bands)
    changed = slides_text(source, other)
    assert "Unsur Percobaan" in changed and "Peraturan Percobaan 1/2030" in changed and "Istimewa" in changed
    assert not [each for each in ("Sangat Baik", "PermenPANRB", "Pasal", "sekurang-kurangnya") if each in changed]


def slides_text(source: Any, rule: Any) -> str:
    deck = training_deck(material_of(source, rule=rule))
    shown = Presentation(BytesIO(slides_bytes(deck)))
    return "\n".join(words(slide) for slide in shown.slides)


def test_every_slide_says_that_its_figures_are_made_up() -> None:
    for slide in show("half day").slides:
        assert "DATA CONTOH" in words(slide)


def test_the_agenda_is_called_a_proposal() -> None:
    agendas = [words(slide) for slide in show("two days").slides if slide.shapes.title.text_frame.text.startswith("Acara hari")]
    assert len(agendas) == 2 and all("usulan" in each for each in agendas)


def test_exercises_are_called_as_on_the_screen() -> None:
    assert {key: each.title for key, each in EXERCISE_WORDS.items()} == {key: each.title for key, each in EXERCISES.items()}
    assert set(CHAPTERS) == set(TOPICS) == set(TOPIC_TITLES)
