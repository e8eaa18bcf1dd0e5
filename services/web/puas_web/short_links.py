"""The address behind a code: as a link, as a person reads it, and as a QR drawing."""

from __future__ import annotations

from functools import lru_cache

import segno
from flask import current_app
from markupsafe import Markup

# Quartile error correction: a scratched or stained sticker can still be read.
_ERROR_CORRECTION = "q"


def short_link(code: str) -> str:
    """The whole address, as the QR code holds it."""
    return f"{current_app.config['PUAS_BASE_URL']}/s/{code}"


def shown_link(code: str) -> str:
    """The address without its scheme, as it is read aloud and typed."""
    return short_link(code).partition("://")[2]


def shown_code(code: str) -> str:
    """A code in two groups, easier to copy by hand: `BCD FGHJ`."""
    return f"{code[:3]} {code[3:]}"


def qr_drawing(code: str) -> Markup:
    """The QR code as SVG, black on white also on a dark page."""
    return Markup(_drawing(short_link(code)))  # noqa: S704


def qr_file(code: str) -> bytes:
    """The QR code as an SVG file of its own."""
    drawing = _drawing(short_link(code))
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()


def exit_link(code: str) -> str:
    """The whole address of the counters of a mall, as the QR code at its exit holds it."""
    return f"{current_app.config['PUAS_BASE_URL']}/m/{code}"


def exit_drawing(code: str) -> Markup:
    """The QR code for the exit, as SVG."""
    return Markup(_drawing(exit_link(code)))  # noqa: S704


def join_link(code: str) -> str:
    """The whole address at which people join the training of this code; without one, where they type it."""
    return f"{current_app.config['PUAS_BASE_URL']}/ikut/{code}".rstrip("/")


def shown_join_page() -> str:
    """The address where the code is typed, as it is read aloud."""
    return f"{current_app.config['PUAS_BASE_URL']}/ikut".partition("://")[2]


def join_drawing(code: str) -> Markup:
    """The QR code that joins a training, as SVG."""
    return Markup(_drawing(join_link(code)))  # noqa: S704


def users_form_link(code: str) -> str:
    """The whole address of a form F-03, as its QR code holds it."""
    return f"{current_app.config['PUAS_BASE_URL']}/n/{code}"


def users_form_drawing(code: str) -> Markup:
    """The QR code of a form F-03, as SVG."""
    return Markup(_drawing(users_form_link(code)))  # noqa: S704


def users_form_file(code: str) -> bytes:
    """The QR code of a form F-03 as an SVG file of its own."""
    return _drawing(users_form_link(code)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()


@lru_cache(maxsize=512)
def _drawing(address: str) -> str:
    code = segno.make_qr(address, error=_ERROR_CORRECTION)
    return code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
