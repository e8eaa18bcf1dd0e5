"""The installation's signing key, for pages whose act freezes a result. Derived once per process from the secret."""

from __future__ import annotations

from flask import current_app

from puas.runtime.signing_key import SigningKey

_EXTENSION = "puas_signing_key"


def signing_key() -> SigningKey:
    """The key that results of this installation are signed with."""
    if _EXTENSION not in current_app.extensions:
        current_app.extensions[_EXTENSION] = SigningKey(current_app.config["SECRET_KEY"])
    key: SigningKey = current_app.extensions[_EXTENSION]
    return key
