"""Small answers asked for again and again: sent only when they changed."""

from __future__ import annotations

import hashlib

from flask import Response, request


def answer_if_changed(body: str, *, mimetype: str = "text/html") -> Response:
    """The body with a tag made of it, or 304 to whoever sends that tag. No browser keeps it: pages remember the tag themselves."""
    answer = Response(body, mimetype=mimetype)
    answer.set_etag(hashlib.sha256(body.encode()).hexdigest()[:20])
    answer.make_conditional(request)
    return answer
