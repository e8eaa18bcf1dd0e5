"""Public pages from what is kept: entity tags, the stamp that ends them, bounded memory, no cookies, few statements."""

from __future__ import annotations

import gzip
import time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.people import Membership
from puas.db.tables.places import TenantProfile
from puas.db.tables.reports import FollowupItem
from puas.domain.survey_period import triwulan
from puas_web.portal import places as portal_places
from puas_web.portal.kept_pages import KeptPage, KeptPages, Key
from tests.factories.frozen import freeze_period
from tests.factories.members import add_login
from tests.factories.published import publish_and_share
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser

AGENCY = "/publik/arjosari/dinas-kependudukan"
RECORDS = ("/publik/arjosari.json", "/publik/arjosari.csv", f"{AGENCY}/lencana.svg")
PATHS = ("/publik", "/publik/arjosari", AGENCY, f"{AGENCY}/ktp-el", *RECORDS)


@pytest.fixture
def surveyed(app: Flask, session: Session) -> Surveyed:
    made = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=(triwulan(2026, 1), triwulan(2026, 2)))
    publish_and_share(session, made, made.periods[:1])
    session.commit()
    return made


def _forget(app: Flask) -> None:
    app.extensions["puas_portal"].places.forget()


@pytest.mark.parametrize("path", PATHS)
def test_a_copy_that_is_still_good_is_not_sent_again(
    app: Flask, browser: Browser, surveyed: Surveyed, count_queries: CountQueries, path: str
) -> None:
    first = browser.get(path).response
    tag = first.headers["ETag"]
    assert not tag.startswith("W/") and "Last-Modified" in first.headers and "Set-Cookie" not in first.headers
    assert first.headers["Cache-Control"] == "public, max-age=120, stale-while-revalidate=600"
    app.extensions["puas_portal"].forget()
    with count_queries() as statements:
        for again in (tag, f'"x", {tag}', f"W/{tag}"):
            answer = browser.get(path, headers={"If-None-Match": again}).response
            assert (answer.status_code, answer.data) == (304, b""), again
    # The place and its stamp, and nothing was rendered: nothing is kept.
    assert len(statements) <= 2 and len(app.extensions["puas_portal"].pages) == 0
    assert browser.get(path, headers={"If-None-Match": '"other"'}).status == 200
    assert browser.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status == 304
    assert browser.get(path, headers={"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"}).status == 200


@pytest.mark.parametrize("path", PATHS)
def test_what_is_kept_is_the_same_and_asks_nothing(browser: Browser, surveyed: Surveyed, count_queries: CountQueries, path: str) -> None:
    def parts(answer: Any) -> Any:
        changing = {"Date", "X-Request-ID"}
        return answer.status_code, answer.data, {(n, v) for n, v in answer.headers.items() if n not in changing}

    first = browser.get(path).response
    with count_queries() as statements:
        again = browser.get(path).response
    assert parts(again) == parts(first) and statements == []
    packed = browser.get(path, headers={"Accept-Encoding": "gzip"}).response
    assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.data) == first.data
    assert packed.headers["ETag"] == f'{first.headers["ETag"][:-1]}-gz"'
    assert browser.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}).status == 304
    with browser.client.head(path) as head:
        assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", first.headers["Content-Length"])
        assert head.headers["ETag"] == first.headers["ETag"]


def test_other_methods_are_refused(browser: Browser, surveyed: Surveyed) -> None:
    for path in PATHS:
        browser.get(path)
        assert {browser.client.open(path, method=method).status_code for method in ("POST", "PUT", "DELETE")} <= {400, 405}, path


