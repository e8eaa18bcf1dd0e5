"""A phone in a training room: keeps cookies, fills in forms, and counts what comes over the air."""

from __future__ import annotations

import gzip
import http.client
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup, Tag

Form = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Visit:
    """One request: what for, how it ended, how long it took and how many bytes came, head and body."""

    kind: str
    status: int
    seconds: float
    received: int


@dataclass
class Log:
    """What all phones did, together."""

    visits: list[Visit] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, visit: Visit) -> None:
        with self._lock:
            self.visits.append(visit)


@dataclass
class Page:
    """What a request brought."""

    status: int
    headers: dict[str, str]
    body: str
    path: str

    def fields(self, action: str) -> dict[str, str | list[str]]:
        """Hidden and filled fields of the form that is sent to an address ending so."""
        form = next(each for each in self._forms() if any(path.endswith(action) for path in _paths(each, self.path)))
        found: dict[str, str | list[str]] = {}
        for each in form.find_all(["input", "textarea", "select"]):
            name, kind = each.get("name"), each.get("type")
            if name and kind not in ("submit", "radio", "checkbox"):
                found[str(name)] = str(each.get("value") or each.text or "") if each.name != "select" else _chosen(each)
        return found

    def _forms(self) -> list[Tag]:
        return list(BeautifulSoup(self.body, "html.parser").find_all("form"))


class Phone:
    """One person's browser: a connection at a time, as phones on one access point have."""

    def __init__(self, address: tuple[str, int], log: Log) -> None:
        self._address, self._log = address, log
        self._cookies: dict[str, str] = {}
        self._connection = http.client.HTTPConnection(*address, timeout=60)

    def get(self, path: str, kind: str, **headers: str) -> Page:
        return self._ask("GET", path, kind, None, headers)

    def post(self, path: str, form: Form, kind: str) -> Page:
        return self._ask("POST", path, kind, urlencode(form, doseq=True), {"Content-Type": "application/x-www-form-urlencoded"})

    def send(self, page: Page, form: Form, kind: str, *, action: str = "") -> Page:
        """Send the form of a page with these answers, and go where that leads."""
        path = page.path if not action else action
        return self.follow(self.post(path, {**page.fields(path), **form}, kind), kind)

    def follow(self, page: Page, kind: str) -> Page:
        while page.status in (302, 303):
            parts = urlsplit(page.headers["location"])
            page = self.get(parts.path + (f"?{parts.query}" if parts.query else ""), kind)
        return page

    def _ask(self, method: str, path: str, kind: str, body: str | None, headers: Mapping[str, str]) -> Page:
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        sent = {"Accept-Encoding": "gzip", "Accept": "text/html", "Host": f"127.0.0.1:{self._address[1]}", **headers}
        began = time.perf_counter()
        self._connection.request(method, path, body, {**sent, "Cookie": cookie} if cookie else sent)
        answer = self._connection.getresponse()
        raw = answer.read()
        seconds = time.perf_counter() - began
        received = len(raw) + sum(len(name) + len(value) + 4 for name, value in answer.getheaders()) + 17
        self._log.add(Visit(kind, answer.status, seconds, received))
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self._cookies[key] = rest.partition(";")[0]
        packed = answer.getheader("Content-Encoding") == "gzip"
        return Page(answer.status, {k.lower(): v for k, v in answer.getheaders()}, (gzip.decompress(raw) if packed else raw).decode(), path)


def _paths(form: Tag, page: str) -> list[str]:
    """Where the form and its buttons send to."""
    sent_to = [str(form.get("action") or page), *(str(each["formaction"]) for each in form.find_all("button", formaction=True))]
    return [path.partition("#")[0] for path in sent_to]


def _chosen(select: Tag) -> str:
    chosen = select.find("option", selected=True) or select.find("option")
    return str(chosen.get("value") or "") if isinstance(chosen, Tag) else ""
