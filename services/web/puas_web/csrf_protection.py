"""Protection of forms against foreign sites; a view without it must say why."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from puas_web.access import rule_of

View = TypeVar("View", bound=Callable[..., Any])

ATTRIBUTE = "csrf_exempt_because"

csrf = CSRFProtect()


def without_csrf(reason: str) -> Callable[[View], View]:
    """For forms that work without a session (the public questionnaire) and so have nothing to protect."""

    def declare(view: View) -> View:
        setattr(view, ATTRIBUTE, reason)
        return view

    return declare


def exempt_declared_views(app: Flask) -> None:
    """Bearer tokens are not sent by browsers on their own, so the API needs no token of ours either."""
    for view in app.view_functions.values():
        rule = rule_of(view)
        if hasattr(view, ATTRIBUTE) or (rule is not None and rule.kind == "api"):
            csrf.exempt(view)


def init_app(app: Flask) -> None:
    csrf.init_app(app)
