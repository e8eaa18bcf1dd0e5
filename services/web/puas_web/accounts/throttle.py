"""A brake on guessing the password of one address, beside the brake on one machine."""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import request
from flask_limiter.util import get_remote_address
from flask_login import current_user

from puas_web.rate_limits import limiter, was_refused

View = TypeVar("View", bound=Callable[..., Any])

# From one machine, and from all machines together. Wrong guesses count, right ones do not.
FROM_ONE_MACHINE = "10 per 15 minutes"
FROM_EVERYWHERE = "100 per hour"


def _address() -> str:
    """Stands for the address in the counters, which are no place for personal data nor for whatever somebody sends as one."""
    return hashlib.sha256(request.form.get("email", "").strip().lower().encode()).hexdigest()[:32]


def _account() -> str:
    return str(current_user.get_id() if current_user.is_anonymous else current_user.account_id)


def _address_and_machine() -> str:
    return f"{_address()}|{get_remote_address()}"


def attempts_at_one_address(view: View) -> View:
    """Both brakes on a log-in view."""
    everywhere = limiter.limit(FROM_EVERYWHERE, key_func=_address, methods=["POST"], deduct_when=was_refused)
    one_machine = limiter.limit(FROM_ONE_MACHINE, key_func=_address_and_machine, methods=["POST"], deduct_when=was_refused)
    return cast(View, one_machine(everywhere(view)))


def attempts_at_own_password(view: View) -> View:
    """The brake on guessing the password of the account whose session somebody found open."""
    return cast(View, limiter.limit(FROM_ONE_MACHINE, key_func=_account, methods=["POST"], deduct_when=was_refused)(view))
