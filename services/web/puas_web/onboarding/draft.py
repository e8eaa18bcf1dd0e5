"""What was typed on the way through the sign-up pages, kept in the visitor's own cookie until it is sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from flask import session as cookie

_KEY = "pendaftaran"
_SENT = "pendaftaran_terkirim"


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything one request needs."""

    region_code: str
    office_name: str
    name: str
    position: str
    email: str


def keep(draft: Draft) -> None:
    cookie[_KEY] = asdict(draft)


def find(region_code: str) -> Draft | None:
    """The draft for this region, if the visitor has one."""
    kept = cookie.get(_KEY)
    return Draft(**kept) if kept and kept["region_code"] == region_code else None


def finish(email: str) -> None:
    """Forget the draft once it is sent; only where the link went is remembered, for the next page."""
    cookie.pop(_KEY, None)
    cookie[_SENT] = email


def sent_to() -> str:
    """The address the last link went to."""
    return str(cookie.get(_SENT, ""))
