"""What the speaker finds below a slide: when and how long, what to say, what to ask, and where the room goes."""

from __future__ import annotations

from puas_reporter.documents.training_lessons.material import Material
from puas_reporter.documents.training_slides.timing import Span


def clock(minute: int) -> str:
    """A minute of the day as `01.35` after the beginning."""
    return f"{minute // 60:02d}.{minute % 60:02d}"


def when(span: Span) -> str:
    """`Hari 1 · 01.35–01.40 sejak mulai (5 menit) · Menghitung indeks`."""
    if not span.minutes:
        return f"Hari {span.day} · sebelum acara dimulai · {span.step}"
    return f"Hari {span.day} · {clock(span.start)}–{clock(span.start + span.minutes)} sejak mulai ({span.minutes} menit) · {span.step}"


def note(span: Span, say: str, ask: str = "", more: str = "") -> str:
    """The notes of one slide."""
    parts = [f"WAKTU: {when(span)}", f"SAMPAIKAN: {say}"]
    if ask:
        parts.append(f"TANYAKAN KEPADA RUANGAN: {ask}")
    if more:
        parts.append(more)
    return "\n\n".join(parts)


def way_in(material: Material) -> str:
    """Where participants go, with the real address and code."""
    session = material.session
    return f"ALAMAT: peserta membuka {session.join_url} lalu mengetik kode {session.code}; yang sudah bergabung tinggal membuka halamannya."