def test_pages_vary_by_language_and_records_do_not(browser: Browser, surveyed: Surveyed) -> None:
    assert browser.get(AGENCY).response.headers["Vary"] == "Accept-Encoding, Cookie"
    for path in (f"{AGENCY}.json", f"{AGENCY}.csv", f"{AGENCY}/lencana.svg"):
        assert browser.get(path).response.headers["Vary"] == "Accept-Encoding", path
    browser.client.set_cookie("bahasa", "en")
    english = browser.get(AGENCY).response
    browser.client.set_cookie("bahasa", "id")
    indonesian = browser.get(AGENCY).response
    browser.client.delete_cookie("bahasa")
    plain = browser.get(AGENCY).response
    assert english.headers["ETag"] != indonesian.headers["ETag"] == plain.headers["ETag"]
    assert english.data != indonesian.data == plain.data


def _change(session: Session, made: Surveyed, what: str) -> None:
    own = made.tenant_id
    if what == "publication":
        publish_and_share(session, made, made.periods[1:])
    elif what == "name":
        session.execute(update(Agency).where(Agency.tenant_id == own).values(name="Dinas Baru"))
    elif what == "promise":
        session.add(FollowupItem(tenant_id=own, id=new_id(), period_id=made.periods[0].id, unsur="waktu", action="Menambah loket"))
    elif what == "look":
        profile = session.get_one(TenantProfile, own)
        profile.updated_at = profile.updated_at.replace(year=profile.updated_at.year + 1)
    session.commit()


@pytest.mark.parametrize("what", ["publication", "name", "promise", "look"])
def test_a_change_ends_what_was_kept(app: Flask, browser: Browser, surveyed: Surveyed, session: Session, what: str) -> None:
    first = browser.get(AGENCY).response
    _change(session, surveyed, what)
    assert browser.get(AGENCY).response.headers["ETag"] == first.headers["ETag"]  # for a few seconds
    _forget(app)
    answer = browser.get(AGENCY, headers={"If-None-Match": first.headers["ETag"]}).response
    assert answer.status_code == 200 and answer.headers["ETag"] != first.headers["ETag"]
    if what != "look":
        assert answer.data != first.data


def test_a_closed_period_that_is_not_published_changes_nothing(
    app: Flask, browser: Browser, surveyed: Surveyed, session: Session
) -> None:
    tag = browser.get(AGENCY).response.headers["ETag"]
    freeze_period(session, surveyed, surveyed.periods[1])
    session.add(FollowupItem(tenant_id=surveyed.tenant_id, id=new_id(), period_id=surveyed.periods[1].id, unsur="waktu", action="x"))
    session.commit()
    _forget(app)
    assert browser.get(AGENCY, headers={"If-None-Match": tag}).status == 304


def test_whoever_is_signed_in_sees_the_same_and_keeps_their_messages(
    app: Flask, browser: Browser, surveyed: Surveyed, session: Session
) -> None:
    everybody = browser.get(AGENCY).response
    account = add_login(session, "admin@arjosari.go.id", "Admin")
    session.add(Membership(tenant_id=surveyed.tenant_id, account_id=account.id, role="tenant-admin"))
    session.commit()
    app.extensions["puas_portal"].forget()
    person = Browser(app)
    person.sign_in(account.id)
    with person.client.session_transaction() as cookie:
        cookie["_flashes"] = [("good", "Pesan rahasia admin")]
        cookie.permanent = True
    mine = person.get(AGENCY).response
    assert mine.data == everybody.data and "Set-Cookie" not in mine.headers
    assert "Pesan rahasia admin" not in browser.get(AGENCY).text
    with person.client.session_transaction() as cookie:
        assert cookie["_flashes"] == [("good", "Pesan rahasia admin")]


def test_what_a_visitor_writes_into_a_query_is_in_nobodys_page(browser: Browser, surveyed: Surveyed) -> None:
    first = browser.get(f"{AGENCY}?tahun=2026&x=racun&bagian=tahun").response
    assert b"racun" not in first.data
    again = browser.get(f"{AGENCY}?bagian=tahun&tahun=2026").response
    assert first.headers["ETag"] == again.headers["ETag"]


