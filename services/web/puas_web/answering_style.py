"""The one style sheet of public forms: small, with the office's accent in it, addressed by its content and kept for a year."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from flask import url_for

from puas.presentation.accent import DEFAULT_ACCENT
from puas_web.tenant_style import accent_rules

_SOURCE = Path(__file__).parent / "static" / "css" / "answering.css"


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The text for one accent, ready to be sent."""

    plain: bytes
    packed: bytes
    digest: str


@lru_cache(maxsize=512)
def style_sheet(accent: str) -> StyleSheet:
    """The form's rules after the accent's."""
    plain = (_own_rules() + _tightened(accent_rules(accent))).encode()
    return StyleSheet(plain, gzip.compress(plain, 9, mtime=0), hashlib.sha256(plain).hexdigest()[:10])


def address(accent: str | None) -> str:
    """Where the sheet is; changes with its content."""
    accent = accent or DEFAULT_ACCENT
    return url_for("responding.style", accent=accent.removeprefix("#"), v=style_sheet(accent).digest)


@cache
def _own_rules() -> str:
    return _tightened(_SOURCE.read_text(encoding="utf-8"))


def _tightened(text: str) -> str:
    """Without comments and idle space; rules keep their order."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", text)
    return re.sub(r":\s+", ":", text).replace(";}", "}").strip()
