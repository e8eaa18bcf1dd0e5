"""Brakes on guessing the code of a training, and the personal code of somebody in it. Only wrong guesses count."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import request

from puas.db import locators
from puas_web.rate_limits import JOIN_GUESSES, PERSONAL_GUESSES, PERSONAL_GUESSES_OF_ONE_TRAINING, limiter, was_refused

View = TypeVar("View", bound=Callable[..., Any])


def guesses_of_codes(view: View) -> View:
    """From one machine, on all of the pages together; looking a code up is a guess, too."""
    return cast(View, limiter.shared_limit(JOIN_GUESSES, scope="training-codes", deduct_when=was_refused)(view))


def guesses_of_personal_codes(view: View) -> View:
    """From one machine, and in one training from all machines together."""
    everywhere = limiter.limit(PERSONAL_GUESSES_OF_ONE_TRAINING, key_func=_training, methods=["POST"], deduct_when=was_refused)
    one_machine = limiter.limit(PERSONAL_GUESSES, methods=["POST"], deduct_when=was_refused)
    return cast(View, one_machine(everywhere(view)))


def _training() -> str:
    """Stands for the code in the counters."""
    code = locators.tidy_code(str((request.view_args or {}).get("code", "")))
    return hashlib.sha256(code.encode()).hexdigest()[:32]
