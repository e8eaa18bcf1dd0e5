"""Names of the other yardsticks, as pages call them."""

from __future__ import annotations

from flask import Flask
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain.yardsticks import (
    COMPLAINTS,
    COMPLIANCE,
    INNOVATIONS,
    MALLS,
    MINIMUM_SERVICES,
    PERFORMANCE,
    PROCEDURES,
    STANDARDS,
)

YARDSTICK_NAMES: dict[str, LazyString] = {
    PERFORMANCE: _l("Kinerja unit pelayanan"),
    COMPLIANCE: _l("Kepatuhan Ombudsman"),
    STANDARDS: _l("Standar pelayanan"),
    PROCEDURES: _l("SOP"),
    MINIMUM_SERVICES: _l("SPM"),
    COMPLAINTS: _l("Pengaduan"),
    MALLS: _l("Mal pelayanan publik"),
    INNOVATIONS: _l("Inovasi"),
}

YARDSTICK_SLUGS: dict[str, str] = {
    "kinerja": PERFORMANCE,
    "ombudsman": COMPLIANCE,
    "standar": STANDARDS,
    "sop": PROCEDURES,
    "spm": MINIMUM_SERVICES,
    "pengaduan": COMPLAINTS,
    "mpp": MALLS,
    "inovasi": INNOVATIONS,
}
"""How addresses call them."""


def yardstick_name(yardstick: str) -> str:
    """What the yardstick is called; one unknown to this version by its own name."""
    return str(YARDSTICK_NAMES.get(yardstick, yardstick))


def yardstick_slug(yardstick: str) -> str:
    """How addresses call the yardstick."""
    return next(slug for slug, name in YARDSTICK_SLUGS.items() if name == yardstick)


def init_app(app: Flask) -> None:
    for words in (yardstick_name, yardstick_slug):
        app.add_template_filter(words)
