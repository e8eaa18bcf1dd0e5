"""Checks a version of a document that came back from outside: signed electronically, scanned, or edited in Word.

What is accepted is described in a verdict; what is not is refused with a reason, and nothing is kept of it. A signed file
must be our document: its bytes with signatures behind them, or page by page the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from puas.domain.canonical_json import UnreadableRecord
from puas.domain.document_record import RECORD_FILE, read_record
from puas.domain.page_comparison import compare_pages
from puas.domain.printed_figures import figures_missing_from
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.signed_copy import (
    EDITED_DOCX,
    SCANNED_PDF,
    SIGNED_PDF,
    VERDICT_FORMAT,
    ContentState,
    CopyVerdict,
    Difference,
    SignatureState,
    SignatureVerdict,
)
from puas.runtime.document_files import UnreadableFile, record_of_package
from puas.runtime.package_bodies import UnreadablePackage
from puas.runtime.pdf_files import ACTIVE_CONTENT, MOST_BYTES, TOO_LARGE, PdfFile, UnreadablePdf, open_pdf
from puas.runtime.pdf_pages import comparable_pages
from puas.runtime.signed_pdf import SignedPdf, count_revisions
from puas.runtime.word_text import UnreadableDocument, read_word_text

_MOST_MISSING_NAMED = 20


class UnacceptableCopy(Exception):
    """`reason` is a slug; `detail` the number of the other document or what acts by itself; `differences` where it differs."""

    def __init__(self, reason: str, detail: str = "", differences: Sequence[Difference] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail
        self.differences = tuple(differences)


@dataclass(frozen=True, slots=True)
class Published:
    """The document a copy should be of. `pdf` is None where our own file had its time; its length and fingerprint remain."""

    document_id: str
    result: ResultSnapshot | None
    pdf: bytes | None
    pdf_bytes: int
    pdf_sha256: str
    docx_sha256: str


@dataclass(frozen=True, slots=True)
class CheckedCopy:
    """What kind of copy it is, and what the check found."""

    kind: str
    verdict: CopyVerdict


def check_copy(content: bytes, *, published: Published, roots: Sequence[x509.Certificate], now: datetime) -> CheckedCopy:
    """Check a file by what it is, whatever its name says; raises UnacceptableCopy."""
    if len(content) > MOST_BYTES:
        raise UnacceptableCopy(TOO_LARGE)
    try:
        if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            return _check_word(content, published, now)
        return _check_pdf(open_pdf(content), published, roots, now)
    except (UnreadablePdf, UnreadableDocument) as error:
        raise UnacceptableCopy(error.reason.replace("_", "-")) from error


def _check_pdf(opened: PdfFile, published: Published, roots: Sequence[x509.Certificate], now: datetime) -> CheckedCopy:
    content = opened.content
    if active := opened.active_content():
        raise UnacceptableCopy(ACTIVE_CONTENT, active)
    number = _number_inside(opened)
    if number not in ("", published.document_id):
        raise UnacceptableCopy("other-document", number)
    signed = SignedPdf(content)
    if not signed.is_signed:
        if number or hashlib.sha256(content).hexdigest() == published.pdf_sha256:
            raise UnacceptableCopy("not-signed")
        return CheckedCopy(SCANNED_PDF, CopyVerdict(VERDICT_FORMAT, now, ContentState.NOT_COMPARED.value))
    state, differences = _compared(opened, signed, published)
    signatures = signed.verdicts(roots=roots, now=now)
    _refuse_worthless(signatures)
    if state is ContentState.DIFFERENT:
        raise UnacceptableCopy("different", differences=differences)
    return CheckedCopy(SIGNED_PDF, CopyVerdict(VERDICT_FORMAT, now, state.value, signatures, differences))


def _refuse_worthless(signatures: Sequence[SignatureVerdict]) -> None:
    """A signature over something else than what stands in the file proves nothing to anybody."""
    for state, reason in ((SignatureState.BROKEN, "broken-signature"), (SignatureState.ALTERED, "altered-after-signing")):
        found = next((each for each in signatures if each.state == state), None)
        if found is not None:
            raise UnacceptableCopy(reason, found.signer)


def _number_inside(opened: PdfFile) -> str:
    """The number of the document whose record is attached; empty where there is none we can read."""
    attached = opened.attachment(RECORD_FILE)
    try:
        return read_record(attached).document_id if attached is not None else ""
    except UnreadableRecord:
        return ""


def _compared(opened: PdfFile, signed: SignedPdf, published: Published) -> tuple[ContentState, tuple[Difference, ...]]:
    beginning = opened.content[: published.pdf_bytes]
    is_ours = hashlib.sha256(beginning).hexdigest() == published.pdf_sha256
    if is_ours and signed.only_adds_signatures_to(count_revisions(beginning)):
        return ContentState.IDENTICAL, ()
    original = beginning if is_ours else published.pdf
    if original is None:
        raise UnacceptableCopy("nothing-to-compare-with")
    state, differences = compare_pages(*comparable_pages(open_pdf(original), opened))
    # Our bytes, and behind them nothing that paints a page: a file that had no form yet, as some of our documents.
    is_untouched = is_ours and state is ContentState.SAME_PAGES
    return (ContentState.IDENTICAL if is_untouched else state), differences


def _check_word(content: bytes, published: Published, now: datetime) -> CheckedCopy:
    if hashlib.sha256(content).hexdigest() == published.docx_sha256:
        raise UnacceptableCopy("not-edited")
    lines = read_word_text(content)
    try:
        number = record_of_package(content).document_id
    except (UnreadableFile, UnreadablePackage, UnreadableRecord):
        number = published.document_id if any(published.document_id in line for line in lines) else "?"
    if number != published.document_id:
        raise UnacceptableCopy("other-document", number)
    missing = figures_missing_from(published.result, lines) if published.result is not None else ()
    named = tuple(f"{each.subject}: {each.kind} {each.printed}" for each in missing[:_MOST_MISSING_NAMED])
    return CheckedCopy(EDITED_DOCX, CopyVerdict(VERDICT_FORMAT, now, ContentState.NOT_COMPARED.value, missing_figures=named))
