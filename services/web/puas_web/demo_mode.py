"""Whether this installation is the demo on somebody's own machine; pages that only the demo has ask here."""

from __future__ import annotations

from flask import Flask, abort, current_app

from puas_web.local_network import is_own_machine

_EXTENSION = "puas_demo_mode"


def is_demo() -> bool:
    """True in the demo, where mail is kept inside the application and log-ins are shown."""
    return bool(current_app.extensions[_EXTENSION])


def only_in_demo() -> None:
    """Hook: outside of the demo the page does not exist, nor for the phones of a room."""
    if not (is_demo() and is_own_machine()):
        abort(404)


def init_app(app: Flask, *, mode: str) -> None:
    app.extensions[_EXTENSION] = mode == "demo"
    app.add_template_global(is_demo)
