"""The web application as contract tests look at it: built, never asked to touch a server."""

from __future__ import annotations

from functools import cache

from flask import Flask


@cache
def application() -> Flask:
    from puas.runtime.settings import WebSettings
    from puas_web.app import create_app

    # Addresses where nothing listens.
    settings = WebSettings(
        mode="demo",
        database_url="postgresql://puas_app@127.0.0.1:9/none",
        province_database_url="postgresql://puas_province@127.0.0.1:9/none",
        redis_url="redis://127.0.0.1:9/0",
        base_url="http://localhost",
        files_url="file:///nonexistent",
        secret_key="only for tests, only for tests, only for tests",
    )
    return create_app(settings)
