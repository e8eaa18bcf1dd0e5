"""The poster, standing: the index, the nine unsur as bars, what was promised and what was done about it."""

from __future__ import annotations

from collections.abc import Sequence

from puas.domain.publication_source import REGENCY, PublicationSource, PublishedAction, PublishedUnit
from puas.domain.report_snapshot import FOLLOW_UP_STATES
from puas.presentation.numbers import MISSING, index_number, whole_number
from puas_reporter.documents.placed import Area, Item, Page, TextBox
from puas_reporter.documents.publication import pieces
from puas_reporter.documents.publication import wording as words
from puas_reporter.documents.publication.pieces import Box

POSTER = (210.0, 297.0)
_ROWS = 4
_COLUMNS = 2


def poster_page(source: PublicationSource, emblem: bytes | None) -> Page:
    """A4 upright; A3 is the same page enlarged."""
    width, height = POSTER
    accent = pieces.accent_of(source)
    title = f"Nilai per unsur ({words.with_n(source)}, skala 25–100; batang putih: tiga terendah)"
    # A regency's list of agencies needs more room than an agency's promises.
    chart = 56 if source.scope == REGENCY else 70
    items: list[Item] = [
        *pieces.head(source, width, 44, emblem, size=21),
        *pieces.index(source, Box(12, 54, 80, 56)),
        *_facts(source, Box(98, 54, 100, 56)),
        pieces.label(title, Box(12, 114, 186, 0), accent, size=11),
        *pieces.bars(source, Box(12, 121, 186, chart), size=9),
        *_below(source, Box(12, 125 + chart, 186, 134 - chart)),
        *pieces.foot(source, width, height, Box(12, 262, 186, 32), size=11.5),
    ]
    return Page(width, height, tuple(items))


def _facts(source: PublicationSource, box: Box) -> list[Item]:
    accent = pieces.accent_of(source)
    items: list[Item] = [
        pieces.label(words.what_label(source), box, accent, size=9),
        *_what(source, Box(box.x, box.y + 4.6, box.width, 13)),
        TextBox(words.left_out_text(source), box.x, box.y + 17.6, box.width, 3.4, 6.5, align="left", colour=pieces.MUTED),
        pieces.label("RESPONDEN", Box(box.x, box.y + 21.5, 40, 0), accent, size=9),
        TextBox(words.people(source), box.x + 28, box.y + 20.8, box.width - 28, 6, 14, bold=True, align="left"),
    ]
    if not source.service:
        note = words.HIDDEN_NOTE if words.has_hidden(source.genders, source.education) else ""
        items += [
            *pieces.groups(source.genders, Box(box.x, box.y + 28, box.width, 8.4), size=8),
            *pieces.groups(source.education, Box(box.x, box.y + 37.4, box.width, 8.4), size=8),
            TextBox(note, box.x, box.y + 45.8, box.width, 2.4, 5.5, least=4.5, align="left", colour=pieces.MUTED),
        ]
    items += [
        pieces.label("PERIODE SURVEI", Box(box.x, box.y + 48, 40, 0), accent, size=9),
        TextBox(words.period_text(source), box.x + 32, box.y + 47, box.width - 32, 7, 10, least=6, bold=True, align="left"),
    ]
    return items


def _what(source: PublicationSource, box: Box) -> list[Item]:
    names = "" if source.scope == REGENCY else words.names_text(source)
    tall = 5 if names else box.height
    return [
        TextBox(words.what_text(source), box.x, box.y, box.width, tall, 12, least=6, bold=True, align="left", stands="top"),
        TextBox(names, box.x, box.y + 5, box.width, box.height - 5, 9, least=4.5, align="left", stands="top"),
    ]


def _below(source: PublicationSource, box: Box) -> list[Item]:
    title = pieces.label("Tindak lanjut kami", box, pieces.accent_of(source), size=13)
    summary = words.promises_text(source.actions, of_regency=source.scope == REGENCY)
    line = TextBox(summary, box.x, box.y + 6.5, box.width, 5, 9, least=6, align="left")
    if source.scope == REGENCY:
        return [title, line, *_agencies(source, Box(box.x, box.y + 13, box.width, box.height - 13))]
    half = (box.width - 6) / 2
    return [
        title,
        line,
        *_actions(source, "Janji periode lalu", source.kept, Box(box.x, box.y + 13, half, box.height - 13), by_time=False),
        *_actions(source, "Rencana berikutnya", source.promised, Box(box.x + half + 6, box.y + 13, half, box.height - 13), by_time=True),
    ]


def _actions(
    source: PublicationSource, title: str, actions: Sequence[PublishedAction], box: Box, *, by_time: bool
) -> list[Item]:  # fmt: skip
    items: list[Item] = [TextBox(title, box.x, box.y, box.width, 4.5, 9, bold=True, align="left")]
    if not actions:
        return [*items, TextBox("Belum ada.", box.x, box.y + 5, box.width, 5, 9, align="left", colour=pieces.MUTED)]
    shown, rest = actions[:_ROWS], len(actions) - _ROWS
    step = (box.height - 5 - (4 if rest > 0 else 0)) / _ROWS
    for number, action in enumerate(shown):
        items += _action(source, action, Box(box.x, box.y + 5 + number * step, box.width, step), by_time=by_time)
    if rest > 0:
        foot = box.y + box.height - 4
        items.append(TextBox(f"dan {rest} rencana lain", box.x, foot, box.width, 4, 7.5, align="left", colour=pieces.MUTED))
    return items


def _action(source: PublicationSource, action: PublishedAction, box: Box, *, by_time: bool) -> list[Item]:
    accent, is_done = pieces.accent_of(source), action.state == "done"
    tag = (action.when or MISSING) if by_time else FOLLOW_UP_STATES.get(action.state, action.state)
    text = f"{action.unsur}: {action.plan}" + (f" – {action.description}" if action.description and not by_time else "")
    return [
        Area(box.x, box.y + 0.8, 17, 5, fill=accent if is_done else pieces.WHITE, outline=accent, radius=1),
        TextBox(tag, box.x + 0.6, box.y + 0.8, 15.8, 5, 7, least=4.5, bold=True, colour=pieces.WHITE if is_done else pieces.INK),
        TextBox(text, box.x + 19, box.y + 0.8, box.width - 19, box.height - 1.4, 8, least=6, align="left", stands="top"),
    ]


def _agencies(source: PublicationSource, box: Box) -> list[Item]:
    """The agencies the mean is made of, each with its index and number of respondents."""
    units = source.units
    rows = max(-(-len(units) // _COLUMNS), 8)
    step, width = (box.height - 4.5) / rows, (box.width - 6 * (_COLUMNS - 1)) / _COLUMNS
    size = min(8.0, step * 2.2)
    items: list[Item] = [TextBox("Perangkat daerah (indeks, mutu, n)", box.x, box.y, box.width, 4.5, 9, bold=True, align="left")]
    for number, unit in enumerate(units):
        column, row = divmod(number, rows)
        place = Box(box.x + column * (width + 6), box.y + 4.5 + row * step, width, step)
        items += [
            TextBox(unit.name, place.x, place.y, width - 24, step, size, least=5, align="left"),
            TextBox(_figures(unit), place.right - 22, place.y, 22, step, size, least=4, bold=True, align="right"),
        ]
    return items


def _figures(unit: PublishedUnit) -> str:
    if unit.respondents is None:
        return words.TOO_FEW
    return f"{index_number(unit.nik)} {unit.mutu or ''} · {whole_number(unit.respondents)}"
