"""One id per request, shown on error pages, sent back in a header and written into every log line."""

import re
import secrets

from flask import Flask, Response, g, request

HEADER = "X-Request-ID"
_ACCEPTABLE = re.compile(r"[A-Za-z0-9_-]{8,64}")


def assign() -> None:
    """Keep the proxy's id where it is well-formed, so that both logs can be read side by side."""
    offered = request.headers.get(HEADER, "")
    g.request_id = offered if _ACCEPTABLE.fullmatch(offered) else secrets.token_hex(8)


def send_back(response: Response) -> Response:
    response.headers[HEADER] = current_request_id()
    return response


def current_request_id() -> str:
    return str(g.get("request_id", "-"))


def init_app(app: Flask) -> None:
    app.before_request(assign)
    app.after_request(send_back)
