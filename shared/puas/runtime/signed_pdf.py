"""Electronic signatures in PDF files (PAdES), checked with pyHanko and without any network.

Certificates, revocation lists and answers of authorities are taken from the file itself; who is trusted says the operator.
Needs the extra `signed`; the libraries are imported when a file is checked.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from puas.domain.signed_copy import SignatureFacts, SignatureState, SignatureVerdict, state_of_signature
from puas.runtime.pdf_files import BROKEN, UnreadablePdf

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate as Asn1Certificate
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus
    from pyhanko_certvalidator import ValidationContext

MOST_SIGNATURES = 50
_WEAK_DIGESTS = frozenset({"md2", "md5", "sha1"})
_FEWEST_RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class _Judged:
    """A signature with what the library found: at present, and at the time a trusted clock proves."""

    embedded: EmbeddedPdfSignature
    status: PdfSignatureStatus | None
    proven_at: datetime | None
    then: PdfSignatureStatus | None


class SignedPdf:
    """A PDF whose signatures and revisions can be looked at; raises UnreadablePdf where it is broken."""

    def __init__(self, content: bytes) -> None:
        from pyhanko.pdf_utils.reader import PdfFileReader

        for name in ("pyhanko", "pyhanko_certvalidator"):
            # What a stranger's file is not in order with is told in the verdict; the log would only repeat it at length.
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._reader: PdfFileReader = PdfFileReader(BytesIO(content), strict=False)
            self._signatures: list[EmbeddedPdfSignature] = list(self._reader.embedded_regular_signatures)
        except Exception as error:  # the library raises whatever it meets
            raise UnreadablePdf(BROKEN) from error
        if len(self._signatures) > MOST_SIGNATURES:
            raise UnreadablePdf(BROKEN)

    @property
    def is_signed(self) -> bool:
        return bool(self._signatures)

    def verdicts(self, *, roots: Sequence[x509.Certificate], now: datetime) -> tuple[SignatureVerdict, ...]:
        """Every signature in the order they were made."""
        return tuple(self._verdict(each, roots, now) for each in self._signatures)

    def only_adds_signatures_to(self, revisions: int) -> bool:
        """Whether what stands behind the first so many revisions fills in signatures and changes no page."""
        from pyhanko.sign.diff_analysis import DiffResult
        from pyhanko.sign.fields import MDPPerm

        try:
            found = _signing_only().review_file(self._reader, revisions - 1, doc_mdp=MDPPerm.FILL_FORMS)
        except Exception:
            return False
        return isinstance(found, DiffResult) and _is_harmless(found)

    def _verdict(self, embedded: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], now: datetime) -> SignatureVerdict:
        judged = self._judge(embedded, roots, now)
        certificate = _certificate_of(embedded)
        facts = _facts(judged, certificate, has_roots=bool(roots), now=now)
        return _in_words(judged, certificate, state_of_signature(facts) if facts else SignatureState.BROKEN)

    def _judge(self, embedded: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], now: datetime) -> _Judged:
        status = self._validated(embedded, roots, now)
        clock = status.timestamp_validity if status is not None else None
        proven_at = clock.timestamp if clock is not None and clock.valid and clock.intact and clock.trusted else None
        then = self._validated(embedded, roots, proven_at, clock_at=now) if proven_at is not None else None
        return _Judged(embedded, status, proven_at, then)

    def _validated(
        self, embedded: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], moment: datetime, clock_at: datetime | None = None
    ) -> PdfSignatureStatus | None:
        """None where the signature cannot even be read."""
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko.sign.validation.settings import KeyUsageConstraints

        usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
        try:
            return validate_pdf_signature(
                embedded, signer_validation_context=self._context(roots, moment),
                ts_validation_context=self._context(roots, clock_at or moment), key_usage_settings=usage,
            )  # fmt: skip
        except Exception:
            return None

    def _context(self, roots: Sequence[x509.Certificate], moment: datetime) -> ValidationContext:
        from asn1crypto import x509 as asn1
        from pyhanko.sign.validation.dss import DocumentSecurityStore
        from pyhanko_certvalidator import ValidationContext

        settings: dict[str, Any] = {
            "trust_roots": [asn1.Certificate.load(each.public_bytes(Encoding.DER)) for each in roots],
            "moment": moment,
            "allow_fetching": False,
            "revocation_mode": "soft-fail",
            "retroactive_revinfo": True,
        }
        try:
            kept = DocumentSecurityStore.read_dss(self._reader)
        except Exception:
            return ValidationContext(**settings)
        return kept.as_validation_context(settings)


def count_revisions(content: bytes) -> int:
    """How often a file was written to; raises UnreadablePdf."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        return int(PdfFileReader(BytesIO(content), strict=False).xrefs.total_revisions)
    except Exception as error:
        raise UnreadablePdf(BROKEN) from error


