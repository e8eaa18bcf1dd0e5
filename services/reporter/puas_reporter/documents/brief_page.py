"""A brief as exactly one A4 page: every part has its place, and words that are too many for it are set smaller."""

from __future__ import annotations

from puas.presentation.dates import date_time
from puas.presentation.grades import grade_look
from puas_reporter.documents.brief import Brief, KeyFact, NamedValue
from puas_reporter.documents.placed import Area, Item, Page, Picture, PlacedDocument, QrCode, TextBox
from puas_reporter.documents.skm_report.front_matter import print_accent

PAGE = (210.0, 297.0)
_LEFT, _RIGHT = 16.0, 194.0
_WIDTH = _RIGHT - _LEFT
_MUTED = "#4d4d4d"
_QUIET = "#eef1f4"
_MARK = "#8a1c1c"
_TREND_WIDTH = 340
_HALF = (_WIDTH - 6) / 2


def placed_brief(brief: Brief, emblem: bytes | None = None) -> PlacedDocument:
    """The page of a brief."""
    frame = brief.frame
    accent = print_accent(frame.letterhead.accent_colour)
    items = [
        *_head(brief, emblem, accent),
        *_index(brief, accent),
        *_trend_and_unsur(brief, accent),
        *_units(brief, accent),
        *_promises(brief, accent),
        *_decisions(brief, accent),
        *_foot(brief),
    ]
    return PlacedDocument(f"{brief.title} {frame.name} {frame.label}", frame.name, (Page(*PAGE, tuple(items)),))


def _head(brief: Brief, emblem: bytes | None, accent: str) -> list[Item]:
    left = _LEFT + (22 if emblem else 0)
    width = _RIGHT - 30 - left
    head = brief.frame.letterhead
    lines = [*head.lines, ""][:2]
    items: list[Item] = [
        TextBox(lines[0].upper(), left, 10, width, 6, 11.5, least=8, align="left"),
        TextBox(lines[1].upper(), left, 16, width, 6.5, 13.5, least=8, bold=True, align="left"),
        TextBox(head.address, left, 22.5, width, 4.5, 8, least=6, align="left", colour=_MUTED),
        QrCode(brief.frame.verification_url, _RIGHT - 24, 7, 24),
        Area(_LEFT, 32, _WIDTH, 15, fill=accent),
        TextBox(brief.title, _LEFT + 5, 33.5, _WIDTH - 10, 7, 15, least=10, bold=True, align="left", colour="#ffffff"),
        TextBox(brief.scope, _LEFT + 5, 40.3, _WIDTH - 10, 5, 9.5, least=7, align="left", colour="#ffffff"),
    ]
    if emblem:
        items.append(Picture(emblem, _LEFT, 8, 18, 21))
    if brief.mark:
        items += [
            Area(_LEFT, 47, _WIDTH, 5.5, fill=_MARK),
            TextBox(brief.mark, _LEFT + 3, 47.4, _WIDTH - 6, 4.7, 8.5, bold=True, colour="#ffffff"),
        ]
    return items


