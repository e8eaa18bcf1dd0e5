"""A certificate: one landscape page for the wall, and its back with subjects, minutes and what was achieved."""

from __future__ import annotations

from puas.domain.certificate_source import CertificateSource
from puas.domain.printed_numbers import percentage, thousands
from puas.presentation.dates import date_range
from puas_reporter.documents.placed import Area, Item, Page, PlacedDocument, TextBox
from puas_reporter.documents.skm_report.front_matter import print_accent
from puas_reporter.documents.wall_page import (
    HEIGHT,
    INK,
    LEFT,
    MUTED,
    RIGHT,
    TEXT,
    WIDTH,
    Proof,
    foot,
    frame,
    head,
    sample_mark,
    title,
)

TITLE = "SERTIFIKAT"
SAMPLE = "DATA CONTOH: nama dan angka dalam sertifikat ini rekaan"
_CHECK = "Keaslian sertifikat ini dapat diperiksa dengan memindai kode ini."
_TABLE_TOP, _TABLE_FOOT = 57.0, 172.0
_ROOMY, _TIGHT = 7.0, 3.2
_ROWS_ABREAST = 22


def certificate(source: CertificateSource, emblem: bytes | None = None) -> PlacedDocument:
    """Front and back."""
    accent = print_accent(source.letterhead.accent_colour)
    return PlacedDocument(
        f"Sertifikat {source.name} {source.number}", source.owner, (_front(source, accent, emblem), _back(source, accent)),
        subject=source.title, keywords=("SKM", "Sertifikat", source.owner, source.number),
    )  # fmt: skip


def _front(source: CertificateSource, accent: str, emblem: bytes | None) -> Page:
    items = [
        *frame(accent), *head(source.letterhead.lines, emblem), *title(TITLE, source.number, source.name, accent),
        TextBox(_who(source), LEFT, 107, TEXT, 6, 12, least=8, colour=MUTED),
        TextBox("atas keikutsertaannya sebagai peserta", LEFT, 113, TEXT, 6, 12, colour=MUTED),
        TextBox(source.title, LEFT, 118.5, TEXT, 9, 16, least=10, bold=True, colour=accent),
        TextBox(_when(source), LEFT + 12, 127.5, TEXT - 24, 9, 12, least=7, colour=INK),
        TextBox(f"selama {source.hours} jam pelajaran (JP)", LEFT, 136, TEXT, 6, 12, colour=INK),
        *foot(source.signatory, Proof(source.verification_url, source.document_id, _CHECK)),
    ]  # fmt: skip
    if source.is_sample:
        items.append(sample_mark(SAMPLE))
    return Page(WIDTH, HEIGHT, tuple(items))


def _who(source: CertificateSource) -> str:
    return ", ".join(each for each in (source.position, source.agency_name) if each)


def _when(source: CertificateSource) -> str:
    where = f" di {source.place}" if source.place else " secara daring"
    return f"yang diselenggarakan oleh {source.owner} pada {date_range(source.starts_on, source.ends_on)}{where}"


def _back(source: CertificateSource, accent: str) -> Page:
    items: list[Item] = [
        *frame(accent),
        TextBox("MATERI PELATIHAN", LEFT, 24, TEXT, 9, 18, bold=True, colour=accent),
        TextBox(source.title, LEFT, 33.5, TEXT, 6, 12, least=8, colour=INK),
        TextBox(f"{source.name} · Nomor {source.number}", LEFT, 40, TEXT, 5.5, 10, least=7, colour=MUTED),
        *_table(source, accent),
        *_achievement(source),
    ]
    if source.is_sample:
        items.append(sample_mark(SAMPLE))
    return Page(WIDTH, HEIGHT, tuple(items))


def _table(source: CertificateSource, accent: str) -> list[Item]:
    """One column of subjects, or two side by side where there are many; rows become lower so that all stand on the page."""
    subjects = list(enumerate(source.subjects, start=1))
    abreast = 1 if len(subjects) <= _ROWS_ABREAST else 2
    each = -(-len(subjects) // abreast)
    # Two more rows: the head and the sum.
    row = max(_TIGHT, min(_ROOMY, (_TABLE_FOOT - _TABLE_TOP) / (each + 2)))
    width = (TEXT - 8 * (abreast - 1)) / abreast
    items: list[Item] = []
    for column in range(abreast):
        left = LEFT + column * (width + 8)
        items += _line(left, width, _TABLE_TOP, row, ("No.", "Materi", "Menit"), bold=True)
        items.append(Area(left, _TABLE_TOP + row - 0.2, width, 0.4, fill=accent))
        for place, (number, subject) in enumerate(subjects[column * each : (column + 1) * each], start=1):
            top = _TABLE_TOP + place * row
            items += _line(left, width, top, row, (str(number), subject.title, str(subject.minutes)))
            items.append(Area(left, top + row - 0.1, width, 0.15, fill="#c9c9c9"))
    last = LEFT + (abreast - 1) * (width + 8)
    total = (_TABLE_TOP + (each + 1) * row, ("", f"Jumlah, setara {source.hours} jam pelajaran (JP)", thousands(source.minutes)))
    return [*items, *_line(last, width, total[0], row, total[1], bold=True)]


def _line(left: float, width: float, top: float, row: float, words: tuple[str, str, str], *, bold: bool = False) -> list[Item]:
    size = min(10.0, row * 1.6)
    return [
        TextBox(words[0], left, top, 10, row, size, least=5, bold=bold, align="right"),
        TextBox(words[1], left + 14, top, width - 34, row, size, least=5, bold=bold, align="left"),
        TextBox(words[2], left + width - 20, top, 18, row, size, least=5, bold=bold, align="right"),
    ]


def _achievement(source: CertificateSource) -> list[Item]:
    """What was achieved, in one line; what there was nothing of is left out."""
    done = source.achievement
    right, length = done.test_right, done.test_length
    parts = (
        (done.days_attended, f"hadir {done.days_attended} dari {done.days} hari"),
        (right, f"nilai tes akhir {percentage(right, length)} ({right} dari {length} benar)"),
        (done.exercises_solved, f"latihan selesai {done.exercises_solved} dari {done.exercises}"),
    )
    said = "; ".join(words for number, words in parts if number)
    check = f"{source.document_id} · {source.verification_url}"
    return [
        TextBox(f"Capaian: {said}." if said else "", LEFT, 175, TEXT, 6, 10, least=7, align="left"),
        TextBox(check, RIGHT - TEXT / 2, 190.4, TEXT / 2, 4.5, 8, align="right", colour=MUTED),
    ]
