"""The authorities whose electronic signatures this installation trusts; read once per process."""

from __future__ import annotations

from cryptography.x509 import Certificate
from flask import current_app

from puas.runtime.settings import WebSettings
from puas.runtime.signing_roots import read_roots

_EXTENSION = "puas_signing_roots"


def signing_roots() -> tuple[Certificate, ...]:
    """Empty where the operator names none; then no signature is called trusted."""
    if _EXTENSION not in current_app.extensions:
        settings: WebSettings = current_app.extensions["puas_settings"]
        current_app.extensions[_EXTENSION] = read_roots(settings.signing_roots) if settings.signing_roots else ()
    roots: tuple[Certificate, ...] = current_app.extensions[_EXTENSION]
    return roots
