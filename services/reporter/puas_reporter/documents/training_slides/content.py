"""The slides of a training: for every item of the agenda the slides it has time for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from puas.domain.curricula import BREAK, EVALUATION, EXERCISE, TALK, TEST_AFTER, TEST_BEFORE, AgendaItem
from puas.domain.training_source import minutes_of
from puas.presentation.numbers import whole_number
from puas_reporter.documents.slide_deck import Deck, Entrance, Grid, Opening, Part, Points, Slide, Statement
from puas_reporter.documents.training_lessons.lesson import Lesson
from puas_reporter.documents.training_lessons.material import SAMPLE, Material
from puas_reporter.documents.training_lessons.words import EXERCISE_WORDS, TOPIC_AIMS, TOPIC_TITLES
from puas_reporter.documents.training_slides.notes import note, way_in
from puas_reporter.documents.training_slides.timing import Span, chosen_lessons, shares, starts

_MOST_AGENDA_ROWS = 12
_KIND_WORDS = {
    TALK: "paparan", EXERCISE: "latihan", TEST_BEFORE: "tes awal", TEST_AFTER: "tes akhir", EVALUATION: "evaluasi", BREAK: "istirahat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Plain:
    """A slide before its minutes are known."""

    title: str
    parts: tuple[tuple[Part, float], ...]
    say: str
    ask: str = ""
    more: str = ""
    source: str = ""
    code: str = ""
    chapter: str = ""
    is_pause: bool = False
    # Shown while people come in, with no minutes of its own.
    is_before: bool = False


def training_deck(material: Material, emblem: bytes | None = None) -> Deck:
    """All slides of a session."""
    session = material.session
    return Deck(
        title=session.title,
        author=session.owner,
        subject=f"Paparan pelatihan SKM, {material.rule.name}",
        keywords=("SKM", "IKM", "Pelatihan", session.owner),
        accent=material.accent,
        footer=f"{session.title} · {session.owner} · {material.source.document_id}",
        mark=SAMPLE,
        emblem=emblem,
        created=material.source.prepared_at,
        opening=Opening(
            session.title, (session.owner, material.days, material.where),
            note(Span(session.days[0], 0, 0, "Menyambut peserta"),
                 f"Selamat datang. Pelatihan ini untuk {material.whom}, berdasarkan {material.rule.name}. Tampilkan slide ini sampai semua "
                 "peserta duduk.", more=way_in(material)),
        ),
        slides=tuple(slide for slide, _span in timed_slides(material)),
    )  # fmt: skip


def timed_slides(material: Material) -> tuple[tuple[Slide, Span], ...]:
    """Every slide after the opening, with when it is shown."""
    others = 1 + sum(len(tuple(_of_item(material, item, ()))) for item in material.session.agenda if not _is_chapter(material, item))
    others += 1 + len(material.session.days) + 1
    lessons = chosen_lessons(material, others)
    begin = starts(material.session.agenda)
    found: list[tuple[Slide, Span]] = []
    for item, plain in _planned(material, lessons):
        timed = [each for each in plain if not each.is_before]
        minutes = iter(shares(item.minutes, len(timed)))
        at = begin[item.key]
        for each in plain:
            span = Span(item.day, at, 0 if each.is_before else next(minutes), item.title)
            at += span.minutes
            found.append((_slide(each, span), span))
    return tuple(found)


def _is_chapter(material: Material, item: AgendaItem) -> bool:
    return item.kind == TALK and item.topic in TOPIC_TITLES


def _planned(material: Material, lessons: dict[str, tuple[Lesson, ...]]) -> Iterator[tuple[AgendaItem, list[_Plain]]]:
    agenda = material.session.agenda
    seen: set[int] = set()
    for place, item in enumerate(agenda):
        slides = list(_of_item(material, item, lessons.get(item.key, ())))
        if item.day not in seen:
            seen.add(item.day)
            first = [_join(material)] if place == 0 else []
            slides = [*first, *_agenda(material, item.day), *slides]
        if place == len(agenda) - 1:
            slides.append(_closing(material))
        yield item, slides


def _slide(plain: _Plain, span: Span) -> Slide:
    said = note(span, plain.say, plain.ask, plain.more)
    return Slide(plain.title, plain.parts, said, plain.source, plain.code, plain.chapter, plain.is_pause)


def _of_item(material: Material, item: AgendaItem, lessons: tuple[Lesson, ...]) -> Iterator[_Plain]:
    """The slides of an agenda item; a talk about no chapter of ours, or without time for a lesson, has one with its title."""
    if item.kind == EXERCISE and item.topic in EXERCISE_WORDS:
        yield from _exercise(material, item)
    elif item.kind == BREAK:
        yield _Plain(
            item.title, ((Points((f"{whole_number(item.minutes)} menit",)), 1.0),), "Sebutkan jam kembali, dan tuliskan di papan tulis.",
            is_pause=True,
        )  # fmt: skip
    elif item.kind in (TEST_BEFORE, TEST_AFTER):
        yield _test(material, item)
    elif item.kind == EVALUATION:
        yield _evaluation(material, item)
    elif lessons:
        chapter = TOPIC_TITLES[item.topic]
        for each in lessons:
            yield _Plain(each.title, each.parts, each.say, each.ask, source=each.source, chapter=chapter)
    elif item is material.session.agenda[0]:
        yield _aims(material, item)
    else:
        yield _Plain(
            item.title, ((Statement(item.title, TOPIC_AIMS.get(item.topic, material.session.owner)), 0.5),),
            "Bagian ini tidak mempunyai slide lain; gunakan waktunya untuk berbicara langsung dengan ruangan.",
            "Apa yang ingin Bapak dan Ibu tanyakan sebelum kita lanjut?",
        )  # fmt: skip


def _aims(material: Material, item: AgendaItem) -> _Plain:
    """What people can do afterwards: the aims of the chapters that are taught."""
    taught = dict.fromkeys(each.topic for each in material.session.agenda if _is_chapter(material, each))
    lines = tuple(TOPIC_AIMS[topic].removeprefix("Peserta dapat ").capitalize() for topic in taught)
    known = (f"Melaksanakan survei menurut {material.rule.name}.",)
    return _Plain(
        "Setelah pelatihan ini, peserta dapat", ((Points(lines or known, numbered=True), 1.0),),
        f"{item.title}: sambut peserta, perkenalkan diri, lalu bacakan tujuan pelatihan. Sebutkan bahwa setiap orang "
        "berlatih di ruang latihannya sendiri.",
        "Apa yang paling ingin Bapak dan Ibu bawa pulang dari pelatihan ini?", chapter=item.title,
    )  # fmt: skip


def _join(material: Material) -> _Plain:
    session = material.session
    address = session.join_url.partition("://")[2] or session.join_url
    entrance = Entrance(
        f"{session.join_url}/{session.code}", address, session.code,
        ("Isi nama dan unit kerja; tidak perlu alamat surel.", "Catat kode pribadi: dengan itu Anda kembali dari gawai lain."),
    )  # fmt: skip
    return _Plain(
        "Bergabung ke ruang latihan", ((entrance, 1.0),),
        "Tampilkan sambil peserta masuk. Bantu yang kesulitan memindai; alamat dan kode dapat diketik. Setiap peserta mendapat ruang "
        "latihan sendiri dengan data contoh.",
        "Siapa yang belum melihat nomor pesertanya di layar?", way_in(material), is_before=True,
    )  # fmt: skip


def _agenda(material: Material, day: int) -> list[_Plain]:
    items = material.session.of_day(day)
    shown = items if len(items) <= _MOST_AGENDA_ROWS else tuple(each for each in items if each.kind != BREAK)
    rows = tuple((str(number), each.title, _KIND_WORDS[each.kind], f"{each.minutes}") for number, each in enumerate(shown, start=1))
    title = "Acara hari ini" if len(material.session.days) == 1 else f"Acara hari ke-{day}"
    grid = Grid(("No", "Acara", "Bentuk", "Menit"), rows, (8, 60, 20, 12), frozenset({3}), title)
    hours, minutes = divmod(minutes_of(items), 60)
    length = f"{hours} jam {minutes} menit" if minutes else f"{hours} jam"
    return [
        _Plain(
            title, ((grid, 1.0),), f"Bacakan garis besarnya saja. Seluruhnya {length}. Susunan ini usulan dan dapat disesuaikan pelatih.",
            "Bagian mana yang paling ditunggu?", source=f"Susunan acara: {length}; usulan, bukan ketentuan peraturan.", is_before=True,
        )
    ]  # fmt: skip


def _exercise(material: Material, item: AgendaItem) -> Iterator[_Plain]:
    words = EXERCISE_WORDS[item.topic]
    session = material.session
    yield _Plain(
        words.title, ((Statement(words.aim, f"{session.join_url.partition('://')[2]} · kode {session.code}"), 0.32),
                      (Points(words.steps, numbered=True), 0.68)),
        f"Buka langkah “{item.title}” di layar pelatih agar soalnya muncul. Setiap peserta mendapat angka yang berbeda, dibuat dari nomor "
        "pesertanya, sehingga jawabannya tidak dapat disalin. Petunjuk dibuka satu per satu: " + " ".join(words.hints),
        "Siapa yang ingin mengerjakan berpasangan?", way_in(material), chapter="Latihan", code=f"{session.join_url}/{session.code}",
    )  # fmt: skip
    yield _Plain(
        f"Membahas: {words.title.lower()}",
        ((Grid(("Yang sering keliru", "Cara memeriksanya"), words.faults, (42, 58), description="Kekeliruan yang sering"), 0.62),
         (Statement(words.discuss), 0.38)),
        "Lihat papan hasil ruangan. Mintalah satu peserta menjelaskan caranya, lalu tunjukkan penyelesaian dan kertas kerjanya. Jawaban "
        "setiap nomor peserta ada di lembar latihan pelatih.",
        words.discuss, chapter="Latihan",
    )  # fmt: skip


def _test(material: Material, item: AgendaItem) -> _Plain:
    is_before = item.kind == TEST_BEFORE
    lines = (
        "Soal diambil acak dari bank soal; setiap orang berbeda.",
        "Pilih satu jawaban, lalu kirim. Jawaban dapat diperbaiki sebelum dikirim.",
        "Hasilnya untuk mengukur pelatihan, bukan untuk menilai pegawai." if is_before else "Bandingkan dengan tes awal Anda sendiri.",
    )
    return _Plain(
        item.title,
        ((Statement("Tes awal" if is_before else "Tes akhir", f"{whole_number(item.minutes)} menit"), 0.3), (Points(lines), 0.7)),
        "Buka langkah tes di layar pelatih. Tegaskan bahwa tes ini tidak memengaruhi penilaian siapa pun.",
        more=way_in(material), code=f"{material.session.join_url}/{material.session.code}",
    )  # fmt: skip


def _evaluation(material: Material, item: AgendaItem) -> _Plain:
    lines = ("Isi evaluasi dari telepon masing-masing.", "Jawaban tidak memuat nama.", "Tulis satu hal yang baik dan satu hal yang kurang.")
    return _Plain(
        item.title, ((Points(lines), 1.0),), "Beri waktu hening. Jangan berkeliling melihat layar peserta.",
        more=way_in(material), code=f"{material.session.join_url}/{material.session.code}",
    )  # fmt: skip


def _closing(material: Material) -> _Plain:
    lines = (
        "Bawa pulang: daftar layanan, rencana, dan susunan unit dari ruang latihan.",
        "Besok: pasang atau periksa stiker QR di loket.",
        "Minggu ini: hitung sampel unit sendiri dengan angka yang sebenarnya.",
        "Ruang latihan dihapus setelah waktunya; data contoh tidak pernah masuk rekap.",
    )
    return _Plain(
        "Setelah pulang dari sini", ((Points(lines, numbered=True), 1.0),),
        "Akhiri dengan satu janji dari setiap peserta. Jelaskan cara mengambil susunan latihan dan sertifikat.",
        "Apa satu hal yang Bapak dan Ibu kerjakan besok pagi?", way_in(material),
    )  # fmt: skip
