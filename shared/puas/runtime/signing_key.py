"""The installation's Ed25519 key: it signs frozen results, and its public half lets anyone check where one came from.

The key is derived from the installation's secret (HKDF-SHA256), so there is no second secret to keep; changing the
secret changes the key, so whoever changes it keeps a copy of the list served before: it proves what was signed then. The
list is a JSON Web Key Set (RFC 7517, RFC 8037), served at /.well-known/puas-keys.json.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ALGORITHM = "ed25519"
_PURPOSE = b"puas result signing key 1"
_SHORTEST_SECRET = 32


class UnableToDeriveKey(ValueError):
    """The secret is too short to make a key of."""


class UnreadableKeys(ValueError):
    """The text is no list of public keys."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key with its id: the first 16 hexadecimal digits of its SHA-256."""

    key_id: str
    raw: bytes

    @classmethod
    def of(cls, raw: bytes) -> "PublicKey":
        """A public key from its 32 bytes."""
        return cls(hashlib.sha256(raw).hexdigest()[:16], raw)


class SigningKey:
    """The private half. It never leaves the process and is never printed."""

    def __init__(self, secret: str) -> None:
        if len(secret.encode("utf-8")) < _SHORTEST_SECRET:
            raise UnableToDeriveKey(f"the secret needs at least {_SHORTEST_SECRET} bytes")
        seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode("utf-8"))
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = PublicKey.of(self._private.public_key().public_bytes_raw())

    def __repr__(self) -> str:
        return f"SigningKey({self.public.key_id})"

    def sign(self, text: str) -> str:
        """Sign a canonical text: `ed25519:<key id>:<base64url>`."""
        signature = self._private.sign(text.encode("utf-8"))
        return f"{ALGORITHM}:{self.public.key_id}:{_encode(signature)}"


def verify(text: str, signature: str, keys: Iterable[PublicKey]) -> PublicKey | None:
    """The key that made this signature over this text; None when none of them did."""
    algorithm, _, rest = signature.partition(":")
    key_id, _, encoded = rest.partition(":")
    if algorithm != ALGORITHM:
        return None
    for key in keys:
        if key.key_id == key_id and _fits(text, encoded, key):
            return key
    return None


def key_id_of(signature: str) -> str:
    """The id of the key that a signature says it was made with."""
    parts = signature.split(":")
    return parts[1] if len(parts) == 3 else ""


def public_keys_json(keys: Iterable[PublicKey]) -> str:
    """The published list of public keys."""
    entries = [{"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key.key_id, "x": _encode(key.raw)} for key in keys]
    return json.dumps({"keys": entries}, indent=1, sort_keys=True)


def read_public_keys(text: str | bytes) -> tuple[PublicKey, ...]:
    """Read a published list; keys of other kinds in it are passed over."""
    try:
        entries = json.loads(text)["keys"]
        return tuple(
            PublicKey.of(_decode(entry["x"]))
            for entry in entries
            if isinstance(entry, Mapping) and entry.get("kty") == "OKP" and entry.get("crv") == "Ed25519"
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableKeys("no list of public keys") from error


def _fits(text: str, encoded: str, key: PublicKey) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(_decode(encoded), text.encode("utf-8"))
    except (InvalidSignature, ValueError):
        return False
    return True


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
