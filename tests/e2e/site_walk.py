"""Walks a running site as one person: signs in, follows every link, and keeps a few pages of each kind.

Used by the checks of all pages, and by `python -m tests.e2e.screenshots` that takes their pictures.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from playwright.sync_api import APIRequestContext, Page

# What differs between two pages of one kind: ids, codes of stickers, documents and indicators, keys of letters.
_VARIABLE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/[smn]/)\w{7}|(?<=/validasi/)[A-Z][\w.]+|(?<=/aspek/)\d+|(?<=/verifikasi/)[\w-]+|(?<=/daftar/)\d[\d.]+|(?<=/teks/)\w+|\d{4}-\d{2}-\d{2}|(?<==)\d+"
)
# Behind these stand short names of regencies, agencies, services and groups of offices; what is no name is a kind of its own.
_NAMED = re.compile(r"(?<=/)(publik|kabupaten|kesiapan|ruang-kerja|liga)((?:/[\w-]+)+)")
_NO_NAMES = frozenset({"pasang-lencana", "nonaktifkan", "aktifkan", "unsur", "tren", "rencana"})
# Files, and the links of letters, which are good once.
_LEADS_AWAY = re.compile(
    r"/unduh|/(?:xlsx|csv)$|\.(csv|json|xlsx|pdf|docx|png|svg|css)$|/kalender\.ics|/emblem/|/foto/[0-9a-f-]{36}$|^/keluar|/templat/|/cetak$|/undangan/|/daftar/verifikasi/"
)


@dataclass(frozen=True)
class Found:
    """A page worth looking at: where it is and of which kind."""

    kind: str
    path: str

    @property
    def name(self) -> str:
        """Fit for a file name."""
        return re.sub(r"[^a-z0-9]+", "-", self.kind.lower()).strip("-") or "awal"


@dataclass(frozen=True)
class Answer:
    """What came of following a link; `body` is empty for what is no page."""

    address: str
    status: int
    body: str


Fetch = Callable[[str], Answer]


def _nameless(place: re.Match[str]) -> str:
    """`publik/segara-asri/disdukcapil` as `publik/*/*`."""
    return place[1] + "".join(f"/{part if part in _NO_NAMES else '*'}" for part in place[2][1:].split("/"))


def fetch_by(request: APIRequestContext) -> Fetch:
    """Without a window: as quick as the site answers."""

    def fetch(address: str) -> Answer:
        answer = request.get(address)
        return Answer(answer.url, answer.status, answer.text() if "text/html" in answer.headers.get("content-type", "") else "")

    return fetch


def fetch_in(page: Page) -> Fetch:
    """In a window, which then shows the page that is looked at."""

    def fetch(address: str) -> Answer:
        response = page.goto(address)
        return Answer(page.url, response.status if response else 0, page.content())

    return fetch


def sign_in(request: APIRequestContext, base_url: str, email: str, password: str) -> None:
    """Through the page everyone uses."""
    page = request.get(f"{base_url}/masuk")
    token = BeautifulSoup(page.text(), "html.parser").select_one("input[name=csrf_token]")
    form: dict[str, str | float | bool] = {"email": email, "password": password, "csrf_token": str(token["value"]) if token else ""}
    answer = request.post(f"{base_url}/masuk", form=form)
    assert answer.ok and not answer.url.endswith("/masuk"), f"{email} could not sign in: {answer.status} {answer.url}"


@dataclass
class SiteWalk:
    """One person's way through the site. `per_kind` pages of each kind are kept; kinds in `known` are passed by."""

    fetch: Fetch
    base_url: str
    per_kind: int = 1
    most: int = 400
    known: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _kinds: Counter[str] = field(default_factory=Counter)

    def pages(self, *starts: str) -> Iterator[Found]:
        """HTML pages in the order a curious person meets them."""
        waiting = deque(starts or ("/",))
        while waiting and len(self._seen) < self.most:
            path = waiting.popleft()
            if path in self._seen or not self._is_wanted(path):
                continue
            self._seen.add(path)
            answer = self.fetch(self.base_url + path)
            if not answer.body:
                continue
            assert answer.status < 400, f"a link leads to {path}: {answer.status}"
            landed = self._inside(answer.address) or path
            if landed != path and landed in self._seen:
                continue
            self._seen.add(landed)
            kind = self.kind_of(landed)
            waiting.extend(self._links(landed, answer.body))
            if self._kinds[kind] < self.per_kind:
                self._kinds[kind] += 1
                yield Found(kind, landed)

    def _is_wanted(self, path: str) -> bool:
        kind = self.kind_of(path)
        return not _LEADS_AWAY.search(path.partition("?")[0]) and kind not in self.known and self._kinds[kind] < self.per_kind

    @staticmethod
    def kind_of(path: str) -> str:
        """The path with everything variable taken out; of a query only the names count."""
        plain, _, query = path.partition("?")
        names = "&".join(sorted({part.partition("=")[0] for part in query.split("&") if part}))
        return _NAMED.sub(_nameless, _VARIABLE.sub("*", plain)) + (f"?{names}" if names else "")

    def _links(self, path: str, body: str) -> Iterator[str]:
        for link in BeautifulSoup(body, "html.parser").select("a[href]"):
            inside = self._inside(urljoin(self.base_url + path, str(link["href"])))
            if inside is not None:
                yield inside

    def _inside(self, address: str) -> str | None:
        parts, home = urlsplit(urldefrag(address).url), urlsplit(self.base_url)
        if parts.netloc != home.netloc:
            return None
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
