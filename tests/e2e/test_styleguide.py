"""The design system in a real browser: fits a small phone, in both colour schemes, under the strict page policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser
from werkzeug.serving import make_server

# Text in running prose may be lower; what stands for itself has to be easy to hit.
_TOO_LOW = """
[...document.querySelectorAll('.button:not(.small), .tabs a, .navigation a, .choice, select, textarea, summary,' +
  'input:not([type=radio]):not([type=checkbox]):not([type=hidden])')]
  .filter(element => element.offsetParent && element.getBoundingClientRect().height < 43.5)
  .map(element => element.outerHTML.slice(0, 80))
"""


def _application() -> Flask:
    from puas.runtime.settings import WebSettings
    from puas_web import tenant_style
    from puas_web.app import create_app
    from tests.styleguide.pages import register

    app = create_app(
        WebSettings(
            mode="demo",
            database_url="postgresql://puas_app@127.0.0.1:9/none",
            redis_url="redis://127.0.0.1:9/0",
            base_url="http://localhost",
            files_url="file:///nonexistent",
            secret_key="only for tests, only for tests, only for tests",
        )
    )
    register(app)

    @tenant_style.public
    def accent(tenant_slug: str) -> Response:
        return Response(tenant_style.accent_rules("#7a3b12"), mimetype="text/css")

    app.view_functions["tenant_style.accent"] = accent
    return app


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, _application(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/styleguide"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_piece_fits(chromium: Browser, address: str, scheme: Literal["light", "dark"], width: int, tmp_path: Path) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.screenshot(path=tmp_path / "page.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(_TOO_LOW) == []
    assert complaints == []
    context.close()
