"""Headers every answer carries: pages, errors, downloads, pictures; and what a shared computer may keep of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from puas.db.tables.people import Membership
from puas_web import access
from puas_web.access import public
from puas_web.file_storage import file_store
from puas_web.security_headers import CONTENT_SECURITY_POLICY
from tests.factories.members import PASSWORD, add_workspace
from tests.factories.rows import FilledTenant, fill_tenant
from tests.factories.surveys import Survey, a_survey
from tests.integration.web.test_crossing_tenants import browser_of
from tests.integration.web.test_hostile_input import address, rules
from tests.web_pages import Browser

FORBIDDEN_IN_POLICY = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")


@pytest.fixture
def filled(app: Flask, session: Session) -> FilledTenant:
    made = fill_tenant(session, slug="biru", marker="Biru")
    session.add(Membership(tenant_id=made.id, account_id=made.account_id, role="tenant-admin"))
    session.commit()
    with app.app_context():
        # The made-up report has a file, so that the download is one.
        file_store().write("Biru-file", b"%PDF-1.7", content_type="application/pdf")
    return made


def assert_guarded(answer: Response, where: str) -> None:
    headers = answer.headers
    assert headers.getlist("Content-Security-Policy") == [CONTENT_SECURITY_POLICY], where
    assert headers.getlist("X-Content-Type-Options") == ["nosniff"], where
    assert headers.getlist("X-Frame-Options") == ["DENY"], where
    assert headers.getlist("Referrer-Policy") == ["same-origin"], where
    assert headers["Content-Type"].split(";")[0] in KNOWN_TYPES or answer.status_code in {302, 304}, (where, headers["Content-Type"])


KNOWN_TYPES = {
    "text/html", "text/plain", "text/css", "text/javascript", "text/csv", "text/calendar", "application/json", "application/problem+json",
    "application/pdf", "image/svg+xml", "image/png", "image/webp",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


def test_the_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    assert [word for word in FORBIDDEN_IN_POLICY if word in CONTENT_SECURITY_POLICY] == []


def test_every_page_of_a_workspace_is_guarded_and_kept_by_nobody(app: Flask, filled: FilledTenant) -> None:
    browser, kept, tried = browser_of(app, filled.account_id), [], 0
    for rule in rules(app, "tenant", "province", "signed_in", "operator"):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            path = "/operator" if "<slug:slug>" in rule.rule else address(app, rule, filled)
            answer = browser.client.open(path, method=method)
            assert_guarded(answer, f"{method} {rule.rule}")
            if "no-store" not in answer.headers.get("Cache-Control", ""):
                kept.append(f"{method} {rule.rule} {answer.status_code} {answer.headers.get('Cache-Control')}")
            tried += 1
    assert kept == []
    assert tried > 90


def public_addresses(survey: Survey) -> Iterator[str]:
    yield from ("/", "/masuk", "/lupa-sandi", "/daftar", "/daftar/35.22", "/s", f"/s/{survey.service_code}", "/s/XXXXXXX", "/verifikasi")
    yield from ("/healthz", "/readyz", "/.well-known/puas-keys.json", "/api/v1/openapi.json", "/api/v1/results")
    yield from ("/verifikasi/XXXXXXXXX", "/undangan/x", "/atur-ulang-sandi/x", "/publik/biru", "/publik/biru.json", "/publik/biru.csv")
    yield from ("/tidak-ada", "/api/tidak-ada", "/aset/puas.css", "/aset/tidak-ada", "/s-gaya/0b5c8a.css", "/t-style/biru.css")
    yield from ("/static/css/tokens.css", "/static/../app.py", "/emblem/biru/0123456789abcdef", "/t/biru/", "/operator")
    yield "/demo/kotak-keluar"


def test_every_public_answer_and_every_error_is_guarded(app: Flask, session: Session, filled: FilledTenant) -> None:
    survey = a_survey(session)
    session.commit()
    browser = Browser(app)
    for path in public_addresses(survey):
        for method in ("GET", "HEAD", "POST", "PUT", "OPTIONS"):
            with browser.client.open(path, method=method) as answer:
                assert_guarded(answer, f"{method} {path}")


def test_errors_of_ours_are_guarded_too(app: Flask) -> None:
    @public
    def broken() -> str:
        raise RuntimeError("broken")

    app.add_url_rule("/broken", "broken", broken)
    assert access.rule_of(app.view_functions["broken"]) is not None
    app.config["PROPAGATE_EXCEPTIONS"] = False
    for accept in ("text/html", "application/json"):
        answer = Browser(app).client.get("/broken", headers={"Accept": accept})
        assert answer.status_code == 500
        assert_guarded(answer, accept)
    for path in ("/masuk", "/api/v1/results"):
        answer = Browser(app).client.post(path, data=b"x" * (10 * 1024 * 1024 + 1), content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {405, 413}
        assert_guarded(answer, path)


def test_strict_transport_is_asked_for_over_https_only(app: Flask) -> None:
    client = Browser(app).client
    assert "Strict-Transport-Security" not in client.get("/masuk").headers
    assert "max-age=31536000" in client.get("/masuk", base_url="https://localhost").headers["Strict-Transport-Security"]


def test_the_session_cookie_is_for_this_site_alone(app: Flask, session: Session) -> None:
    workspace = add_workspace(session)
    session.commit()
    answer = Browser(app).log_in(workspace.admin.email, PASSWORD).response
    cookies = {each.partition("=")[0]: each for each in answer.headers.getlist("Set-Cookie")}
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookies["puas_sesi"].split("; "))
    assert "Domain" not in cookies["puas_sesi"]
    assert app.config["SESSION_COOKIE_SECURE"] is False  # this test's address is http://localhost


def test_no_answer_repeats_the_host_that_was_asked(app: Flask, session: Session, filled: FilledTenant) -> None:
    survey = a_survey(session)
    session.commit()
    browser = Browser(app)
    for path in public_addresses(survey):
        for headers in ({"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}):
            with browser.client.get(path, headers=headers) as answer:
                assert "evil.example" not in answer.get_data(as_text=True) + str(answer.headers), path
