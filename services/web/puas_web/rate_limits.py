"""Brakes on log-in, sign-up and forgotten passwords; counted in Redis, in memory while Redis is away."""

from flask import Flask, Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address


class ViewLimiter(Limiter):
    """Limits single views only, so that requests for all others pay nothing for looking."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if not in_middleware:  # limits of a view are checked around it; there are none for the whole application
            super()._check_request_limit(callable_name, in_middleware)


limiter = ViewLimiter(
    key_func=get_remote_address,
    strategy="sliding-window-counter",
    in_memory_fallback_enabled=True,
    headers_enabled=False,
    key_prefix="puas-web",
)

# Offices share one address, so these stop a machine, not a room of forty officers.
SIGN_IN = "60 per 5 minutes"
SIGN_UP = "20 per hour"
MAIL_OUT = "20 per hour"
INVITATIONS = "120 per hour"
FILE_CHECKS = "60 per 5 minutes"

# Forms F-03: ten or twenty people behind one office's address, and never a machine.
USERS_FORMS = "120 per 10 minutes"

# Codes of trainings: only wrong ones count, and a room of forty phones behind one address may mistype now and then.
JOIN_GUESSES = "100 per 10 minutes"
PERSONAL_GUESSES = "60 per 10 minutes"
PERSONAL_GUESSES_OF_ONE_TRAINING = "300 per hour"
DAY_GUESSES = "20 per 10 minutes"
SETUP_GUESSES = "30 per 10 minutes"


def was_refused(response: Response) -> bool:
    """For brakes on guessing: right answers cost nothing."""
    return response.status_code >= 400


def storage_address(redis_url: str | None) -> str:
    """The address as the limits library spells it."""
    if not redis_url:
        return "memory://"
    return "redis+" + redis_url if redis_url.startswith("unix://") else redis_url


def init_app(app: Flask, *, redis_url: str | None, enabled: bool = True) -> None:
    app.config["RATELIMIT_STORAGE_URI"] = storage_address(redis_url)
    app.config["RATELIMIT_ENABLED"] = enabled
    limiter.init_app(app)
