"""The publication banner, lying: index on the left, service, respondents and period on the right. And the square of it."""

from __future__ import annotations

from puas.domain.publication_source import PublicationSource
from puas_reporter.documents.placed import Item, Page, TextBox
from puas_reporter.documents.publication import pieces
from puas_reporter.documents.publication import wording as words
from puas_reporter.documents.publication.pieces import Box

BANNER = (297.0, 210.0)
SQUARE = (200.0, 200.0)


def banner_page(source: PublicationSource, emblem: bytes | None) -> Page:
    """A4 across; A3 is the same page enlarged."""
    width, height = BANNER
    items = [
        *pieces.head(source, width, 44, emblem, size=27),
        *pieces.index(source, Box(12, 55, 112, 112)),
        *_facts(source, Box(132, 55, 153, 112)),
        *pieces.foot(source, width, height, Box(12, 173, 273, 34), size=14),
    ]
    return Page(width, height, tuple(items))


def square_page(source: PublicationSource, emblem: bytes | None) -> Page:
    """For screens: the index, its letter, how many people, and when."""
    width, height = SQUARE
    accent = pieces.accent_of(source)
    box = Box(18, 53, 164, 82)
    what = source.service or words.period_text(source)
    items: list[Item] = [
        *pieces.head(source, width, 42, emblem, size=21),
        *pieces.index(source, box),
        TextBox(what, 18, 138, 164, 8, 13, least=7, bold=True, colour=accent),
        TextBox(_square_line(source), 18, 146.5, 164, 8, 11, least=7),
        *pieces.foot(source, width, height, Box(12, 158, 176, 38), size=12),
    ]
    return Page(width, height, tuple(items))


def _square_line(source: PublicationSource) -> str:
    parts = [words.people(source)]
    parts += [f"{group.label} = {words.group_number(group)}" for group in source.genders]
    if source.service:
        parts.append(words.period_text(source))
    return " · ".join(parts)


def _facts(source: PublicationSource, box: Box) -> list[Item]:
    accent = pieces.accent_of(source)
    items: list[Item] = [
        pieces.label(words.what_label(source), box, accent, size=10.5),
        *_what(source, Box(box.x, box.y + 6, box.width, 22)),
        TextBox(words.left_out_text(source), box.x, box.y + 28, box.width, 4, 8, align="left", colour=pieces.MUTED),
        pieces.label("RESPONDEN", Box(box.x, box.y + 34, box.width, 0), accent, size=10.5),
        TextBox("JUMLAH", box.x, box.y + 40, 20, 8, 10, align="left", colour=pieces.MUTED),
        TextBox(words.people(source), box.x + 20, box.y + 40, box.width - 20, 8, 20, bold=True, align="left"),
        *(_bars_of_service(source, box) if source.service else _profile(source, box)),
        pieces.label("PERIODE SURVEI", Box(box.x, box.y + 99, box.width, 0), accent, size=10.5),
        TextBox(words.period_text(source), box.x, box.y + 104.5, box.width, 7, 13, least=7, bold=True, align="left"),
    ]  # fmt: skip
    return items


def _what(source: PublicationSource, box: Box) -> list[Item]:
    """The service in large letters; of several their number, and their names below."""
    names = words.names_text(source)
    tall = 7 if names else box.height
    return [
        TextBox(words.what_text(source), box.x, box.y, box.width, tall, 16, least=7, bold=True, align="left", stands="top"),
        TextBox(names, box.x, box.y + 7.2, box.width, box.height - 7.2, 11, least=5.5, align="left", stands="top"),
    ]


def _profile(source: PublicationSource, box: Box) -> list[Item]:
    accent = pieces.accent_of(source)
    note = words.HIDDEN_NOTE if words.has_hidden(source.genders, source.education) else ""
    return [
        pieces.label("JENIS KELAMIN", Box(box.x, box.y + 51, box.width, 0), accent, size=10.5),
        *pieces.groups(source.genders, Box(box.x, box.y + 57, box.width, 14), size=11),
        pieces.label("PENDIDIKAN", Box(box.x, box.y + 74, box.width, 0), accent, size=10.5),
        *pieces.groups(source.education, Box(box.x, box.y + 80, box.width, 14), size=11),
        TextBox(note, box.x, box.y + 94.5, box.width, 3.5, 7, align="left", colour=pieces.MUTED),
    ]


def _bars_of_service(source: PublicationSource, box: Box) -> list[Item]:
    """Profiles are counted per agency; of a service its unsur are shown in their place."""
    title = f"NILAI PER UNSUR ({words.with_n(source)}; putih: tiga terendah)"
    return [
        pieces.label(title, Box(box.x, box.y + 51, box.width, 0), pieces.accent_of(source), size=10.5),
        *pieces.bars(source, Box(box.x, box.y + 56.5, box.width, 40.5), size=7.5),
    ]
