"""The foundation of the web service: signs of life, headers, errors, languages, assets."""

from __future__ import annotations

import pytest

from tests.web_pages import Browser


def test_alive_and_ready(browser: Browser) -> None:
    assert browser.get("/healthz").status == 200
    ready = browser.get("/readyz")
    assert (ready.status, ready.response.json) == (200, {"database": True, "queue": True})


def test_every_answer_carries_the_security_headers(browser: Browser) -> None:
    for path in ("/masuk", "/no-such-page", "/healthz", "/aset/puas.css"):
        headers = browser.get(path).response.headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Strict-Transport-Security" not in headers
    secure = browser.get("/masuk", base_url="https://localhost").response.headers
    assert "max-age=31536000" in secure["Strict-Transport-Security"]


def test_a_missing_page_is_explained_in_indonesian_and_carries_the_request_id(browser: Browser) -> None:
    page = browser.get("/no-such-page", headers={"X-Request-ID": "abcdef0123456789"})
    assert page.status == 404
    assert page.title == "Halaman tidak ditemukan"
    assert "abcdef0123456789" in page.text
    assert "Set-Cookie" not in page.response.headers


def test_the_api_is_answered_in_json(browser: Browser) -> None:
    page = browser.get("/api/v1/no-such-thing")
    assert page.status == 404
    assert page.response.mimetype == "application/problem+json"
    assert page.response.get_json()["code"] == "not_found"


def test_a_body_over_ten_megabytes_is_refused(browser: Browser) -> None:
    page = browser.post("/masuk", {"email": "x" * (10 * 1024 * 1024 + 1)})
    assert page.status == 413
    assert page.title == "Kiriman terlalu besar"


def test_a_form_without_its_token_is_refused_kindly(browser: Browser) -> None:
    page = browser.post("/masuk", {"email": "a@b.id", "password": "whatever it is"})
    assert page.status == 400
    assert page.title == "Formulir sudah kedaluwarsa"


def test_a_wrong_method_is_405(browser: Browser) -> None:
    page = browser.get("/keluar")
    assert page.status == 405
    assert "POST" in page.response.headers["Allow"]


def test_assets_are_compressed_and_kept_for_a_year(browser: Browser) -> None:
    link = browser.get("/masuk").html.find("link", rel="stylesheet")
    assert link is not None
    found = browser.get(str(link["href"]), headers={"Accept-Encoding": "gzip"}).response
    assert found.headers["Content-Encoding"] == "gzip"
    assert "immutable" in found.headers["Cache-Control"]
    assert len(found.data) < 10_000
    assert browser.get("/aset/nothing.css").status == 404


def test_the_language_is_kept_in_a_cookie_and_only_known_ones_are(browser: Browser) -> None:
    assert browser.get("/masuk").html.html["lang"] == "id"  # type: ignore[index]
    answer = browser.post("/bahasa", {"bahasa": "en", "lanjut": "/masuk"})
    assert (answer.status, answer.location) == (302, "/masuk")
    assert browser.get("/masuk").html.html["lang"] == "en"  # type: ignore[index]
    browser.post("/bahasa", {"bahasa": "xx"})
    assert browser.get("/masuk").html.html["lang"] == "en"  # type: ignore[index]


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(browser: Browser, target: str) -> None:
    assert browser.post("/bahasa", {"bahasa": "id", "lanjut": target}).location == "/"
