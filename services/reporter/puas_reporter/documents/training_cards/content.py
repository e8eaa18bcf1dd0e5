"""Cards of A6: one sheet with a card for each role, then a sheet of four for each role alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from puas_reporter.documents.placed import Area, CutMark, Item, Page, PlacedDocument, TextBox
from puas_reporter.documents.training_lessons.material import SAMPLE_TENANT, Material

SHEET = (210.0, 297.0)
CARD = (105.0, 148.5)
_INK, _MUTED, _WHITE, _MARK = "#1a1a1a", "#4d4d4d", "#ffffff", "#8a1c1c"


@dataclass(frozen=True, slots=True)
class RoleCard:
    """Who it is for, the one question it answers, what to do, and what to remember."""

    role: str
    question: str
    steps: tuple[str, ...]
    remember: str


def role_cards(material: Material) -> tuple[RoleCard, ...]:
    """The four cards."""
    rule = material.rule
    best = max(rule.bands, key=lambda band: band.nik_from)
    often = material.duties.least_often
    return (
        RoleCard(
            "Petugas perangkat daerah", "Berapa jawaban lagi, sampai kapan?",
            ("Lihat kekurangan di Beranda setiap minggu", "Ajak setiap yang selesai dilayani, tanpa mengarahkan",
             "Masukkan formulir kertas pada hari yang sama", "Tulis rencana untuk tiga unsur terendah",
             "Baca temuan pemeriksa naskah, perbaiki, kirim"),
            f"{material.number_of_unsur.capitalize()} unsur, bobot {material.weight}. Bulatkan sekali saja, di akhir.",
        ),
        RoleCard(
            "Admin kabupaten/kota", "Siapa yang belum, dan apa yang menahannya?",
            ("Rapikan perangkat daerah dan layanan sebelum periode dibuka", "Tetapkan periode, target, dan batas waktu",
             "Periksa laporan yang masuk; beri catatan yang jelas", "Ingatkan yang terlambat, dampingi yang macet",
             "Serahkan hasil ke provinsi"),
            f"Survei {often}." if often else "Satu indeks, satu angka: semua rekap membaca hasil yang sama.",
        ),
        RoleCard(
            "Pimpinan", "Berapa, mengapa, dan apa keputusannya?",
            ("Baca satu halaman: indeks, mutu, jumlah responden", "Tanyakan unsur terendah dan sebabnya",
             "Periksa apakah rencana lalu sudah selesai", "Putuskan satu hal yang hanya dapat diputuskan pimpinan",
             "Umumkan hasil dan janjinya"),
            f"Mutu {best.letter} ({best.label}) mulai NIK {str(best.nik_from).replace('.', ',')}.",
        ),
        RoleCard(
            "Provinsi", "Siapa belum melapor, siapa perlu ditolong?",
            ("Lihat yang terlambat sebelum melihat peringkat", "Bandingkan dengan adil: sampel cukup, layanan sejenis",
             "Kirim pengingat dan penghargaan dari aplikasi", "Latih yang belum mempunyai petugas terlatih",
             "Rekap dari hasil yang diserahkan, jangan mengetik ulang"),
            "Provinsi melihat hasil jadi, bukan jawaban warga.",
        ),
    )  # fmt: skip


def card_sheets(material: Material) -> PlacedDocument:
    """All sheets, ready to be cut."""
    cards = role_cards(material)
    sheets = (cards, *((card,) * 4 for card in cards))
    return PlacedDocument(
        f"Kartu saku {material.session.owner}", material.session.owner, tuple(_sheet(material, each) for each in sheets),
        subject="Kartu saku SKM",
    )  # fmt: skip


def _sheet(material: Material, cards: Sequence[RoleCard]) -> Page:
    items: list[Item] = []
    for place, card in enumerate(cards):
        row, column = divmod(place, 2)
        items += _card(material, card, column * CARD[0], row * CARD[1])
    width, height = SHEET
    items += [CutMark((CARD[0], 0), (CARD[0], height)), CutMark((0, CARD[1]), (width, CARD[1]))]
    return Page(width, height, tuple(items))


def _card(material: Material, card: RoleCard, left: float, top: float) -> list[Item]:
    inner, room = left + 8, CARD[0] - 16
    mark = SAMPLE_TENANT if material.session.is_sample else ""
    items: list[Item] = [
        Area(left + 5, top + 6, CARD[0] - 10, 20, fill=material.accent, radius=2),
        TextBox(card.role, inner, top + 8, room, 8, 15, least=11, bold=True, align="left", colour=_WHITE),
        TextBox(card.question, inner, top + 16.5, room, 7, 10.5, least=8, align="left", colour=_WHITE),
    ]
    for place, step in enumerate(card.steps, start=1):
        at = top + 31 + (place - 1) * 15.5
        items += [
            Area(inner, at + 2, 9, 9, outline=material.accent, radius=1.5),
            TextBox(str(place), inner, at + 2, 9, 9, 13, bold=True, colour=material.accent),
            TextBox(step, inner + 12, at, room - 12, 13, 11.5, least=9, align="left"),
        ]
    foot = TextBox(f"{material.session.owner} · {material.rule.name}", inner, top + 135, room, 4.5, 7.5, least=6, colour=_MUTED)
    items += [
        Area(left + 5, top + 112, CARD[0] - 10, 17, fill="#eef1f4", radius=2),
        TextBox(card.remember, inner, top + 113, room, 15, 11.5, least=8.5, bold=True, align="left"),
        replace(foot, y=top + 130.5),
        TextBox(mark, inner, top + 136, room, 4, 6.5, least=5.5, bold=True, colour=_MARK),
    ]
    return items
