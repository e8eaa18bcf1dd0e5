"""The web application as contract tests look at it: built, never asked to touch a server."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flask import Flask


@dataclass(frozen=True)
class Settings:
    """Addresses where nothing listens."""

    database_url: str = "postgresql+psycopg://puas_app@127.0.0.1:9/none"
    redis_url: str = "redis://127.0.0.1:9/0"
    province_database_url: str | None = None
    secret_key: str = "only for tests, only for tests, only for tests"
    base_url: str = "http://localhost"
    default_locale: str = "id"
    trusted_proxies: tuple[str, ...] = ()
    files_url: str = "file:///nonexistent"
    mode: str = "demo"
    is_production: bool = False


@cache
def application() -> Flask:
    from puas_web.app import create_app

    return create_app(Settings())
