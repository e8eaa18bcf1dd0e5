"""What an official letter is printed from: frozen when it is issued, so that its words and figures stay those that were signed."""

from dataclasses import dataclass
from datetime import date, datetime

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.letter_occasions import APPRECIATION, LETTER_KINDS
from puas.domain.report_snapshot import Letterhead, Signatory

LETTER_FORMAT = "puas-letter/1"

LETTER = "letter"
CHARTER = "charter"
FORMS = (LETTER, CHARTER)
"""How it looks: a letter, or (of an appreciation) a charter for the wall."""


@dataclass(frozen=True, slots=True)
class LetterSource:
    """A letter. `dated_on` and the signatory's place stand above its head; `headline` is the line a charter has in large letters."""

    document_id: str
    verification_url: str
    form: str
    kind: str
    occasion: str
    number: str
    nature: str
    subject: str
    addressee: str
    recipient: str
    dated_on: date
    scope: str
    paragraphs: tuple[str, ...]
    copies: tuple[str, ...]
    headline: str
    letterhead: Letterhead
    signatory: Signatory
    sender: str
    is_sample: bool
    issued_at: datetime
    time_zone: str
    format: str = LETTER_FORMAT

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "LetterSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Paragraphs as they were typed, with an empty line between them; blanks at the ends of lines mean nothing."""
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n")]
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return tuple(" ".join(each) for each in found if each)


def letter_words(occasion: str, form: str) -> str:
    """What kind of letter it is, inside a sentence."""
    if LETTER_KINDS[occasion] != APPRECIATION:
        return "surat pengingat"
    return "piagam penghargaan" if form == CHARTER else "surat penghargaan"
