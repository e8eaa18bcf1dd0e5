"""The screens in English: no Indonesian sentence of ours is left on a page, the choice is kept, figures follow the language."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from urllib.parse import urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup, Comment
from flask import Flask
from sqlalchemy.orm import Session

from puas.db.tables.people import Account
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.report_forms import REPORT_FORMS
from puas.domain.survey_period import triwulan
from puas.usecases.create_collection_points import NewPoint, create_collection_points
from puas_web import catalogue
from puas_web.i18n import COOKIE
from tests.factories.members import PASSWORD, add_login, add_membership
from tests.factories.published import publish_and_share
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.factories.surveys import SLUGS, a_survey
from tests.web_pages import Browser, Page

NOW = datetime(2026, 5, 20, 3, tzinfo=UTC)
PUBLIC = ("/", "/masuk", "/lupa-sandi", "/daftar", "/verifikasi", "/s", "/publik", "/publik/arjosari", "/tidak-ada")
# Indonesian on purpose: chapters of the report go by their names in it, and the questionnaire is shown as the rule words it.
_TITLES = {title for form in REPORT_FORMS.values() for title in form.text_sections().values()}
_QUOTED = {*_TITLES, *(label for each in edition(DEFAULT_EDITION_ID).questions for label in each.answers)}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
_LEADS_AWAY = re.compile(r"\.(csv|json|xlsx|pdf|docx|png|svg|css)$|/unduh|/templat|/emblem/|/keluar")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def surveyed(session: Session) -> Surveyed:
    """One agency with a final quarter, a running one, and a sticker."""
    quarters = (triwulan(2026, 1), triwulan(2026, 2))
    made = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=quarters, agencies=("Disdukcapil",))
    publish_and_share(session, made, made.periods[:1])
    points = [NewPoint(place="Loket 1")]
    create_collection_points(
        session=session, tenant_id=made.tenant_id, agency_id=made.agency_ids[0], points=points, account_id=None, now=NOW
    )
    session.commit()
    return made


@pytest.fixture
def english(app: Flask) -> Browser:
    browser = Browser(app)
    browser.client.set_cookie(COOKIE, "en")
    return browser


def _member(session: Session, surveyed: Surveyed, role: str) -> Account:
    account = add_login(session, f"{role}@arjosari.go.id")
    add_membership(session, tenant_id=surveyed.tenant_id, account_id=account.id, role=role)
    session.commit()
    return account


@cache
def _sentences() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Our Indonesian sentences that read otherwise in English: plain ones, and patterns of those with values in them."""
    plain, patterns = set(), []
    for message in catalogue.read():
        if not message.id or message.id == message.string:
            continue
        words = message.id if isinstance(message.id, str) else message.id[0]
        if not _PLACEHOLDER.search(words):
            plain.add(" ".join(words.split()))
        elif len(_PLACEHOLDER.sub("", words).strip()) >= 6:
            # A value is a name, a number or a date, never a paragraph.
            patterns.append(re.compile(".{1,80}".join(re.escape(part) for part in _PLACEHOLDER.split(words))))
    return frozenset(plain), tuple(patterns)


def _shown(page: Page) -> Iterator[str]:
    """Every text of a page, and what a screen reader is told instead of one."""
    tree: BeautifulSoup = page.html
    for text in tree.find_all(string=True):
        if not isinstance(text, Comment) and text.parent is not None and text.parent.name not in ("script", "style"):
            yield from (" ".join(part.split()) for part in (text.split(" · ") if text.parent.name == "title" else [text]))
    for tag in tree.find_all(True):
        for name in ("aria-label", "placeholder", "data-label", "title"):
            if tag.has_attr(name):
                yield " ".join(str(tag[name]).split())


def _left_over(page: Page) -> set[str]:
    plain, patterns = _sentences()
    shown = {text for text in _shown(page) if text} - _QUOTED
    return {text for text in shown if text in plain or any(each.fullmatch(text) for each in patterns)}


def _walk(browser: Browser, start: str) -> Iterator[Page]:
    """Each kind of page below an address once."""
    waiting, seen = deque([start]), set()
    while waiting:
        path = waiting.popleft()
        kind = _ID.sub("…", urlsplit(path).path)
        if kind in seen or _LEADS_AWAY.search(kind):
            continue
        seen.add(kind)
        page = browser.follow(browser.get(path))
        if page.response.mimetype != "text/html":
            continue
        assert page.status == 200, path
        yield page
        waiting += [str(link["href"]) for link in page.html.select(f"a[href^='{start}']")]


