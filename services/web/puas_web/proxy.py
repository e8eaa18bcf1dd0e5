"""Forwarded headers are believed only when the connection itself comes from a configured proxy."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Network = IPv4Network | IPv6Network

FORWARDED_HEADERS = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_FORWARDED",
)


class TrustedProxies:
    """Puts the visitor's address and scheme into the environment, or drops the forwarded headers unread."""

    def __init__(self, app: "WSGIApplication", proxies: Iterable[str]) -> None:
        self._app = app
        self._networks: tuple[Network, ...] = tuple(ip_network(proxy, strict=False) for proxy in proxies)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if self._is_trusted(environ.get("REMOTE_ADDR", "")):
            self._apply(environ)
        for header in FORWARDED_HEADERS:
            environ.pop(header, None)
        return self._app(environ, start_response)

    def _is_trusted(self, address: str) -> bool:
        if not self._networks:
            return False
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._networks)

    def _apply(self, environ: "WSGIEnvironment") -> None:
        visitor = self._visitor(environ.get("HTTP_X_FORWARDED_FOR", ""))
        if visitor is not None:
            environ["REMOTE_ADDR"] = visitor
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", "").split(",")[-1].strip().lower()
        if scheme in {"http", "https"}:
            environ["wsgi.url_scheme"] = scheme
        host = environ.get("HTTP_X_FORWARDED_HOST", "").split(",")[-1].strip()
        if host:
            environ["HTTP_HOST"] = host

    def _visitor(self, forwarded_for: str) -> str | None:
        """The rightmost address that is not one of ours: anything further left was written by the visitor."""
        for candidate in reversed([part.strip() for part in forwarded_for.split(",") if part.strip()]):
            try:
                ip_address(candidate)
            except ValueError:
                return None
            if not self._is_trusted(candidate):
                return candidate
        return None
