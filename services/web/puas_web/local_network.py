"""The demo in a room of phones: one laptop, plain http, an address that only the room knows. Never a production service.

Recognised by its address alone: a demo that answers at another name than this machine's own is reached by others.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, redirect, request
from werkzeug.wrappers import Response

_EXTENSION = "puas_room_host"
_OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
_OWN_ADDRESSES = ("127.0.0.1", "::1")


def is_in_a_room() -> bool:
    """Whether phones of a room reach this demo."""
    return bool(current_app.extensions.get(_EXTENSION))


def is_own_machine() -> bool:
    """Whether the laptop itself is asking: what only the person who started the demo may see is shown to nobody else."""
    host = current_app.extensions.get(_EXTENSION)
    return not host or request.remote_addr in (*_OWN_ADDRESSES, host)


def room_host(*, mode: str, base_url: str) -> str:
    """The host phones use; empty outside of a demo, and where the demo is for this machine alone."""
    host = urlsplit(base_url).hostname or ""
    return "" if mode != "demo" or host in ("localhost", *_OWN_ADDRESSES) else host


def _mind_the_host() -> Response | None:
    """Whatever name somebody found for the laptop: pages are at one address, where cookies are kept; nothing is sent to another."""
    base = urlsplit(current_app.config["PUAS_BASE_URL"])
    name = request.host.rpartition(":")[0] if request.host.rpartition(":")[2].isdigit() else request.host
    if name in (base.hostname, *_OWN_NAMES):
        return None
    if request.method != "GET":
        abort(400)
    return redirect(f"{base.geturl()}{request.full_path if request.query_string else request.path}")


def init_app(app: Flask, *, mode: str, base_url: str) -> None:
    app.extensions[_EXTENSION] = room_host(mode=mode, base_url=base_url)
    app.add_template_global(is_in_a_room)
    app.add_template_global(is_own_machine)
    if app.extensions[_EXTENSION]:
        app.before_request(_mind_the_host)
