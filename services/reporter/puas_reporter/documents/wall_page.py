"""A landscape page for the wall, official and signed: what a charter and a certificate share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from puas.domain.report_snapshot import Signatory
from puas.presentation.dates import long_date
from puas_reporter.documents.placed import Area, Item, Picture, QrCode, TextBox

WIDTH, HEIGHT = 297.0, 210.0
INK, MUTED, MARK = "#1a1a1a", "#4d4d4d", "#8a1c1c"
LEFT, RIGHT = 34.0, WIDTH - 34.0
TEXT = RIGHT - LEFT


@dataclass(frozen=True, slots=True)
class Proof:
    """How the paper is checked: the address in its code, its number, and what a reader is told about it."""

    url: str
    document_id: str
    sentence: str


def frame(accent: str) -> list[Item]:
    """Two lines in the tenant's colour and a fine one inside."""
    return [
        Area(9, 9, WIDTH - 18, HEIGHT - 18, outline=accent),
        Area(10.6, 10.6, WIDTH - 21.2, HEIGHT - 21.2, outline=accent),
        Area(14, 14, WIDTH - 28, HEIGHT - 28, outline="#b9b9b9"),
    ]


def head(letterhead: Sequence[str], emblem: bytes | None) -> list[Item]:
    """The emblem, and who gives it."""
    lines = [*letterhead, "", ""][:2]
    items: list[Item] = [
        TextBox(lines[0].upper(), LEFT, 43, TEXT, 6.5, 14, least=9, bold=True),
        TextBox(lines[1].upper(), LEFT, 49.5, TEXT, 5, 10, least=7, colour=MUTED),
    ]
    if emblem:
        items.append(Picture(emblem, WIDTH / 2 - 11, 18, 22, 23))
    return items


def title(words: str, number: str, recipient: str, accent: str) -> list[Item]:
    """What it is, under which number, and to whom it is given."""
    return [
        TextBox(words, LEFT, 59, TEXT, 15, 34, bold=True, colour=accent),
        Area(WIDTH / 2 - 35, 75, 70, 0.7, fill=accent),
        TextBox(f"Nomor {number}", LEFT, 77.5, TEXT, 5.5, 11, least=8, colour=MUTED),
        TextBox("diberikan kepada", LEFT, 86, TEXT, 6, 12, colour=MUTED),
        TextBox(recipient, LEFT, 93, TEXT, 14, 28, least=14, bold=True),
    ]


def foot(who: Signatory, proof: Proof) -> list[Item]:
    """Place and date with room for the signature on the right, the code to check it by on the left."""
    left, width = RIGHT - 92, 92
    dated = long_date(who.signed_on) if who.signed_on else ""
    items: list[Item] = [
        TextBox(", ".join(each for each in (who.place, dated) if each), left, 146, width, 5.5, 11, least=8),
        TextBox(f"{who.position},", left, 151.5, width, 5.5, 11, least=7.5),
        TextBox(who.name, left, 181, width, 5.5, 12, least=8, bold=True),
        Area(left + 14, 186.7, width - 28, 0.3, fill=INK),
        QrCode(proof.url, LEFT - 2, 161, 25),
        TextBox(proof.sentence, LEFT + 24, 168, 58, 9, 8, align="left", colour=MUTED),
        TextBox(proof.document_id, LEFT + 24, 177, 58, 4.5, 8, align="left", colour=MUTED),
    ]
    if who.nip:
        items.append(TextBox(f"NIP {who.nip}", left, 187.3, width, 5, 10, least=8))
    return items


def sample_mark(words: str) -> TextBox:
    """That names and figures on it are made up."""
    return TextBox(words, LEFT, 190.4, TEXT / 2 - 20, 4.5, 8, bold=True, colour=MARK)
