"""What the check of a document that came back found: who signed it, whether that holds, and whether the content is ours.

The verdict is kept as plain data beside the file. What a signature is worth is decided here, from facts that the reader of
the file established; the order matters, for a signature that is broken says nothing about its certificate.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from puas.domain.canonical_json import from_plain, to_plain

VERDICT_FORMAT = "puas-copy-verdict/1"

SIGNED_PDF = "signed-pdf"
SCANNED_PDF = "scanned-pdf"
EDITED_DOCX = "edited-docx"


class SignatureState(StrEnum):
    """What a signature is worth."""

    VALID = "valid"
    UNPROVEN = "unproven"
    UNKNOWN_ISSUER = "unknown-issuer"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    REVOKED = "revoked"
    WEAK = "weak"
    ALTERED = "altered"
    BROKEN = "broken"


class ContentState(StrEnum):
    """How the content of a copy stands to the document that was published.

    Identical: our bytes, with nothing behind them that changes a page. Same pages: saved again, and every page paints the
    same. Same text: every page says the same and has the same pictures. Stamped: the same text, with a line about the
    electronic signature added on pages. Different: something else.
    """

    IDENTICAL = "identical"
    SAME_PAGES = "same-pages"
    SAME_TEXT = "same-text"
    STAMPED = "stamped"
    DIFFERENT = "different"
    NOT_COMPARED = "not-compared"


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """What was established about one signature."""

    is_intact: bool
    covers_its_revision: bool
    later_changes_allowed: bool
    is_weak: bool
    has_roots: bool
    is_trusted: bool
    is_revoked: bool
    valid_from: datetime
    valid_to: datetime
    proven_at: datetime | None
    checked_at: datetime


def state_of_signature(facts: SignatureFacts) -> SignatureState:
    """The state of a signature. Its certificate is judged at the time a trusted clock proves, else now."""
    moment = facts.proven_at or facts.checked_at
    rules = (
        (not facts.is_intact or not facts.covers_its_revision, SignatureState.BROKEN),
        (not facts.later_changes_allowed, SignatureState.ALTERED),
        (facts.is_weak, SignatureState.WEAK),
        (facts.is_revoked, SignatureState.REVOKED),
        (moment < facts.valid_from, SignatureState.NOT_YET_VALID),
        (moment > facts.valid_to, SignatureState.EXPIRED),
        (not facts.has_roots, SignatureState.UNPROVEN),
        (not facts.is_trusted, SignatureState.UNKNOWN_ISSUER),
    )
    return next((state for applies, state in rules if applies), SignatureState.VALID)


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """One signature as people read of it. `signed_at` is what the signer's computer said, `proven_at` what a trusted
    timestamp says."""

    state: str
    signer: str
    organisation: str
    issuer: str
    signed_at: datetime | None
    proven_at: datetime | None
    timestamp_by: str
    covers_whole_file: bool
    certificate_from: datetime | None
    certificate_to: datetime | None
    certificate_sha256: str
    algorithm: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a copy says something else: `kind` is pages, text-missing, text-added, pictures, notes or drawing; `page` counts
    from 1, 0 is the document."""

    page: int
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class CopyVerdict:
    """Everything the check of a copy found. `missing_figures` are figures of ours that an edited text no longer has."""

    format: str
    checked_at: datetime
    content: str
    signatures: tuple[SignatureVerdict, ...] = ()
    differences: tuple[Difference, ...] = ()
    missing_figures: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, object]:
        """Plain data for the row."""
        plain: dict[str, object] = to_plain(self)
        return plain

    @classmethod
    def from_plain(cls, data: object) -> "CopyVerdict":
        """Read a row's verdict; raises UnreadableRecord when it is none."""
        return from_plain(cls, data)
