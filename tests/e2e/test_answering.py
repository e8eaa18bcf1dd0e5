"""Citizens answer behind a sticker: without a script, with mistakes, twice, by keyboard; and the page stays small."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from urllib.parse import urljoin
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Arrive, Visitor
from tests.e2e.stack import Stack

QUESTIONS = 9
# Page and style sheet as they travel, compressed; the emblem beside them.
MOST_BYTES = 14 * 1024
MOST_EMBLEM_BYTES = 6 * 1024


@pytest.fixture(scope="module")
def sticker(chromium: object, stack: Stack) -> str:
    """The address behind the first sticker of the agency that nobody has answered yet."""
    return sticker_of(stack, "petugas.kecdawuhan")


def sticker_of(stack: Stack, officer: str) -> str:
    """Read from the officer's page of stickers, as printed."""
    from puas.cli.demo.browser import Browser

    login, browser = stack.login(officer), Browser(stack.base_url)
    form = browser.open(f"/masuk?lanjut={stack.room}/stiker").form_with("password")
    page = browser.submit(form, {"email": login.email, "password": login.password})
    for link in page.links_like(r"/stiker/[0-9a-f-]{36}$"):
        found = re.search(r"/s/([0-9A-Z]{7})\b", browser.open(link).text)
        if found:
            return f"/s/{found[1]}"
    raise AssertionError(f"{page.address} leads to no sticker")


def choose(page: Page, score: int, *, but: int = 0) -> None:
    """The same answer to every question, but the one left out."""
    for number, question in enumerate(page.locator("fieldset.question").all(), 1):
        if number != but:
            question.locator("label").nth(score - 1).click()


def respondents(visitor: Visitor) -> int:
    """How many have answered, as the officer's page says."""
    page = visitor.open(f"{visitor.stack.room}/survei")
    return int(page.inner_text("td[data-label='Responden / sampel']").split("/")[0].replace(".", ""))


def wait_for_respondents(visitor: Visitor, wanted: int) -> None:
    for _ in range(100):
        if respondents(visitor) >= wanted:
            return
        visitor.page.wait_for_timeout(150)
    raise AssertionError(f"{wanted} answers were never counted")


def test_a_small_phone_without_scripts(arrive: Arrive, sticker: str) -> None:
    citizen = arrive(width=360, java_script_enabled=False, expected=(422,))
    page = citizen.open(sticker)
    choose(page, 3, but=4)
    page.fill("#suggestion", "Kursi tunggu ditambah.\nTerima kasih.")
    page.fill("#age", "41")
    page.locator("form").evaluate("form => form.noValidate = true")
    page.click("text=Kirim jawaban")
    assert "Masih ada yang perlu dilengkapi" in page.inner_text(".problems")
    assert page.locator("input[type=radio]:checked").count() == QUESTIONS - 1
    assert page.input_value("#suggestion") == "Kursi tunggu ditambah.\nTerima kasih."
    assert page.input_value("#age") == "41"
    page.locator("fieldset.question").nth(3).locator("label").nth(2).click()
    page.click("text=Kirim jawaban")
    assert page.inner_text("h1") == "Terima kasih"


def test_sending_twice_counts_once(arrive: Arrive, sticker: str, stack: Stack) -> None:
    officer, citizen = arrive(), arrive(width=360, java_script_enabled=False)
    officer.sign_in(stack.login("petugas.kecdawuhan"))
    before = respondents(officer)
    page = citizen.open(sticker)
    choose(page, 4)
    form: dict[str, str | float | bool] = {
        each.get_attribute("name") or "": each.input_value() for each in page.locator("input:checked, input[type=hidden]").all()
    }
    page.click("text=Kirim jawaban")
    again = citizen.context.request.post(stack.base_url + sticker, form=form)
    assert again.ok and "Terima kasih" in again.text()
    # A different answer afterwards: once it is counted, a second count of the first would be seen as well.
    page = citizen.open(sticker)
    choose(page, 3)
    page.click("text=Kirim jawaban")
    wait_for_respondents(officer, before + 2)
    assert respondents(officer) == before + 2


def test_by_keyboard_alone(arrive: Arrive, sticker: str) -> None:
    citizen = arrive(width=360)
    page = citizen.open(sticker)
    keyboard = page.keyboard
    for number in range(QUESTIONS):
        keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.name")
        assert focused == page.locator("fieldset.question").nth(number).locator("input").first.get_attribute("name")
        outline = page.evaluate("getComputedStyle(document.activeElement.nextElementSibling).outlineStyle")
        assert outline == "solid", "the focus is seen"
        keyboard.press("ArrowDown")
        keyboard.press("ArrowDown")
    for _ in range(20):
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
        keyboard.press("Tab")
    keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Terima kasih')")


class _Assets(HTMLParser):
    """What a browser fetches with the page."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[str] = []
        self.pictures: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and values.get("rel") == "stylesheet":
            self.sheets.append(str(values.get("href")))
        self.scripts += tag == "script"
        if tag == "img":
            self.pictures.append(str(values.get("src")))


def fetch(address: str) -> tuple[bytes, bytes]:
    """The body as it travels, and unpacked."""
    request = Request(address, headers={"Accept-Encoding": "gzip"})
    with build_opener(ProxyHandler({})).open(request, timeout=10) as answer:
        body = answer.read()
        return body, gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


def test_the_first_visit_is_small(sticker: str, stack: Stack) -> None:
    packed, plain = fetch(stack.base_url + sticker)
    assets = _Assets()
    assets.feed(plain.decode())
    sheets = [fetch(urljoin(stack.base_url, each))[0] for each in assets.sheets]
    emblems = [fetch(urljoin(stack.base_url, each))[0] for each in assets.pictures]
    assert assets.scripts == 0
    assert len(assets.sheets) == 1 and len(assets.pictures) == 1
    assert len(packed) + sum(map(len, sheets)) <= MOST_BYTES, (len(packed), [len(each) for each in sheets])
    assert sum(map(len, emblems)) <= MOST_EMBLEM_BYTES


def test_the_other_language_is_one_link_away(arrive: Arrive, sticker: str) -> None:
    citizen = arrive(width=360, java_script_enabled=False)
    page = citizen.open(sticker)
    page.click("footer >> text=English")
    assert page.get_attribute("html", "lang") == "en"
    choose(page, 3)
    page.click("form button")
    assert page.get_attribute("html", "lang") == "en" and "Thank you" in page.inner_text("h1")
