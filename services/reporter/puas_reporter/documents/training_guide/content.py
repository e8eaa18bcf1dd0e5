"""The guide: preparing, the room, the day minute by minute, what goes wrong, and everybody's answers."""

from __future__ import annotations

from collections.abc import Iterator

from puas.domain.curricula import EXERCISE
from puas.domain.sample_size import TABLE, sample_size
from puas.domain.training_numbers import is_right, printed_index, score_counts, score_forms, weakest_first
from puas.domain.training_source import minutes_of
from puas.presentation.numbers import index_number, roman, whole_number
from puas_reporter.documents.blocks import Block, Column, Document, FactList, Heading, Listing, Paragraph, Table
from puas_reporter.documents.training_guide.advice import AFTERWARDS, TROUBLES, preparations, room
from puas_reporter.documents.training_lessons.frame import training_document
from puas_reporter.documents.training_lessons.material import Material
from puas_reporter.documents.training_lessons.words import EXERCISE_WORDS
from puas_reporter.documents.training_slides.content import timed_slides
from puas_reporter.documents.training_slides.notes import clock

_BEGIN = 8 * 60
"""The session says no hour; eight o'clock is a proposal, printed as one."""


def guide_document(material: Material, emblem: bytes | None = None) -> Document:
    """The whole guide."""
    return training_document(
        material,
        title="Panduan Pelatih",
        subject=(material.session.title, material.days, material.where),
        front=_front(material),
        body=tuple(_body(material)),
        emblem=emblem,
    )


def _front(material: Material) -> tuple[Block, ...]:
    session = material.session
    rows = (
        ("Pelatihan", session.title), ("Penyelenggara", session.owner), ("Untuk", material.whom), ("Waktu", material.days),
        ("Tempat", material.where), ("Kursi", whole_number(session.seats)), ("Peraturan", material.rule.name),
        ("Alamat bergabung", session.join_url), ("Kode sesi", session.code),
    )  # fmt: skip
    return (
        Paragraph("SEBELUM MEMBACA", strong=True, align="center"),
        Paragraph(
            "Panduan ini memuat jawaban semua latihan; jangan dibagikan kepada peserta. Susunan acara, jam, dan nasihat di dalamnya usulan "
            "dan boleh disesuaikan; yang berasal dari peraturan disebutkan sumbernya."
        ),
        FactList(rows),
    )


def _body(material: Material) -> Iterator[Block]:
    yield Heading("Persiapan dan tata ruang", number=roman(1))
    for place, (title, lines) in enumerate((*preparations(material), ("Tata ruang dan jaringan", room(material))), start=1):
        yield Heading(title, 2, f"1.{place}")
        yield Listing(lines)
    yield Heading("Jalannya acara", number=roman(2))
    yield from _days(material)
    yield Heading("Bila ada gangguan, dan sesudahnya", number=roman(3))
    rows = tuple((str(number), *each) for number, each in enumerate(TROUBLES, start=1))
    yield Table("Gangguan yang sering terjadi", (Column("No", 6, "center"), Column("Yang terjadi", 34), Column("Yang dilakukan", 60)), rows)
    yield Paragraph("Sesudah pelatihan", strong=True, align="left")
    yield Listing(AFTERWARDS, numbered=True)
    yield Heading("Latihan dan jawabannya", number=roman(4))
    yield from _exercises(material)


def _days(material: Material) -> Iterator[Block]:
    columns = (
        Column("Jam", 12, "center"), Column("Menit", 9, "right"), Column("Langkah", 22), Column("Slide", 27), Column("Lakukan", 30),
    )  # fmt: skip
    slides = list(enumerate(timed_slides(material), start=2))
    for day in material.session.days:
        rows, step = [], ""
        for number, (slide, span) in slides:
            if span.day != day:
                continue
            ask = slide.notes.partition("TANYAKAN KEPADA RUANGAN: ")[2].partition("\n")[0]
            # What is shown while people come in belongs to no step yet.
            begins = span.minutes and span.step != step
            shown, step = (span.step, span.step) if begins else ("", step)
            when = clock(_BEGIN + span.start) if span.minutes else "sebelum"
            minutes = str(span.minutes) if span.minutes else "–"
            rows.append((when, minutes, shown, f"{number}. {slide.title}", ask or "Lihat catatan slide."))
        yield Heading(f"Hari ke-{day}", 2, f"2.{day}")
        items = material.session.of_day(day)
        practised = sum(item.minutes for item in items if item.kind == EXERCISE)
        yield Paragraph(
            f"Hari ini {len(items)} langkah, {minutes_of(items)} menit, {practised} menit di antaranya latihan. Slide pada menit “sebelum” "
            "ditampilkan sambil menunggu."
        )
        yield Table(
            f"Menit demi menit hari ke-{day} (jam dengan mulai pukul 08.00, usulan)", columns, tuple(rows), small=True, grouped=False,
            note="Kata-kata untuk setiap slide ada di catatan pembicara pada paparan; kolom terakhir adalah pertanyaan kepada ruangan.",
        )  # fmt: skip


def _exercises(material: Material) -> Iterator[Block]:
    for place, words in enumerate(EXERCISE_WORDS.values(), start=1):
        yield Heading(words.title, 2, f"4.{place}")
        yield Paragraph(words.aim)
        yield Paragraph(f"Petunjuk, satu per satu: {' '.join(words.hints)}", align="left")
        yield Table("Yang sering keliru", (Column("Yang sering keliru", 42), Column("Cara memeriksanya", 58)), words.faults)
        yield Paragraph(f"Bahas bersama: {words.discuss}", align="left")
    yield Heading("Jawaban setiap nomor peserta", 2, "4.7")
    yield Paragraph("Cocokkan dengan nomor peserta di layar; setiap nomor mempunyai angka sendiri.")
    yield _answers(material)


def _answers(material: Material) -> Table:
    rule = material.rule
    rows = []
    for seat in material.source.seats:
        forms, counts = score_forms(rule, seat.forms), score_counts(rule, seat.counts)
        nik, letter, _ = printed_index(rule, forms)
        counted, counted_letter, _ = printed_index(rule, counts)
        by_table = sum(sample_size(each.population, policy=TABLE) for each in seat.services)
        by_formula = sum(sample_size(each.population) for each in seat.services)
        sizes = whole_number(by_table) if by_table == by_formula else f"{whole_number(by_table)} ({whole_number(by_formula)})"
        wrong = [str(place) for place in range(1, len(seat.recap) + 1) if not is_right(rule, seat.recap, place - 1)]
        lowest = ", ".join(material.unsur(each.slug).short for each in weakest_first(counts)[:3])
        rows.append((
            str(seat.number), f"{index_number(nik)} {letter}", sizes, f"{index_number(counted)} {counted_letter}", lowest,
            ", ".join(wrong),
        ))  # fmt: skip
    columns = (
        Column("No", 7, "center"), Column("Hitung tangan", 15, "right"), Column("Jumlah sampel", 16, "right"),
        Column("Kertas kerja", 15, "right"), Column("Tiga unsur terendah", 32), Column("Baris rekap yang salah", 15, "center"),
    )  # fmt: skip
    return Table(
        "Jawaban menurut nomor peserta", columns, tuple(rows), small=True,
        note="Jumlah sampel menurut baris tabel; dalam kurung menurut rumus bila berbeda, keduanya benar. Kertas kerja dan "
        "unsur terendah adalah angka lembar cetak; di layar latihan itu memakai data ruang latihan. Keterangan di bawah rekap hanya di "
        "layar.",
    )  # fmt: skip