def _index(brief: Brief, accent: str) -> list[Item]:
    look = grade_look(brief.mutu)
    items: list[Item] = [
        TextBox(brief.declared, _LEFT, 54, 84, 10, 9.5, least=7, align="left", colour=_MUTED),
        TextBox(brief.index, _LEFT, 64, 50, 18, 46, bold=True, align="left", colour=accent),
        Area(_LEFT + 54, 65, 30, 16, fill=look.fill, radius=2),
        TextBox(brief.letter, _LEFT + 55, 65.6, 28, 9, 22, bold=True, colour=look.on_fill),
        TextBox(brief.predikat, _LEFT + 55, 74.3, 28, 5.5, 9.5, least=6.5, bold=True, colour=look.on_fill),
        TextBox(brief.other_mean, _LEFT, 83, 84, 7.5, 8.5, least=6.5, align="left", colour=_MUTED),
    ]
    for number, fact in enumerate(brief.facts):
        items += _fact(fact, _LEFT + 90 + number % 2 * 45, 54.5 + number // 2 * 18.5, accent)
    return items


def _fact(fact: KeyFact, left: float, top: float, accent: str) -> list[Item]:
    return [
        Area(left, top, 43, 17, fill=_QUIET, radius=1.5),
        TextBox(fact.label, left + 2, top + 0.8, 39, 4.2, 8.5, colour=_MUTED),
        TextBox(fact.value, left + 2, top + 4.6, 39, 7, 15, least=9, bold=True, colour=accent),
        TextBox(fact.remark, left + 2, top + 11.6, 39, 4.6, 7.5, least=5.5),
    ]


def _title(text: str, left: float, top: float, width: float, accent: str) -> list[Item]:
    return [
        TextBox(text, left, top, width, 5.5, 10.5, least=8, bold=True, align="left", colour=accent),
        Area(left, top + 5.8, width, 0.5, fill=accent),
    ]


def _trend_and_unsur(brief: Brief, accent: str) -> list[Item]:
    items = _title(brief.frame.trend_title, _LEFT, 94, _HALF, accent)
    if brief.frame.trend is not None:
        items.append(Picture(brief.frame.trend(_TREND_WIDTH).encode(), _LEFT, 101, _HALF, 56))
    else:
        items.append(TextBox("Tren terlihat setelah ada dua hasil.", _LEFT, 102, _HALF, 10, 9.5, align="left", colour=_MUTED))
    left = _LEFT + _HALF + 6
    items += _title("Tiga unsur terendah", left, 94, _HALF, accent)
    for number, each in enumerate(brief.unsur):
        items += _named(each, left, 102.5 + number * 18.3, _HALF, 16.5)
    return items


def _named(each: NamedValue, left: float, top: float, width: float, height: float) -> list[Item]:
    """A name that may be long, with its index and letter at the right."""
    first = height * 0.66 if each.remark else height
    items: list[Item] = [
        TextBox(each.name, left, top, width - 28, first, 8.5, least=6, bold=True, align="left"),
        TextBox(each.value, left + width - 26, top, 26, height * 0.5, 13, bold=True),
        TextBox(each.letter, left + width - 26, top + height * 0.5, 26, height * 0.42, 8.5, least=6.5),
        Area(left, top + height + 0.7, width, 0.2, fill="#c4c4c4"),
    ]
    if each.remark:
        items.append(TextBox(each.remark, left, top + first, width - 28, height - first, 8, least=6, align="left", colour=_MUTED))
    return items


def _units(brief: Brief, accent: str) -> list[Item]:
    left = _LEFT + _HALF + 6
    items = [
        *_title(f"{brief.frame.units} terkuat", _LEFT, 159.5, _HALF, accent),
        *_title(f"{brief.frame.units} terlemah", left, 159.5, _HALF, accent),
    ]
    for column, listed in ((_LEFT, brief.strongest), (left, brief.weakest)):
        if not listed:
            items.append(TextBox("Belum ada yang dapat dibandingkan.", column, 168, _HALF, 8, 9, align="left", colour=_MUTED))
        for number, each in enumerate(listed):
            items += _named(each, column, 167 + number * 14.3, _HALF, 12.5)
    return items


def _promises(brief: Brief, accent: str) -> list[Item]:
    return [
        *_title("Yang dijanjikan dan yang dikerjakan", _LEFT, 211, _WIDTH, accent),
        TextBox(brief.promises, _LEFT, 218, _WIDTH, 9.5, 9.5, least=7, align="left"),
        TextBox(brief.gaps, _LEFT, 227.5, _WIDTH, 8.5, 9.5, least=7, align="left"),
    ]


def _decisions(brief: Brief, accent: str) -> list[Item]:
    items = [Area(_LEFT, 238, _WIDTH, 43, fill=_QUIET, radius=1.5), *_title("Yang perlu diputuskan", _LEFT + 4, 239.5, _WIDTH - 8, accent)]
    for number, words in enumerate(brief.decisions, start=1):
        top = 247 + (number - 1) * 8.4
        items += [
            TextBox(f"{number}.", _LEFT + 4, top, 6, 8, 9.5, bold=True, align="left", colour=accent),
            TextBox(words, _LEFT + 10, top, _WIDTH - 14, 8, 8.5, least=6, align="left"),
        ]
    return items


def _foot(brief: Brief) -> list[Item]:
    frame = brief.frame
    made = date_time(frame.prepared_at, frame.time_zone)
    text = f"Nomor dokumen {frame.document_id} · keaslian: {frame.verification_url} · disusun {made} · halaman 1 dari 1"
    return [
        TextBox(frame.note, _LEFT, 282, _WIDTH, 3.6, 7, least=5, align="left", colour=_MUTED),
        TextBox(text, _LEFT, 285.8, _WIDTH, 3.6, 7, least=5, align="left", colour=_MUTED),
    ]
