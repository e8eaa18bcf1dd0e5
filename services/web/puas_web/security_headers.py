"""Headers every answer carries: a strict content security policy and its companions."""

from flask import Flask, Response, current_app, request

from puas_web.access import rule_of

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
    )
)

# A year, as the preload lists want it; sent only where the request came over https.
STRICT_TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains"


FIXED = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
)


def add_headers(response: Response) -> Response:
    """A view may be stricter by setting one itself; it is never set twice."""
    headers = response.headers
    present = {name.lower() for name, _value in headers}
    for name, value in FIXED:
        if name.lower() not in present:
            headers.add(name, value)
    if request.is_secure and "strict-transport-security" not in present:
        headers.add("Strict-Transport-Security", STRICT_TRANSPORT_SECURITY)
    if _is_private() or ("cache-control" not in present and response.mimetype == "text/html"):
        # Neither pages of a workspace nor files from there may stay in the cache of a shared computer.
        headers["Cache-Control"] = "no-store"
    return response


def _is_private() -> bool:
    """Whether the answer is for the person who is signed in."""
    rule = rule_of(current_app.view_functions[request.endpoint]) if request.endpoint else None
    return rule is not None and rule.kind not in {"public", "api"}


def init_app(app: Flask) -> None:
    app.after_request(add_headers)
