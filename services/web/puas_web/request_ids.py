"""One id per request: on error pages, in a header, and in every log line and job that belongs to the request."""

import re
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, request

from puas.runtime.log_context import bound

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADER = "X-Request-ID"
_ENVIRON_KEY = "puas.request_id"
_ACCEPTABLE = re.compile(r"[A-Za-z0-9_-]{8,64}")


class RequestIds:
    """Gives the request its id around everything else, and takes the log context away afterwards: threads are used again."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        # The proxy's id is kept where it is well-formed, so that both logs can be read side by side.
        offered = environ.get("HTTP_X_REQUEST_ID", "")
        request_id = offered if _ACCEPTABLE.fullmatch(offered) else secrets.token_hex(8)
        environ[_ENVIRON_KEY] = request_id
        with bound(request_id=request_id):
            return self._app(environ, start_response)


def current_request_id() -> str:
    return str(request.environ.get(_ENVIRON_KEY, "-"))


def _send_back(response: Response) -> Response:
    response.headers[HEADER] = current_request_id()
    return response


def init_app(app: Flask) -> None:
    app.after_request(_send_back)
    app.wsgi_app = RequestIds(app.wsgi_app)  # type: ignore[method-assign]
