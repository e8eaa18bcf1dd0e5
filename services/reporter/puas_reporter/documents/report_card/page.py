"""The report card as exactly one A4 page: every line has its place, and words that are too many for it are set smaller."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from puas.domain.card_rules import MISSING as NO_FIGURE
from puas.domain.card_rules import UNJUDGED
from puas.domain.card_source import CardSource
from puas.domain.report_card import CardLine
from puas.presentation.card_texts import LEVEL_WORDS, LINE_NAMES, POLICY_WORDS, SHARES, figure_text, remarks
from puas.presentation.charts import PAPER, SmallPoint, small_trend, verdict_look
from puas.presentation.dates import date_time, long_date
from puas.presentation.numbers import MISSING
from puas_reporter.documents.filing import SAMPLE
from puas_reporter.documents.placed import Area, Item, Page, Picture, PlacedDocument, QrCode, TextBox
from puas_reporter.documents.report_card.content import NO_TOTAL, letter_text, title_of
from puas_reporter.documents.skm_report.front_matter import print_accent

PAGE = (210.0, 297.0)
_LEFT, _RIGHT = 16.0, 194.0
_WIDTH = _RIGHT - _LEFT
_MUTED, _QUIET, _MARK = "#4d4d4d", "#eef1f4", "#8a1c1c"
_FIRST_ROW, _ROOM = 60.0, 128.0
_HALF = (_WIDTH - 6) / 2


def card_page(source: CardSource, emblem: bytes | None = None) -> PlacedDocument:
    """The page of a card."""
    accent = print_accent(source.head.letterhead.accent_colour)
    items = [*_head(source, emblem, accent), *_table(source, accent)]
    items += _sentences("Yang sudah baik", source.strengths, "Belum ada angka yang baik menurut aturannya.", _LEFT, accent)
    nothing = "Tidak ada yang mendesak menurut aturan tiap ukuran."
    items += _sentences("Langkah berikutnya", source.steps, nothing, _LEFT + _HALF + 6, accent)
    items += [*_signature(source), *_foot(source)]
    title = f"{title_of(source)} {source.unit}"
    return PlacedDocument(
        title, source.head.office, (Page(*PAGE, tuple(items)),), subject=title, keywords=("Rapor pelayanan", source.unit)
    )


def _head(source: CardSource, emblem: bytes | None, accent: str) -> list[Item]:
    paper = source.head.letterhead
    left = _LEFT + (22 if emblem else 0)
    width = _RIGHT - left
    lines = [*paper.lines, ""][:2]
    marks = [each for each in (source.head.draft_mark, SAMPLE if source.head.is_sample else "") if each]
    items: list[Item] = [
        TextBox(lines[0].upper(), left, 10, width, 6, 11.5, least=8, align="left"),
        TextBox(lines[1].upper(), left, 16, width, 6.5, 13.5, least=8, bold=True, align="left"),
        TextBox(paper.address, left, 22.5, width, 4.5, 8, least=6, align="left", colour=_MUTED),
        Area(_LEFT, 31, _WIDTH, 15, fill=accent),
        TextBox(title_of(source), _LEFT + 5, 32, _WIDTH - 10, 6, 11, least=8, align="left", colour="#ffffff"),
        TextBox(source.unit, _LEFT + 5, 37.5, _WIDTH - 10, 7.5, 15, least=9, bold=True, align="left", colour="#ffffff"),
        TextBox(_known(source), _LEFT, 52, _WIDTH, 5, 9, least=7, align="left", colour=_MUTED),
    ]
    if emblem:
        items.append(Picture(emblem, _LEFT, 8, 18, 21))
    if marks:
        items += [
            Area(_LEFT, 46, _WIDTH, 5.2, fill=_MARK),
            TextBox(" · ".join(marks), _LEFT + 3, 46.3, _WIDTH - 6, 4.6, 8.5, bold=True, colour="#ffffff"),
        ]
    return items


def _known(source: CardSource) -> str:
    card = source.card
    counted = [f"{card.with_level(level)} {words}" for level, words in LEVEL_WORDS.items() if card.with_level(level)]
    return f"{card.known} dari {len(card.lines)} ukuran mempunyai angka: {', '.join(counted)}."


def _table(source: CardSource, accent: str) -> list[Item]:
    lines = source.card.lines
    height = min(_ROOM / len(lines), 14.0)
    items: list[Item] = [Area(_LEFT, _FIRST_ROW - 1.2, _WIDTH, 0.5, fill=accent)]
    for number, line in enumerate(lines):
        items += _row(line, _FIRST_ROW + number * height, height)
    return items


def _row(line: CardLine, top: float, height: float) -> list[Item]:
    inner = height - 1.2
    words = "; ".join(remarks(line))
    upper = inner * 0.58 if words else inner
    said = letter_text(line)
    wide = 31 if said != MISSING else 63
    items: list[Item] = [
        TextBox(LINE_NAMES[line.key], _LEFT, top, 46, inner, 9, least=6.5, bold=True, align="left"),
        TextBox(MISSING if line.is_missing else figure_text(line), _LEFT + 47, top, wide, upper, 13, least=6, bold=True, align="left"),
        TextBox(words, _LEFT + 47, top + inner * 0.58, 63, inner * 0.42, 7, least=4.8, align="left", colour=_MUTED),
        *_verdict(line, _LEFT + 112, top + inner * 0.2, inner * 0.6),
        Area(_LEFT, top + inner + 0.4, _WIDTH, 0.2, fill="#c4c4c4"),
    ]
    if said != MISSING:
        items.append(TextBox(said, _LEFT + 72, top, 38, upper, 9, least=5, bold=True, align="left"))
    if len(line.trend) > 1 and any(each.value is not None for each in line.trend):
        points = [SmallPoint(str(each.year), each.value, each.letter, each.level, each.rule) for each in line.trend]
        places = 0 if line.key in SHARES or line.key == "innovations" else 2
        unit = "%" if line.key in SHARES else ""
        drawing = small_trend(points, title=LINE_NAMES[line.key], chart_id="tren", places=places, unit=unit, palette=PAPER, width=190)
        items.append(Picture(drawing.encode(), _LEFT + 137, top - 0.4, _WIDTH - 137, inner + 0.8))
    return items


def _verdict(line: CardLine, left: float, top: float, height: float) -> list[Item]:
    """The verdict in words on its shade; what is not judged has an outline only."""
    words = LEVEL_WORDS[line.level]
    if line.level in (UNJUDGED, NO_FIGURE):
        return [Area(left, top, 23, height, outline="#8a8a8a", radius=1.2), TextBox(words, left + 1, top, 21, height, 7.5, least=6)]
    look = verdict_look(line.level)
    return [
        Area(left, top, 23, height, fill=look.fill, radius=1.2),
        TextBox(words, left + 1, top, 21, height, 7.5, least=5.5, bold=True, colour=look.on_fill),
    ]


def _sentences(title: str, sentences: Sequence[str], nothing: str, left: float, accent: str) -> list[Item]:
    items: list[Item] = [
        TextBox(title, left, 190, _HALF, 5.5, 10.5, bold=True, align="left", colour=accent), Area(left, 195.8, _HALF, 0.5, fill=accent),
    ]  # fmt: skip
    if not sentences:
        items.append(TextBox(nothing, left, 197.5, _HALF, 8, 8.5, least=7, align="left", colour=_MUTED))
    for number, words in enumerate(sentences, start=1):
        top = 197.5 + (number - 1) * 8
        items += [
            TextBox(f"{number}.", left, top, 5, 7.4, 8.5, bold=True, align="left", colour=accent),
            TextBox(words, left + 5.5, top, _HALF - 5.5, 7.4, 8.5, least=5.5, align="left"),
        ]
    return items


def _signature(source: CardSource) -> list[Item]:
    head, who = source.head, source.head.signatory
    day = long_date(head.prepared_at.astimezone(ZoneInfo(head.time_zone)).date())
    left, width = 112.0, _RIGHT - 112.0
    found: list[Item] = [
        QrCode(head.verification_url, _LEFT, 243, 26),
        TextBox("Periksa keaslian dokumen ini\ndengan memindai kode di samping.", _LEFT + 28, 249, 50, 10, 8, least=6, align="left"),
        TextBox(f"{who.place}, {day}" if who.place else day, left, 241, width, 5, 9.5, least=7),
        TextBox(who.position or "(jabatan penanda tangan)", left, 246, width, 8, 9.5, least=7, stands="top"),
        TextBox(who.name or "(nama penanda tangan)", left, 270, width, 5, 9.5, least=7, bold=True),
    ]
    if who.nip:
        found.append(TextBox(f"NIP {who.nip}", left, 275, width, 4.5, 9, least=7))
    return found


def _foot(source: CardSource) -> list[Item]:
    head = source.head
    made = date_time(head.prepared_at, head.time_zone)
    text = f"Nomor dokumen {head.document_id} · keaslian: {head.verification_url} · disusun {made} · halaman 1 dari 1"
    return [
        TextBox(f"{NO_TOTAL} Selain mutu SKM: {POLICY_WORDS[0].lower()}{POLICY_WORDS[1:]}", _LEFT, 280.5, _WIDTH, 4, 6.5, least=4.5,
                align="left", colour=_MUTED),
        TextBox(text, _LEFT, 285, _WIDTH, 3.6, 7, least=5, align="left", colour=_MUTED),
    ]  # fmt: skip
