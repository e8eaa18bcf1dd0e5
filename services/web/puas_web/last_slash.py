"""An address typed or copied with a slash too many leads to the page: `/publik/tirta/` is `/publik/tirta`."""

from flask import Flask, current_app, redirect, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from puas_web.cookie_sessions import answer_for_everybody


def lead_to_page() -> Response | None:
    """The way to the page whose address is the same without slashes at the end; None where there is none, or nothing was wrong."""
    if not isinstance(request.routing_exception, NotFound) or request.method not in ("GET", "HEAD") or not request.path.endswith("/"):
        return None
    path = request.path.rstrip("/")
    if not _is_a_page(path):
        return None
    answer_for_everybody()
    query = request.query_string.decode("latin-1")
    # For good: whoever has the address kept should keep the other one.
    return redirect(f"{path}?{query}" if query else path, 308)


def _is_a_page(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    try:
        if adapter is not None:
            adapter.match(path, "GET")
            return True
    except (RequestRedirect, HTTPException):
        pass  # Also an address that is spelt wrong in yet another way; one guess is enough.
    return False


def init_app(app: Flask) -> None:
    app.before_request(lead_to_page)
