"""Four posters: how to answer, why it matters, what is asked, where to complain. A4; A3 is the same enlarged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from puas_reporter.documents.placed import Area, Item, Page, Picture, PlacedDocument, TextBox, enlarged
from puas_reporter.documents.training_lessons.material import SAMPLE_TENANT, Material

A4, A3 = (210.0, 297.0), (297.0, 420.0)
SIZES = {"a4": A4, "a3": A3}
_WIDTH, _HEIGHT = A4
_LEFT, _TEXT = 18.0, 174.0
_INK, _MUTED, _QUIET, _MARK, _WHITE = "#1a1a1a", "#4d4d4d", "#eef1f4", "#8a1c1c", "#ffffff"
_TOP, _BOTTOM = 92.0, 262.0
LAPOR = "SP4N-LAPOR!, www.lapor.go.id"


def posters(material: Material, size: str, emblem: bytes | None = None) -> PlacedDocument:
    """All four, one page each."""
    pages = (_how(material), _why(material), _unsur(material), _complain(material))
    made = tuple(_page(material, title, lead, items, emblem) for title, lead, items in pages)
    width, height = SIZES[size]
    return PlacedDocument(
        f"Poster loket {material.session.owner}", material.session.owner,
        tuple(each if size == "a4" else enlarged(each, width, height) for each in made), subject="Poster loket SKM",
    )  # fmt: skip


def _page(material: Material, title: str, lead: str, items: Sequence[Item], emblem: bytes | None) -> Page:
    head = [*material.session.letterhead.lines, ""][:2]
    left = _LEFT + (24 if emblem else 0)
    found: list[Item] = [
        Area(0, 0, _WIDTH, 36, fill=material.accent),
        TextBox(head[0], left, 8, _WIDTH - left - _LEFT, 8, 15, least=9, bold=True, align="left", colour=_WHITE),
        TextBox(head[1], left, 17, _WIDTH - left - _LEFT, 7, 12, least=8, align="left", colour=_WHITE),
        TextBox(title, _LEFT, 42, _TEXT, 26, 40, least=24, bold=True, colour=material.accent),
        TextBox(lead, _LEFT, 69, _TEXT, 16, 17, least=12, colour=_INK),
        *items,
        Area(0, 270, _WIDTH, 27, fill=_QUIET),
        Area(0, 294.5, _WIDTH, 2.5, fill=material.accent),
        TextBox("Survei Kepuasan Masyarakat", _LEFT, 273, _TEXT, 8, 15, bold=True),
        TextBox(f"{material.rule.name} · {material.session.owner}", _LEFT, 281.5, _TEXT, 6, 10.5, colour=_MUTED),
    ]
    if emblem:
        found += [Area(_LEFT, 5, 20, 26, fill=_WHITE, radius=2), Picture(emblem, _LEFT + 1.5, 6.5, 17, 23)]
    if material.session.is_sample:
        found += [
            Area(0, 36, _WIDTH, 5, fill=_MARK),
            TextBox(SAMPLE_TENANT, 5, 36.3, _WIDTH - 10, 4.4, 8.5, bold=True, colour=_WHITE),
        ]
    return Page(_WIDTH, _HEIGHT, tuple(found))


def _cards(material: Material, lines: Sequence[tuple[str, str, str]], *, size: float = 20) -> list[Item]:
    """Rows with a sign, a line, and a smaller one below."""
    step = (_BOTTOM - _TOP) / len(lines)
    items: list[Item] = []
    for place, (sign, line, small) in enumerate(lines):
        top = _TOP + place * step
        tall = step - 4
        badge = min(tall - 6, 24)
        text = _LEFT + 12 + badge
        room = _WIDTH - _LEFT - text - 5
        middle = tall * (0.56 if small else 0.9)
        items += [
            Area(_LEFT, top, _TEXT, tall, fill=_WHITE, outline=material.accent, radius=3),
            Area(_LEFT + 5, top + (tall - badge) / 2, badge, badge, fill=material.accent, radius=2),
            TextBox(sign, _LEFT + 5, top + (tall - badge) / 2, badge, badge, badge * 1.5, least=9, bold=True, colour=_WHITE),
            TextBox(line, text, top + tall * 0.05, room, middle, size, least=12, bold=True, align="left"),
        ]
        if small:
            below = TextBox(small, text, top + tall * 0.58, room, tall * 0.38, size * 0.7, least=9, align="left", stands="top")
            items.append(replace(below, colour=_MUTED))
    return items


def _how(material: Material) -> tuple[str, str, list[Item]]:
    lines = (
        ("1", "Pindai kode QR di loket", "Cukup kamera telepon; tidak ada aplikasi yang dipasang."),
        ("2", f"Jawab {material.number_of_unsur} pertanyaan", "Satu ketukan untuk setiap pertanyaan, kurang dari satu menit."),
        ("3", "Tulis saran bila ada", "Boleh dikosongkan. Nama tidak ditanyakan."),
        ("4", "Tekan Kirim", "Tidak punya telepon? Mintalah formulir kertas kepada petugas."),
    )
    return "Cara menilai layanan kami", "Empat langkah, tanpa nama, tanpa biaya.", _cards(material, lines)


def _why(material: Material) -> tuple[str, str, list[Item]]:
    lines = (
        ("1", "Jawaban Anda dibaca", "Setiap jawaban dihitung, setiap saran dibaca."),
        ("2", "Yang terendah dibenahi lebih dahulu", "Rencana perbaikan mempunyai waktu dan penanggung jawab."),
        ("3", "Hasilnya diumumkan", "Nilai dan tindak lanjutnya dipasang di tempat layanan."),
        ("4", "Jujur tidak merugikan Anda", "Jawaban tidak memuat nama dan tidak memengaruhi urusan Anda."),
    )
    return "Suara Anda berarti", "Satu menit Anda memperbaiki layanan untuk semua.", _cards(material, lines)


def _unsur(material: Material) -> tuple[str, str, list[Item]]:
    order = material.rule.slugs("questionnaire") if "questionnaire" in material.rule.orders else material.rule.slugs()
    lines = [(str(place), material.unsur(slug).name, "") for place, slug in enumerate(order, start=1)]
    title = f"{material.number_of_unsur.capitalize()} hal yang Anda nilai"
    return title, "Urutannya sama dengan pertanyaan pada formulir.", _cards(material, lines, size=19)


def _complain(material: Material) -> tuple[str, str, list[Item]]:
    head = material.session.letterhead
    ways = " · ".join(each for each in (f"Telepon {head.phone}" if head.phone else "", head.email) if each)
    blank = "………………………………………………"
    lines = (
        ("1", "Sampaikan kepada petugas pengaduan", f"Nama dan nomor: {blank}"),
        ("2", "Tulis di kotak atau formulir pengaduan", f"Tempatnya: {blank}"),
        ("3", LAPOR, "Saluran pengaduan nasional; laporan diteruskan kepada instansi yang berwenang."),
        ("4", "Hubungi kantor kami", ways or blank),
    )
    return "Ada keluhan?", "Survei menilai layanan. Untuk masalah yang perlu dijawab, gunakan saluran ini.", _cards(material, lines)