def test_the_pages_of_a_workspace_are_english(surveyed: Surveyed, session: Session, english: Browser) -> None:
    english.sign_in(_member(session, surveyed, "tenant-admin").id)
    found = {page.response.request.path: _left_over(page) for page in _walk(english, "/t/arjosari/")}
    assert len(found) > 30
    assert "\n".join(f"{path}: {sorted(left)}" for path, left in found.items() if left) == ""


@pytest.mark.parametrize("role", ["leader", "agency-officer"])
def test_the_start_page_of_a_role_is_english(role: str, surveyed: Surveyed, session: Session, english: Browser) -> None:
    english.sign_in(_member(session, surveyed, role).id)
    assert _left_over(english.get("/t/arjosari/")) == set()
    assert _left_over(english.get("/profil")) == set()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_english(path: str, surveyed: Surveyed, english: Browser) -> None:
    page = english.follow(english.get(path))
    assert page.html.html is not None and page.html.html["lang"] == "en"
    assert _left_over(page) == set()


def test_the_form_of_a_sticker_is_english_from_code_to_thanks(session: Session, english: Browser) -> None:
    survey = a_survey(session, slug="segara", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), sample=True)
    over = a_survey(session, slug="segara", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    session.commit()
    form = english.get(f"/s/{survey.agency_code}")
    refused = english.send(form, {"age": "9", "suggestion": "a" * 2001, "education": "x"})
    assert refused.status == 422 and "2,001 characters" in refused.text
    answers = {**dict.fromkeys(SLUGS, "4"), "service": str(survey.service_ids[0])}
    thanked = english.send(english.get(f"/s/{survey.agency_code}"), answers)
    assert thanked.title == "Thank you"
    ended = english.get(f"/s/{over.agency_code}")
    assert "31 December 2025" in ended.text
    pages = {"form": form, "refused": refused, "thanked": thanked, "ended": ended, "unknown": english.get("/s/BCDFGHK")}
    for name, page in pages.items():
        assert page.html.html is not None and page.html.html["lang"] == "en", name
        assert _left_over(page) == set(), name


def test_what_is_wrong_with_a_form_is_said_in_english(english: Browser) -> None:
    page = english.send(english.get("/masuk"), {"email": "", "password": ""})
    assert page.status == 422
    assert "Enter your email address." in " ".join(page.errors())
    assert _left_over(page) == set()


def test_figures_and_dates_follow_the_language(surveyed: Surveyed, session: Session, english: Browser) -> None:
    english.sign_in(_member(session, surveyed, "tenant-admin").id)
    path = f"/t/arjosari/survei/{surveyed.periods[1].id}"
    assert "30 June 2026" in english.get(path).text
    agency = f"/t/arjosari/hasil/perangkat-daerah/{surveyed.agency_ids[0]}"
    assert re.search(r"\d\d\.\d\d", english.get(agency).text)
    assert not re.search(r"\b\d\d,\d\d\b", english.get(agency).text)
    english.client.delete_cookie(COOKIE)
    assert "30 Juni 2026" in english.get(path).text
    assert re.search(r"\b\d\d,\d\d\b", english.get(agency).text)


@pytest.mark.parametrize("path", ["/", "/masuk", "/publik/arjosari", "/t/arjosari/"])
def test_the_switch_is_on_every_kind_of_page(path: str, surveyed: Surveyed, session: Session, english: Browser) -> None:
    if path.startswith("/t/"):
        english.sign_in(_member(session, surveyed, "tenant-admin").id)
    page = english.follow(english.get(path))
    back = english.follow(english.post("/bahasa", {**page.filled("/bahasa"), "bahasa": "id"}))
    assert page.html.html is not None and page.html.html["lang"] == "en"
    assert back.html.html is not None and back.html.html["lang"] == "id"
    assert back.response.request.path == page.response.request.path


def test_the_own_setting_wins_after_log_in(surveyed: Surveyed, session: Session, english: Browser) -> None:
    account = _member(session, surveyed, "tenant-admin")
    assert account.locale == "id"
    english.log_in(account.email, PASSWORD)
    page = english.get("/t/arjosari/")
    assert page.html.html is not None and page.html.html["lang"] == "id"
