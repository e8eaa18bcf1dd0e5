"""What the current piece of work is about: request, job and tenant, for log lines and error reports.

Bound once at the edge (web request, job), read by the log set-up and passed on with every job sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_context: ContextVar[dict[str, str]] = ContextVar("puas_log_context", default={})  # noqa: B039 - replaced, never changed

_ON_ERROR = "_puas_context"


def current_context() -> dict[str, str]:
    """The bound names and values (`request_id`, `job_id`, `tenant_id` …)."""
    return dict(_context.get())


def bind(**values: object) -> None:
    """Add values for the rest of this piece of work."""
    _context.set({**_context.get(), **{name: str(value) for name, value in values.items()}})


@contextmanager
def bound(**values: object) -> Iterator[None]:
    """Replace the whole context inside the block."""
    token = _context.set({name: str(value) for name, value in values.items()})
    try:
        yield
    except BaseException as error:
        # Whoever reports the error does so after this context has been left.
        vars(error).setdefault(_ON_ERROR, current_context())
        raise
    finally:
        _context.reset(token)


def context_of_error(error: BaseException | None) -> dict[str, str]:
    """What was bound where the error left its piece of work; empty when it came from none."""
    return dict(vars(error).get(_ON_ERROR, {})) if error is not None else {}
