"""What nobody types by accident, in every field of every form and in every address: never an error of ours.

The routes come from the application's own map and the fields from the pages themselves, so that a new form is tried too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from bs4 import Tag
from flask import Flask, url_for
from sqlalchemy.orm import Session
from werkzeug.routing import Rule, UUIDConverter

from puas.db.tables.people import Membership
from puas_web import access
from puas_web.followups.forms import MOST_ROWS
from puas_web.readable_requests import FORM_BYTES
from tests.factories.closed import closed_period
from tests.factories.regency import make_member
from tests.factories.rows import FilledTenant, fill_tenant
from tests.factories.surveys import Survey, a_survey
from tests.integration.web.test_crossing_tenants import OTHER_IDS, TABLE_OF, browser_of, stand_in
from tests.web_pages import Browser, Page

NASTY = {
    "null": "a\x00b",
    "half a character": "\udc80",
    "very long": "9" * 6000,
    "digits of another script": "\N{ARABIC-INDIC DIGIT THREE}\N{SUPERSCRIPT TWO}",
    "quotes": """'"`;--\\""",
    "formats": "%s %(name)s {0} {{7*7}} ${7*7}",
    "exponent": "1e999999999999",
}
PARAMETERS = ("halaman", "tahun", "bagian", "cari", "perangkat", "periode", "layanan", "unsur", "bahasa", "lanjut", "kode", "nomor",
              "year", "page", "agency_id", "arsip", "v")  # fmt: skip


@pytest.fixture
def filled(app: Flask, session: Session) -> FilledTenant:
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["RATELIMIT_ENABLED"] = False
    made = fill_tenant(session, slug="biru", marker="Biru")
    session.add(Membership(tenant_id=made.id, account_id=made.account_id, role="tenant-admin"))
    session.commit()
    return made


@pytest.fixture
def survey(app: Flask, session: Session) -> Survey:
    made = a_survey(session)
    session.commit()
    return made


def rules(app: Flask, *kinds: str) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        declared = access.rule_of(app.view_functions[rule.endpoint])
        if declared is not None and declared.kind in kinds:
            yield rule


def address(app: Flask, rule: Rule, owner: FilledTenant) -> str:
    ids: dict[str, UUID] = {}
    for name, converter in rule._converters.items():
        if isinstance(converter, UUIDConverter):
            ids[name] = owner.account_id if name in OTHER_IDS else owner.id_of(TABLE_OF[name])
    words: dict[str, Any] = {name: stand_in(rule, name) for name in rule.arguments - set(ids) - {"tenant"}}
    with app.test_request_context():
        return url_for(rule.endpoint, **{**words, **ids, **({"tenant": owner.slug} if "tenant" in rule.arguments else {})})


def fields_of(form: Tag, nasty: str) -> dict[str, Any]:
    """Every field of the form with the nasty value; buttons and hidden ones too."""
    return {str(field["name"]): nasty for field in form.find_all(["input", "select", "textarea"]) if field.get("name")}


def in_turn(every: list[Any], place: int, number: int) -> list[Any]:
    """Some of them, others at the next place: each is tried often, but not everywhere."""
    return [every[(place * number + step) % len(every)] for step in range(number)]


