"""A visitor without JavaScript: opens pages, keeps cookies, fills in the forms it finds and sends them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, Request, build_opener

Fields = list[tuple[str, str]]


class UnexpectedPage(RuntimeError):
    """The site answered with something else than the visitor was promised."""

    def __init__(self, address: str, what: str) -> None:
        super().__init__(f"{address}: {what}")
        self.address = address


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a page with the values it came with; `choices` are the radio buttons on offer."""

    action: str
    method: str
    fields: Fields
    choices: dict[str, list[str]]

    def has(self, name: str) -> bool:
        """Whether the form asks for this."""
        return name in self.choices or any(name == each for each, _ in self.fields)


@dataclass(frozen=True, slots=True)
class Page:
    """An answer of the site."""

    address: str
    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", errors="replace")

    def forms(self) -> list[Form]:
        """All forms, in the order of the page."""
        reader = _FormReader(self.address)
        reader.feed(self.text)
        return reader.forms

    def form_with(self, name: str) -> Form:
        """The first form that has this field or choice."""
        for form in self.forms():
            if form.has(name):
                return form
        raise UnexpectedPage(self.address, f"no form with a field {name!r}")

    def form_to(self, ending: str) -> Form:
        """The first form that is sent to an address with this ending."""
        for form in self.forms():
            if form.action.endswith(ending):
                return form
        raise UnexpectedPage(self.address, f"no form to {ending!r}")

    def links_like(self, pattern: str) -> list[str]:
        """Complete addresses of the links in which the pattern is found, in the order of the page."""
        reader = _FormReader(self.address)
        reader.feed(self.text)
        return [link for link in reader.links if re.search(pattern, link)]


@dataclass
class Browser:
    """Cookies and the way to the site. Proxies are left out: the site is on this machine."""

    base_url: str
    timeout: float = 30.0
    _opener: OpenerDirector = field(init=False)

    def __post_init__(self) -> None:
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))

    def open(self, address: str, *, expect: int = 200) -> Page:
        """Follow a link."""
        return self._send(Request(urljoin(self.base_url, address)), expect)

    def submit(self, form: Form, values: Mapping[str, str] | None = None, *, expect: int = 200) -> Page:
        """Send a form with some of its values changed."""
        changed = dict(values or {})
        data = [(name, value) for name, value in form.fields if name not in changed] + list(changed.items())
        request = Request(form.action, data=urlencode(data).encode(), headers={"Referer": form.action})
        return self._send(request, expect)

    def _send(self, request: Request, expect: int) -> Page:
        try:
            with self._opener.open(request, timeout=self.timeout) as answer:
                page = Page(answer.geturl(), answer.status, answer.read(), dict(answer.headers))
        except HTTPError as error:
            page = Page(error.geturl(), error.code, error.read(), dict(error.headers))
        if page.status != expect:
            raise UnexpectedPage(page.address, f"status {page.status} instead of {expect}")
        return page


class _FormReader(HTMLParser):
    """Collects forms, their fields and the page's links."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._address = address
        self._form: Form | None = None
        self._select: str | None = None
        self._textarea: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in values:
            self.links.append(urljoin(self._address, values["href"]))
        elif tag == "form":
            action = urljoin(self._address, values.get("action") or self._address)
            self._form = Form(action, values.get("method", "get").lower(), [], {})
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(tag, values, {name for name, _ in attrs})

    def _field(self, tag: str, values: dict[str, str], present: set[str]) -> None:
        name = values.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._textarea = (name, [])
        elif tag == "option" and self._select:
            self._choice(self._select, values.get("value", ""), "selected" in present)
        elif tag == "input" and name:
            self._input(name, values, present)

    def _input(self, name: str, values: dict[str, str], present: set[str]) -> None:
        kind = values.get("type", "text").lower()
        if kind in ("radio", "checkbox"):
            self._choice(name, values.get("value", "on"), "checked" in present)
        elif kind not in ("submit", "button", "file", "image", "reset"):
            self._add(name, values.get("value", ""))

    def _choice(self, name: str, value: str, chosen: bool) -> None:
        if self._form is None:
            return
        self._form.choices.setdefault(name, []).append(value)
        if chosen:
            self._add(name, value)

    def _add(self, name: str, value: str) -> None:
        if self._form is not None:
            self._form.fields.append((name, value))

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._textarea[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea is not None:
            self._add(self._textarea[0], "".join(self._textarea[1]))
            self._textarea = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._form = None
