"""A result as it leaves the installation: the snapshot, its hash, and the signature that proves where it came from.

The signature covers the canonical JSON of the snapshot alone, and is written `ed25519:<key id>:<base64url>`. This is
the record that result.json, the API and the report carry, and that `puas verify` reads.
"""

from dataclasses import dataclass

from puas.domain.canonical_json import UnreadableRecord, from_plain, parse_json, to_canonical_json
from puas.domain.result_snapshot import RESULT_FORMAT, ResultSnapshot

SIGNED_RESULT_FORMAT = "puas-signed-result/1"


@dataclass(frozen=True, slots=True)
class SignedResult:
    """A snapshot with its hash and, where the installation signs, its signature."""

    format: str
    result: ResultSnapshot
    sha256: str
    signature: str | None

    def to_json(self) -> str:
        """Canonical JSON of the whole record."""
        return to_canonical_json(self)

    @property
    def hash_fits(self) -> bool:
        """Whether the snapshot is the one that was hashed."""
        return self.result.sha256() == self.sha256


def seal(result: ResultSnapshot, signature: str | None) -> SignedResult:
    """Put a snapshot, its hash and its signature together."""
    return SignedResult(SIGNED_RESULT_FORMAT, result, result.sha256(), signature)


def read_signed_result(text: str | bytes) -> SignedResult:
    """Read an exported result. A bare snapshot is accepted too, as one whose hash was never stated."""
    data = parse_json(text)
    kind = data.get("format") if isinstance(data, dict) else None
    if kind == SIGNED_RESULT_FORMAT:
        return from_plain(SignedResult, data)
    if kind == RESULT_FORMAT:
        result = from_plain(ResultSnapshot, data)
        return SignedResult(SIGNED_RESULT_FORMAT, result, "", None)
    raise UnreadableRecord(f"format {kind!r} is neither {SIGNED_RESULT_FORMAT} nor {RESULT_FORMAT}")