def _signing_only() -> Any:
    """The library's policy for later revisions, for a file nobody has signed yet: fields to sign in, and nothing else, may appear."""
    from pyhanko.sign import diff_analysis
    from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON

    library: Any = diff_analysis
    usual = library.DEFAULT_DIFF_POLICY
    rules = [rule for rule in usual.form_rule.field_rules if not isinstance(rule, library.SigFieldCreationRule)]
    form_rule = library.FormUpdatingRule(
        [library.SigFieldCreationRule(allow_new_visible_after_certify=True), *rules], ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"}
    )
    return library.StandardDiffPolicy(usual.global_rules, form_rule)


def _is_harmless(found: Any) -> bool:
    from pyhanko.sign.diff_analysis import ModificationLevel

    return bool(found.modification_level <= ModificationLevel.FORM_FILLING)


def _facts(judged: _Judged, certificate: x509.Certificate | None, *, has_roots: bool, now: datetime) -> SignatureFacts | None:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    status, then = judged.status, judged.then
    if certificate is None:
        return None
    weak = _is_weak(judged.embedded, certificate)
    if status is None:
        # What the library refuses to compute because of its algorithm is weak, not broken.
        return None if not weak else _unread_facts(certificate, now)
    decisive = then or status
    return SignatureFacts(
        is_intact=status.intact and status.valid,
        covers_its_revision=status.coverage is not None and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION,
        later_changes_allowed=_allows_later_changes(status),
        is_weak=weak,
        has_roots=has_roots,
        is_trusted=decisive.trusted,
        is_revoked=decisive.revoked,
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        proven_at=judged.proven_at,
        checked_at=now,
    )


def _unread_facts(certificate: x509.Certificate, now: datetime) -> SignatureFacts:
    return SignatureFacts(
        is_intact=True, covers_its_revision=True, later_changes_allowed=True, is_weak=True, has_roots=True, is_trusted=False,
        is_revoked=False, valid_from=certificate.not_valid_before_utc, valid_to=certificate.not_valid_after_utc, proven_at=None,
        checked_at=now,
    )  # fmt: skip


def _allows_later_changes(status: PdfSignatureStatus) -> bool:
    from pyhanko.sign.diff_analysis import DiffResult
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    found = status.diff_result
    return isinstance(found, DiffResult) and _is_harmless(found) and status.docmdp_ok is not False


def _is_weak(embedded: EmbeddedPdfSignature, certificate: x509.Certificate) -> bool:
    digest = str(embedded.signer_info["digest_algorithm"]["algorithm"].native)
    hashed = certificate.signature_hash_algorithm
    bits = getattr(certificate.public_key(), "key_size", _FEWEST_RSA_BITS)
    is_rsa = type(certificate.public_key()).__name__.startswith("RSA")
    return digest in _WEAK_DIGESTS or (hashed is not None and hashed.name in _WEAK_DIGESTS) or (is_rsa and bits < _FEWEST_RSA_BITS)


def _certificate_of(embedded: EmbeddedPdfSignature) -> x509.Certificate | None:
    try:
        found: Asn1Certificate = embedded.signer_cert
        return x509.load_der_x509_certificate(found.dump())
    except Exception:
        return None


def _in_words(judged: _Judged, certificate: x509.Certificate | None, state: SignatureState) -> SignatureVerdict:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    status = judged.status
    clock = status.timestamp_validity if status is not None else None
    return SignatureVerdict(
        state=state.value,
        signer=_name(certificate.subject, x509.NameOID.COMMON_NAME) if certificate else "",
        organisation=_name(certificate.subject, x509.NameOID.ORGANIZATION_NAME) if certificate else "",
        issuer=_name(certificate.issuer, x509.NameOID.COMMON_NAME, x509.NameOID.ORGANIZATION_NAME) if certificate else "",
        signed_at=_utc(status.signer_reported_dt if status is not None else None),
        proven_at=_utc(judged.proven_at),
        timestamp_by=str(clock.signing_cert.subject.native.get("common_name", "")) if clock is not None else "",
        covers_whole_file=status is not None and status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        certificate_from=certificate.not_valid_before_utc if certificate else None,
        certificate_to=certificate.not_valid_after_utc if certificate else None,
        certificate_sha256=_fingerprint(certificate) if certificate else "",
        algorithm=_algorithm(judged.embedded),
    )


def _name(name: x509.Name, *kinds: x509.ObjectIdentifier) -> str:
    """The first of these that stands in the name, on one line and not too long to print."""
    return next((text for text in _names(name, kinds) if text), "")


def _names(name: x509.Name, kinds: Sequence[x509.ObjectIdentifier]) -> Iterator[str]:
    for kind in kinds:
        for each in name.get_attributes_for_oid(kind):
            text = each.value if isinstance(each.value, str) else each.value.decode("utf-8", "replace")
            yield " ".join(text.split())[:200]


def _fingerprint(certificate: x509.Certificate) -> str:
    from cryptography.hazmat.primitives.hashes import SHA256

    return certificate.fingerprint(SHA256()).hex()


def _algorithm(embedded: EmbeddedPdfSignature) -> str:
    try:
        digest = str(embedded.signer_info["digest_algorithm"]["algorithm"].native)
        return f"{embedded.signer_info['signature_algorithm']['algorithm'].native}, {digest}"[:80]
    except Exception:
        return ""


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
