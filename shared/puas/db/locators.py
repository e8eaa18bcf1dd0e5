"""Short codes and secret keys, and the locator that finds their tenant. Only hashes of keys are stored."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.tables.people import Locator

# No 0/O, 1/I/L, no vowels that make words, nothing a phone's keyboard hides.
CODE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 7

CODE = "code"
INVITATION = "invitation"
RESET = "reset"
SIGN_UP = "sign-up"
API_TOKEN = "api-token"
DOCUMENT = "document"
ENDED_SESSION = "ended-session"
TRAINING = "training"
PRACTICE_SETUP = "practice-setup"
MALL = "mall"
PERFORMANCE = "performance"

# Two equal codes among 28^7 are rare already; a handful of rounds is far more than will ever be needed.
_ROUNDS = 8


class NoFreeCode(Exception):
    """Every code that was tried is in use."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a key leads: the tenant (if any) and the id of the row meant."""

    tenant_id: int | None
    target: str


def new_code(length: int = CODE_LENGTH) -> str:
    """A random code people can read aloud and type."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))


def new_key() -> str:
    """A secret for a link or a token: 256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def tidy_code(typed: str) -> str:
    """A code as typed by hand, in the form it is stored in: upper case, no spaces or hyphens."""
    return "".join(character for character in typed.upper() if character.isalnum())


def key_hash(key: str) -> str:
    """SHA-256 of the key. Keys are long and random, or public codes, so no salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


def remember(
    session: Session, *, kind: str, key: str, target: str, tenant_id: int | None = None, expires_at: datetime | None = None
) -> None:
    """Store where `key` leads."""
    row = Locator(kind=kind, key_hash=key_hash(key), tenant_id=tenant_id, target=target, expires_at=expires_at)
    session.add(row)
    session.flush()


def locate(session: Session, *, kind: str, key: str, now: datetime) -> Found | None:
    """Where `key` leads, or None where it is unknown or past its time."""
    statement = select(Locator.tenant_id, Locator.target, Locator.expires_at).where(
        Locator.kind == kind, Locator.key_hash == key_hash(key)
    )
    row = session.execute(statement).one_or_none()
    if row is None or (row.expires_at is not None and row.expires_at <= now):
        return None
    return Found(row.tenant_id, row.target)


def forget(session: Session, *, kind: str, target: str) -> None:
    """Remove every key that leads to `target`."""
    session.execute(delete(Locator).where(Locator.kind == kind, Locator.target == target))


def take_codes(session: Session, *, tenant_id: int, targets: Sequence[str], kind: str = CODE) -> list[str]:
    """A new code for each target, of a sticker unless another kind is named; unique over all tenants.

    The locator's key decides, whoever comes first has it.
    """
    codes: dict[str, str] = {}
    for _ in range(_ROUNDS + 1):
        missing = [each for each in targets if each not in codes]
        if not missing:
            return [codes[each] for each in targets]
        codes |= _insert_codes(session, tenant_id, missing, kind)
    raise NoFreeCode


def _insert_codes(session: Session, tenant_id: int, targets: Sequence[str], kind: str) -> dict[str, str]:
    """Try one new code per target and return those that were free."""
    wanted: dict[str, str] = {}
    while len(wanted) < len(targets):
        code = new_code()
        wanted[key_hash(code)] = code
    rows = [
        {"kind": kind, "key_hash": each, "tenant_id": tenant_id, "target": target}
        for each, target in zip(wanted, targets, strict=True)
    ]
    statement = insert(Locator).values(rows).on_conflict_do_nothing().returning(Locator.key_hash, Locator.target)
    return {target: wanted[each] for each, target in session.execute(statement)}
