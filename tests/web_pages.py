"""A browser for tests: reads HTML, follows forms, and refuses a GET that leaves changes behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from puas_web.database import db
from puas_web.login import LoggedInAccount


class DirtyGet(AssertionError):
    """A page that was only read left changes in its session."""


@dataclass(frozen=True)
class Page:
    """One answer, with its HTML as a tree."""

    response: TestResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def location(self) -> str:
        return self.response.headers.get("Location", "")

    @property
    def html(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.text, "html.parser")

    @property
    def text(self) -> str:
        """What a reader sees, with single spaces."""
        body = self.html.find("main") or self.html
        return " ".join(body.get_text(" ").split())

    @property
    def all_text(self) -> str:
        """The same with what stands around it: notices, navigation, the foot."""
        return " ".join(self.html.get_text(" ").split())

    @property
    def title(self) -> str:
        heading = self.html.find("h1")
        return "" if heading is None else " ".join(heading.get_text(" ").split())

    def form(self, action: str | None = None) -> Tag:
        """The page's main form, or the one that posts to `action`."""
        forms = [form for form in self.html.find_all("form") if action is None or form.get("action") == action]
        inside = [form for form in forms if form.find_parent("main")]
        own = [form for form in inside or forms if action or form.get("action") != "/bahasa"]
        assert own, f"no form{f' to {action}' if action else ''} on {self.response.request.path}"
        return own[0]

    def filled(self, action: str | None = None) -> dict[str, Any]:
        """What a browser would send if nothing was touched."""
        values: dict[str, Any] = {}
        for field in self.form(action).find_all(["input", "select", "textarea"]):
            name = str(field.get("name") or "")
            if not name or field.get("type") in {"submit", "file"}:
                continue
            if field.get("type") in {"checkbox", "radio"}:
                if field.has_attr("checked"):
                    values.setdefault(name, []).append(field.get("value", "on"))
            elif field.name == "select":
                values[name] = [option.get("value") for option in field.find_all("option") if option.has_attr("selected")]
            else:
                values[name] = field.get_text() if field.name == "textarea" else field.get("value", "")
        return values

    def errors(self) -> list[str]:
        """Sentences of the error summary."""
        return [" ".join(item.get_text(" ").split()) for item in self.html.select(".error-summary li")]


class Browser:
    """Opens pages of one application as one visitor."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.client: FlaskClient = app.test_client()

    def get(self, path: str, **options: Any) -> Page:
        return Page(self.client.get(path, **options))

    def follow(self, page: Page) -> Page:
        """Go where a redirect leads."""
        while page.status in {301, 302, 303, 307, 308}:
            page = self.get(page.location)
        return page

    def post(self, path: str, data: Mapping[str, Any] | None = None, **options: Any) -> Page:
        """Post as it is; for a form of a page use `send`."""
        return Page(self.client.post(path, data=dict(data or {}), **options))

    def send(self, page: Page, data: Mapping[str, Any] | None = None, *, action: str | None = None, **options: Any) -> Page:
        """Fill in a form of the page and send it."""
        target = page.form(action).get("action") or page.response.request.path
        return self.post(str(target), {**page.filled(action), **(data or {})}, **options)

    def sign_in(self, account_id: UUID, session_version: int = 1) -> None:
        """Be signed in without the form, for tests that are about something else."""
        with self.client.session_transaction() as cookie:
            cookie["_user_id"] = LoggedInAccount(account_id, session_version, "", "").get_id()
            cookie["_fresh"] = True

    def log_in(self, email: str, password: str) -> Page:
        return self.send(self.get("/masuk"), {"email": email, "password": password})


def watch_for_dirty_gets(app: Flask) -> None:
    """Raise where a GET has added, changed or deleted a row by the time it is answered."""

    def look(response: Any) -> Any:
        from flask import request

        session = db.session()
        if request.method == "GET" and (session.new or session.dirty or session.deleted):
            raise DirtyGet(f"GET {request.path} left {[*session.new, *session.dirty, *session.deleted]}")
        return response

    app.after_request_funcs.setdefault(None, []).append(look)
