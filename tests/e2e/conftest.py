"""A browser and the whole product, shared by all journeys; each visitor has a window of their own that watches itself."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, ViewportSize, sync_playwright

from puas.runtime.demo_logins import DemoLogin
from tests.conftest import Database, _copy_of
from tests.e2e.chromium import CHROMIUM, launch
from tests.e2e.stack import Stack, running

_PATIENCE = 15_000
# A database of Valkey for the journeys alone: other tests listen on the same queues, and empty theirs.
_REDIS_DATABASE = 9


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for a file; without one its tests are skipped and say so.

    Its driver keeps an event loop running in this process, in which the library of signatures cannot start one of its own.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as driver:
        browser = launch(driver)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def stack(template_database: Database) -> Iterator[Stack]:
    """All services with a small regency. State is shared: a journey changes only what is its own."""
    folder = Path(tempfile.mkdtemp(prefix="puas-journeys-"))
    with _copy_of(template_database, "puas_journeys") as copy:
        addresses = {f"{name}_url": copy.url(f"puas_{name}") for name in ("owner", "app", "province")}
        redis_url = f"{template_database.services.redis_url}?db={_REDIS_DATABASE}"
        with running(folder, redis_url=redis_url, **addresses) as stack:
            yield stack
    shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Visitor:
    """One person at one window. Complaints of the browser and requests to other hosts are collected."""

    stack: Stack
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def open(self, path: str) -> Page:
        """Go to an address of the product."""
        self.page.goto(path if path.startswith("http") else self.stack.base_url + path)
        return self.page

    def sign_in(self, login: DemoLogin) -> Page:
        """Through the page everyone uses."""
        self.open("/masuk")
        self.page.fill("#email", login.email)
        self.page.fill("#password", login.password)
        self.page.click("form.form button[type=submit]")
        assert "/masuk" not in self.page.url, self.page.inner_text("main")
        return self.page

    def watch(self) -> None:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._on_request)
        self.page.on("response", self._on_response)

    def _on_console(self, message: ConsoleMessage) -> None:
        # The browser also writes down each answer of 400 and more; those are judged by `_on_response`.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.stack.base_url, "data:")):
            self.complaints.append(f"{self.page.url} asks for {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status} {response.url}")


Arrive = Callable[..., Visitor]


@pytest.fixture
def arrive(chromium: Browser, stack: Stack) -> Iterator[Arrive]:
    """Makes visitors: `arrive(width=360, java_script_enabled=False)`. At the end nobody may have complained."""
    visitors: list[Visitor] = []

    def make(*, width: int = 1280, expected: tuple[int, ...] = (), **options: Any) -> Visitor:
        # Without motion, or a colour could be looked at on its way to another.
        size = ViewportSize(width=width, height=740 if width < 600 else 800)
        context = chromium.new_context(viewport=size, locale="id-ID", reduced_motion="reduce", **options)
        context.set_default_timeout(_PATIENCE)
        visitor = Visitor(stack, context, context.new_page(), expected=set(expected))
        visitor.watch()
        visitors.append(visitor)
        return visitor

    yield make
    complaints = [each for visitor in visitors for each in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert complaints == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
