"""Handbook, guide, posters, cards and the kit of a training: facts of the edition, figures of the engine, nothing cut off."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from puas.domain.document_source import (
    FORMATS_OF,
    TRAINING_CARDS,
    TRAINING_DOCUMENTS,
    TRAINING_GUIDE,
    TRAINING_HANDBOOK,
    TRAINING_KIT,
    TRAINING_POSTERS,
)
from puas.domain.regulation.registry import edition
from puas.domain.training_numbers import printed_index, score_forms
from puas.domain.training_source import TrainedSession
from puas.presentation.numbers import average_number, index_number
from puas.runtime.file_store import DiskStore
from puas_reporter.documents.blocks import Table
from puas_reporter.documents.catalogue import render
from puas_reporter.documents.placed import PlacedDocument, TextBox
from puas_reporter.documents.rendered_file import CONTENT_TYPES
from puas_reporter.documents.training_cards.content import card_sheets
from puas_reporter.documents.training_guide.content import guide_document
from puas_reporter.documents.training_handbook.content import handbook_document
from puas_reporter.documents.training_lessons.chapters import lessons_of
from puas_reporter.documents.training_lessons.material import material_of
from puas_reporter.documents.training_lessons.words import EXERCISE_WORDS, TOPIC_TITLES
from puas_reporter.documents.training_posters.content import posters
from puas_reporter.formats.fonts import register_fonts
from puas_reporter.formats.text_fitting import fitted
from tests.factories.training_sources import SESSION, training_source, two_days
from tests.libreoffice import convert, needs_libreoffice
from tests.unit.reporter.test_recap_documents import closed_up, docx_text, pdf_text

RULE = edition()
SEATS = 3


@cache
def files(document: str, session: TrainedSession = SESSION) -> dict[str, bytes]:
    source, store = training_source(session, seats=SEATS).to_json(), DiskStore(Path("/nonexistent"))
    return {each.format: b"".join(each.chunks()) for each in render(document, FORMATS_OF[document], source, store)}


def test_every_document_comes_in_all_its_formats() -> None:
    for document in TRAINING_DOCUMENTS:
        made = files(document)
        assert tuple(made) == FORMATS_OF[document]
        for name, content in made.items():
            suffix = name.rpartition(".")[2]
            assert suffix in CONTENT_TYPES and content.startswith(b"%PDF" if suffix == "pdf" else b"PK")


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_the_handbook_teaches_every_chapter_with_the_rules_words(name: str) -> None:
    content = files(TRAINING_HANDBOOK)[name]
    text = pdf_text(content) if name == "pdf" else docx_text(content)
    material = material_of(training_source(seats=SEATS))
    index = material.index
    nik, letter, label = printed_index(RULE, index)
    for words in (
        *(title.upper() for title in TOPIC_TITLES.values()),
        *(each.title for each in EXERCISE_WORDS.values()),
        *(each.name for each in RULE.unsur),
        *(answer for each in RULE.questions for answer in each.answers),
        *(f"{each.total}÷{each.answered}" for each in index.unsur),
        *(average_number(each.nrr) for each in index.unsur),
        f"{index_number(nik)}, mutu {letter} ({label})",
        "Pasal 1 ayat (1)", SESSION.code, SESSION.join_url,
    ):  # fmt: skip
        assert closed_up(words) in text, words


def test_a_changed_rule_changes_handbook_posters_and_cards() -> None:
    changed = replace(RULE.unsur[0], name="Unsur Percobaan")
    bands = (*RULE.bands[:-1], replace(RULE.bands[-1], label="Istimewa"))
    other = replace(RULE, id="percobaan", name="Peraturan Percobaan 1/2030", unsur=(changed, *RULE.unsur[1:]), bands=bands)
    material = material_of(training_source(seats=SEATS), rule=other)
    for text in (repr(handbook_document(material)), repr(posters(material, "a4")), repr(guide_document(material))):
        assert "Peraturan Percobaan 1/2030" in text
        assert "PermenPANRB" not in text and "Pasal" not in text and "sekurang-kurangnya" not in text
    assert "Unsur Percobaan" in repr(posters(material, "a4")) and "Istimewa" in repr(card_sheets(material))


def test_the_guide_is_minute_by_minute_and_holds_everybodys_answers() -> None:
    text = pdf_text(files(TRAINING_GUIDE, two_days())["pdf"])
    for seat in training_source(two_days(), seats=SEATS).seats:
        nik, letter, _ = printed_index(RULE, score_forms(RULE, seat.forms))
        assert closed_up(f"{seat.number}{index_number(nik)} {letter}") in text
    for item in two_days().agenda:
        assert closed_up(item.title) in text, item.title
    for words in ("mulai pukul 08.00, usulan", "08.00", "Satu jalur akses", "Kode ditolak", "jangan dibagikan kepada peserta"):
        assert closed_up(words) in text, words


def test_only_the_guide_and_the_trainers_sheet_give_answers_away() -> None:
    text = pdf_text(files(TRAINING_HANDBOOK)["pdf"])
    for seat in training_source(seats=SEATS).seats:
        nik = index_number(printed_index(RULE, score_forms(RULE, seat.forms))[0])
        assert nik not in text or nik == index_number(printed_index(RULE, material_of(training_source()).index)[0])


def _cut_off(document: PlacedDocument) -> list[str]:
    """Texts that did not fit their box even at the smallest size."""
    register_fonts()
    boxes = [item for page in document.pages for item in page.items if isinstance(item, TextBox) and item.text]
    return [box.text for box in boxes if "".join(fitted(box)[0]).replace(" ", "") != box.text.replace(" ", "")]


@pytest.mark.parametrize("name", ["Provinsi Nusa Raya", "Provinsi Kepulauan Seribu Teluk Panjang Sekali dan Pesisir Timur"])
def test_nothing_on_posters_and_cards_is_cut_off(name: str) -> None:
    head = replace(SESSION.letterhead, lines=(f"Pemerintah {name}", "Biro Organisasi dan Reformasi Birokrasi Sekretariat Daerah"))
    material = material_of(training_source(replace(SESSION, owner=name, letterhead=head), seats=1))
    assert _cut_off(posters(material, "a4")) == _cut_off(posters(material, "a3")) == _cut_off(card_sheets(material)) == []


def test_posters_come_in_two_sizes_with_the_unsur_in_the_order_of_the_form() -> None:
    for size, width in (("a4.pdf", 595), ("a3.pdf", 842)):
        with pymupdf.open(stream=files(TRAINING_POSTERS)[size], filetype="pdf") as opened:
            assert [round(page.rect.width) for page in opened] == [width] * 4
            text = " ".join(opened[2].get_text().split())
        places = [text.index(RULE.unsur_named(slug).name) for slug in RULE.slugs("questionnaire")]
        assert places == sorted(places)


def test_a_poster_of_a_real_tenant_bears_no_mark_of_sample_data() -> None:
    real = material_of(training_source(replace(SESSION, is_sample=False), seats=1))
    assert "DATA CONTOH" not in repr(posters(real, "a4")) and "DATA CONTOH" not in repr(card_sheets(real))
    assert "DATA CONTOH" in repr(handbook_document(real)), "its figures are made up all the same"


def test_every_role_has_a_card_and_a_sheet_of_four() -> None:
    with pymupdf.open(stream=files(TRAINING_CARDS)["pdf"], filetype="pdf") as opened:
        texts = [" ".join(page.get_text().split()) for page in opened]
    roles = ("Petugas perangkat daerah", "Admin kabupaten/kota", "Pimpinan", "Provinsi")
    assert len(texts) == 1 + len(roles) and all(role in texts[0] for role in roles)
    for role, text in zip(roles[:3], texts[1:], strict=False):
        assert text.count(role) == 4


def test_the_kit_holds_everything_and_says_how_to_use_it() -> None:
    with zipfile.ZipFile(BytesIO(files(TRAINING_KIT)["zip"])) as kit:
        assert kit.testzip() is None
        names = kit.namelist()
        text = kit.read("baca-dahulu.txt").decode()
        assert names[0] == "baca-dahulu.txt"
        every = sum(len(FORMATS_OF[document]) for document in TRAINING_DOCUMENTS if document != TRAINING_KIT)
        assert len(names) == 1 + every == len(set(names))
        folders = {name.partition("/")[0] for name in names[1:]}
        assert all(folder in text for folder in folders)
        (sheet,) = (name for name in names if "lembar-latihan-peserta" in name)
        assert sheet.startswith("4-lembar-latihan/") and kit.read(sheet).startswith(b"PK")
    assert SESSION.code in text and "usulan" in text


def test_pages_have_no_heading_alone_at_their_foot() -> None:
    for document in (TRAINING_HANDBOOK, TRAINING_GUIDE):
        with pymupdf.open(stream=files(document, two_days())["pdf"], filetype="pdf") as opened:
            titles = {title.partition(" ")[2] or title for level, title, _page in opened.get_toc() if level == 2}
            assert len(titles) > 5
            for page in opened:
                blocks = [block for block in page.get_text("blocks") if block[1] < 770 and block[4].strip()]
                last = max(blocks, key=lambda block: block[3])[4].strip() if blocks else ""
                assert not any(re.fullmatch(rf"[\d.]+\s+{re.escape(title)}", " ".join(last.split())) for title in titles), last


@needs_libreoffice
def test_word_and_powerpoint_open_elsewhere(tmp_path: Path) -> None:
    wanted: list[tuple[str, str]] = [(TRAINING_HANDBOOK, "docx"), (TRAINING_GUIDE, "docx")]
    paths: list[Path] = []
    for document, name in wanted:
        paths.append(tmp_path / f"{document}.{name}")
        paths[-1].write_bytes(files(document)[name])
    (tmp_path / "pdf").mkdir()
    for path, (document, _name) in zip(convert(paths, "pdf", tmp_path / "pdf"), wanted, strict=True):
        with pymupdf.open(path) as theirs, pymupdf.open(stream=files(document)["pdf"], filetype="pdf") as ours:
            pages: tuple[Any, Any] = (theirs.page_count, ours.page_count)
            assert abs(pages[0] - pages[1]) <= 6, (document, pages)


def test_slides_shown_while_people_come_in_belong_to_no_step_of_the_day() -> None:
    document = guide_document(material_of(training_source(SESSION, seats=1)))
    [day] = [block for block in document.body if isinstance(block, Table) and block.caption.startswith("Menit demi menit")]
    first, *_rest = [row for row in day.rows if row[0] != "sebelum"]
    assert first[2] == SESSION.agenda[0].title
    assert {row[2] for row in day.rows if row[0] == "sebelum"} == {""}


def test_figures_of_the_second_example_say_that_they_are_not_those_of_the_ten_forms() -> None:
    material = material_of(training_source(SESSION, seats=1))
    values = [material.converted(each) for each in material.weakest]
    told = [lesson for topic in ("reading", "follow-up") for lesson in lessons_of(topic, material) if values[0] in repr(lesson.parts)]
    assert len(told) == 3
    for lesson in told:
        assert "bukan contoh sepuluh kuesioner" in lesson.source, lesson.title