def test_searches_and_unknown_addresses_are_not_kept(app: Flask, browser: Browser, surveyed: Surveyed) -> None:
    for path in ("/publik/arjosari?cari=dinas", "/publik?cari=arjo", "/publik/x", f"{AGENCY}?tahun=1", f"{AGENCY}/x"):
        browser.get(path)
    assert len(app.extensions["puas_portal"].pages) == 0


def test_memory_is_bounded_and_the_oldest_goes_first() -> None:
    kept = KeptPages(most_bytes=1000)

    def page(size: int) -> KeptPage:
        return KeptPage("a", "s", b"x" * size, "t", ())

    first, second, third = (Key(f"/publik/{name}", "", "id") for name in "abc")
    kept.keep(first, page(400))
    kept.keep(second, page(400))
    assert kept.find(first, "s") is not None and kept.find(first, "other") is None
    kept.keep(third, page(400))
    assert (kept.find(first, "s") is not None, kept.find(second, "s"), len(kept), kept.size) == (True, None, 2, 800)
    kept.keep(third, page(100))
    assert kept.size == 500
    kept.keep(second, page(1024 * 1024))
    assert kept.find_any(second) is None


def _with_agencies(session: Session, slug: str, number: int) -> None:
    names = tuple(f"Dinas {each}" for each in range(number))
    made = survey_tenant(session, slug=slug, name=f"Kabupaten {slug.title()}", windows=(triwulan(2026, 1),), agencies=names)
    publish_and_share(session, made)
    promise = {"tenant_id": made.tenant_id, "unsur": "waktu", "action": "Menambah loket"}
    session.add_all(FollowupItem(id=new_id(), period_id=each.id, **promise) for each in made.periods)
    session.commit()


def test_the_number_of_statements_does_not_grow(app: Flask, browser: Browser, session: Session, count_queries: CountQueries) -> None:
    _with_agencies(session, "sedikit", 3)
    _with_agencies(session, "banyak", 30)
    for path in ("", ".json", ".csv", "?urut=indeks", "?cari=ktp", "/dinas-1", "/dinas-1/ktp-el", "/lencana.svg"):
        sent = []
        for slug in ("sedikit", "banyak"):
            app.extensions["puas_portal"].forget()
            with count_queries() as statements:
                assert browser.get(f"/publik/{slug}{path}").status == 200
            sent.append(len(statements))
        assert sent[0] == sent[1] <= 12, (path, sent)


def test_of_many_in_one_moment_one_asks_the_database(
    app: Flask, browser: Browser, surveyed: Surveyed, count_queries: CountQueries
) -> None:
    browser.get(AGENCY)
    places = app.extensions["puas_portal"].places
    real = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal_places.time, "monotonic", lambda: real + 4)
        assert places.known("arjosari") is None
        # Somebody asks and is not answered yet.
        places._asked_for["arjosari"] = real + 4.5
        with count_queries() as statements:
            assert browser.get(AGENCY).status == 200
        assert statements == []
        # Whoever asked never came back.
        patch.setattr(portal_places.time, "monotonic", lambda: real + 4.6)
        with count_queries() as statements:
            browser.get(AGENCY)
        assert len(statements) == 2 and places.known("arjosari") is not None


def test_unknown_names_leave_nothing_behind(app: Flask, browser: Browser, surveyed: Surveyed) -> None:
    for number in range(5):
        browser.get(f"/publik/tidak-ada-{number}")
    places = app.extensions["puas_portal"].places
    assert (places._known, places._asked_for) == ({}, {})


def test_one_page_tells_of_a_change_to_all_that_are_kept(app: Flask, browser: Browser, surveyed: Surveyed, session: Session) -> None:
    first = browser.get(AGENCY).text
    _change(session, surveyed, "name")
    _forget(app)
    # The stamp is looked at again for another page; the one that is kept must not be sent under it.
    browser.get("/publik/arjosari.json")
    assert first != (again := browser.get(AGENCY).text) and "Dinas Baru" in again
