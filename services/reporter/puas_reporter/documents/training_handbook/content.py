"""The handbook: the same chapters as the slides, a worked example with its kertas kerja, words, checklists, and blank forms."""

from __future__ import annotations

from collections.abc import Iterator

from puas.presentation.numbers import roman
from puas_reporter.documents.blocks import Block, Document, FactList, Heading, Listing, Paragraph
from puas_reporter.documents.slide_deck import Bars, Boxes, Grid, Line, Points, Statement
from puas_reporter.documents.training_handbook.example import example_blocks
from puas_reporter.documents.training_handbook.forms import form_blocks
from puas_reporter.documents.training_lessons.chapters import CHAPTERS, lessons_of
from puas_reporter.documents.training_lessons.frame import training_document
from puas_reporter.documents.training_lessons.lesson import Lesson
from puas_reporter.documents.training_lessons.material import Material
from puas_reporter.documents.training_lessons.pieces import drawing_of, grid_table
from puas_reporter.documents.training_lessons.preparing import CHECKLIST as PREPARING
from puas_reporter.documents.training_lessons.report import CHECKLIST as REPORT
from puas_reporter.documents.training_lessons.tables import question_rows
from puas_reporter.documents.training_lessons.words import EXERCISE_WORDS, GLOSSARY, TOPIC_AIMS, TOPIC_TITLES


def handbook_document(material: Material, emblem: bytes | None = None) -> Document:
    """The whole handbook."""
    return training_document(
        material,
        title="Buku Pegangan Peserta",
        subject=(material.session.title, material.days, material.where),
        front=_front(material),
        body=tuple(_body(material)),
        emblem=emblem,
    )


def _front(material: Material) -> tuple[Block, ...]:
    session = material.session
    rows = (
        ("Pelatihan", session.title), ("Penyelenggara", session.owner), ("Untuk", material.whom), ("Waktu", material.days),
        ("Tempat", material.where), ("Jam pelajaran", f"{session.hours} JP"), ("Peraturan", material.rule.name),
        ("Bergabung", f"{session.join_url}, kode {session.code}"), ("Nama peserta", "……………………………………………"),
        ("Nomor peserta", "…………   Kode pribadi: …………………"),
    )  # fmt: skip
    return (
        Paragraph("TENTANG BUKU INI", strong=True, align="center"),
        Paragraph(
            "Buku ini menemani Bapak dan Ibu selama pelatihan dan sesudahnya. Isinya sama dengan paparan; angka contohnya sama dengan "
            "contoh yang dibahas di ruangan. Bagian yang ditandai usulan bukan ketentuan peraturan dan boleh disesuaikan."
        ),
        FactList(rows),
        Paragraph("Cara memakai buku ini", strong=True, align="left"),
        Listing((
            "Bacalah bab yang akan dibahas; setiap bab dibuka dengan kemampuan yang dituju.",
            "Kerjakan latihannya di layar atau di lembar latihan dengan nomor peserta sendiri.",
            "Isi formulir kosong di bagian akhir untuk unit Bapak dan Ibu, lalu bawa pulang.",
        ), numbered=True),
    )  # fmt: skip


def _body(material: Material) -> Iterator[Block]:
    number = 0
    for topic in CHAPTERS:
        number += 1
        yield Heading(TOPIC_TITLES[topic], number=roman(number))
        yield Paragraph(TOPIC_AIMS[topic])
        for place, lesson in enumerate(lessons_of(topic, material), start=1):
            yield Heading(lesson.title, 2, f"{number}.{place}")
            yield from _lesson(lesson, material.accent)
    yield Heading("Contoh lengkap dengan kertas kerja", number=roman(number + 1))
    yield from example_blocks(material)
    yield Heading("Latihan", number=roman(number + 2))
    yield from _exercises(material)
    yield Heading("Istilah dan pertanyaan", number="1", label="LAMPIRAN")
    yield FactList(GLOSSARY, share=26)
    questions = question_rows(material)
    if questions:
        shares = (6, 26, 17, 17, 17, 17)
        head = ("No", "Unsur", "Nilai 1", "Nilai 2", "Nilai 3", "Nilai 4")
        yield grid_table(Grid(head, questions, shares, description="Jawaban menurut lampiran kuesioner"), "", f"{material.rule.name}.")
    yield Heading("Daftar periksa", number="2", label="LAMPIRAN")
    yield from _checklists()
    yield Heading("Formulir kosong", number="3", label="LAMPIRAN")
    yield from form_blocks(material)


def _lesson(lesson: Lesson, accent: str) -> Iterator[Block]:
    for part, _share in lesson.parts:
        match part:
            case Points():
                yield Listing(part.lines, part.numbered)
            case Statement():
                yield Paragraph(f"{part.text}{f' ({part.remark})' if part.remark.strip() else ''}.", strong=True, align="left")
            case Grid():
                yield grid_table(part, lesson.title, lesson.source)
            case Boxes():
                yield FactList(tuple((label, f"{value}{f', {remark}' if remark.strip() else ''}") for label, value, remark in part.items))
            case Bars():
                yield drawing_of(part, lesson.title, accent)
            case Line():
                continue
    yield Paragraph(f"Untuk direnungkan: {lesson.ask}", align="left")


def _exercises(material: Material) -> Iterator[Block]:
    yield Paragraph(
        f"Setiap peserta mempunyai angka sendiri, dibuat dari nomor pesertanya. Buka {material.session.join_url} dan masukkan kode "
        f"{material.session.code}; latihan muncul ketika pelatih membukanya."
    )
    for place, words in enumerate(EXERCISE_WORDS.values(), start=1):
        yield Paragraph(f"{place}. {words.title}", strong=True, align="left")
        yield Paragraph(words.aim)
        yield Listing(words.steps, numbered=True)
        yield Paragraph(f"Petunjuk: {' '.join(words.hints)}", align="left")


def _checklists() -> Iterator[Block]:
    for title, lines in (("Sebelum periode dibuka", PREPARING), ("Sebelum laporan ditandatangani", REPORT)):
        rows = tuple((str(number), line, "") for number, line in enumerate(lines, start=1))
        yield grid_table(Grid(("No", title, "Sudah"), rows, (8, 78, 14)), title, "")


