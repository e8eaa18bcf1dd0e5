"""Forwarded headers: believed from the configured proxy, dropped from everybody else."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from puas_web.proxy import TrustedProxies

PROXY = "10.0.0.2"


def _seen(remote: str, headers: dict[str, str], proxies: tuple[str, ...] = ("10.0.0.0/24",)) -> dict[str, Any]:
    """What the application sees of a request that comes from `remote` with these headers."""
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.update(environ)
        start_response("200 OK", [])
        return []

    environ = EnvironBuilder(headers=Headers(headers), environ_base={"REMOTE_ADDR": remote}).get_environ()
    run_wsgi_app(TrustedProxies(application, proxies), environ)
    return seen


def test_the_proxy_says_who_is_asking() -> None:
    seen = _seen(PROXY, {"X-Forwarded-For": "36.66.1.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "skm.example.go.id"})
    assert seen["REMOTE_ADDR"] == "36.66.1.9"
    assert seen["wsgi.url_scheme"] == "https"
    assert seen["HTTP_HOST"] == "skm.example.go.id"


def test_anybody_else_is_not_believed() -> None:
    seen = _seen("36.66.1.9", {"X-Forwarded-For": "1.2.3.4", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"})
    assert seen["REMOTE_ADDR"] == "36.66.1.9"
    assert seen["wsgi.url_scheme"] == "http"
    assert seen["HTTP_HOST"] != "evil.example"
    assert not [name for name in seen if name.startswith("HTTP_X_FORWARDED")]


def test_without_a_configured_proxy_nobody_is_believed() -> None:
    assert _seen(PROXY, {"X-Forwarded-For": "1.2.3.4"}, proxies=())["REMOTE_ADDR"] == PROXY


@pytest.mark.parametrize(
    ("header", "visitor"),
    [
        ("1.2.3.4, 36.66.1.9", "36.66.1.9"),  # the left one was written by the visitor
        ("1.2.3.4, 36.66.1.9, 10.0.0.7", "36.66.1.9"),  # a second proxy of ours
        ("1.2.3.4, not an address", PROXY),
        ("10.0.0.9", PROXY),  # only proxies: nothing better is known
        ("", PROXY),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_rightmost_foreign_address_counts(header: str, visitor: str) -> None:
    assert _seen(PROXY, {"X-Forwarded-For": header})["REMOTE_ADDR"] == visitor


def test_a_strange_scheme_is_ignored() -> None:
    assert _seen(PROXY, {"X-Forwarded-Proto": "gopher"})["wsgi.url_scheme"] == "http"