def fillings(page: Page, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each form of the page's own with all fields nasty at once, and each field by itself in turn: one refusal hides the next fault."""
    for form in page.html.select("main form"):
        action = form.get("action")
        target, honest = str(action or path), page.filled(None if action is None else str(action))
        for nasty in NASTY.values():
            yield target, fields_of(form, nasty)
        for place, name in enumerate(fields_of(form, "")):
            yield from ((target, {**honest, name: nasty}) for nasty in in_turn(list(NASTY.values()), place, 3))


def short(values: dict[str, Any]) -> dict[str, str]:
    return {name: str(value)[:20] for name, value in values.items()}


def encoded(values: dict[str, Any]) -> bytes:
    """As a form is sent; also what is no valid text."""
    from urllib.parse import quote_plus

    return "&".join(f"{quote_plus(name)}={quote_plus(str(value), errors='surrogateescape')}" for name, value in values.items()).encode()


def post(browser: Browser, path: str, values: dict[str, Any]) -> int:
    return browser.client.post(path, data=encoded(values), content_type="application/x-www-form-urlencoded").status_code


@pytest.mark.slow
def test_no_field_of_a_workspace_breaks_its_page(app: Flask, filled: FilledTenant) -> None:
    browser, broken, tried = browser_of(app, filled.account_id), [], 0
    for rule in rules(app, "tenant", "signed_in"):
        if not {"GET", "POST"} <= (rule.methods or set()):
            continue
        path = address(app, rule, filled)
        page = browser.get(path)
        if page.status != 200:
            continue
        for target, values in fillings(page, path):
            tried += 1
            status = post(browser, target, values)
            if status >= 500:
                broken.append((rule.rule, status, short(values)))
    assert broken == []
    assert tried > 500


@pytest.mark.slow
def test_no_public_form_breaks(app: Flask, session: Session, filled: FilledTenant, survey: Survey) -> None:
    browser, broken = Browser(app), []
    paths = ["/masuk", "/lupa-sandi", "/atur-ulang-sandi/x", "/daftar", "/daftar/35.22"]
    paths += [f"/s/{survey.service_code}", f"/s/{survey.agency_code}"]
    for path in paths:
        page = browser.get(path)
        for target, values in fillings(page, path):
            status = post(browser, target, values)
            if status >= 500:
                broken.append((path, status, short(values)))
    assert broken == []


@pytest.mark.slow
def test_no_address_breaks_its_page(app: Flask, session: Session, filled: FilledTenant, survey: Survey) -> None:
    browser, broken = browser_of(app, filled.account_id), []
    queries = [encoded(dict.fromkeys(PARAMETERS, nasty)).decode() for nasty in NASTY.values()]
    # The first fault of an address hides the next one.
    alone = product(("halaman", "tahun", "cari", "year", "page"), list(NASTY.values())[:3])
    single = [encoded({name: nasty}).decode() for name, nasty in alone]
    public = [f"/s/{survey.service_code}", "/s", "/verifikasi", "/", "/masuk", f"/publik/{filled.slug}", f"/publik/{filled.slug}.json"]
    own = [address(app, rule, filled) for rule in rules(app, "tenant", "signed_in") if "GET" in (rule.methods or set())]
    for place, path in enumerate([*public, *own]):
        for query in [*in_turn(queries, place, 4), *in_turn(single, place, 3)]:
            status = browser.client.get(f"{path}?{query}").status_code
            if status >= 500:
                broken.append((path, status, query[:40]))
    assert broken == []


def test_forms_longer_than_people_write_are_refused_before_they_are_read(app: Flask, filled: FilledTenant) -> None:
    fields = b"&".join(b"k%d" % number for number in range(FORM_BYTES // 6))
    admin = browser_of(app, filled.account_id)
    for browser, path in ((Browser(app), "/masuk"), (Browser(app), "/daftar"), (admin, f"/t/{filled.slug}/pengaturan/identitas")):
        answer = browser.client.post(path, data=fields, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 413, path
    carried = {"carried": "x" * 2 * FORM_BYTES}
    assert admin.post(f"/t/{filled.slug}/perangkat-daerah/impor/terapkan", carried).status == 302


def test_rows_beyond_a_plan_are_not_read(app: Flask, session: Session) -> None:
    closed = closed_period(session)
    admin = make_member(session, closed.tenant_id, "tenant-admin")
    session.commit()
    app.config["WTF_CSRF_ENABLED"] = False
    rows = {f"rows-{number}-action": "x" for number in range(20_000)}
    page = browser_of(app, admin.id).post(f"/t/arjosari/tindak-lanjut/periode/{closed.period_id}/sunting", rows)
    assert page.status == 422
    assert len(page.html.select("textarea")) <= MOST_ROWS
