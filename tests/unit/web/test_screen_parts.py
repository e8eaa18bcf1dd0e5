"""Small parts of the screens: pages of lists, catalogues, bundles, messages of forms, initials."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from puas_web import assets, forms, i18n, layout, pagination


@pytest.fixture
def app() -> Flask:
    app = Flask("parts")
    app.add_url_rule("/daftar/<int:year>", "listing", lambda year: "")
    return app


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 1), ("halaman=3", 3), ("halaman=0", 1), ("halaman=-2", 1), ("halaman=x", 1), ("halaman=99999999999", 100_000)],
)
def test_page_number(app: Flask, query: str, number: int) -> None:
    with app.test_request_context(f"/daftar/2026?{query}"):
        assert pagination.requested_page() == number


def test_links_to_the_neighbours_keep_the_rest_of_the_address(app: Flask) -> None:
    with app.test_request_context("/daftar/2026?halaman=2&cari=dinas"):
        page = pagination.Page(items=["x"], number=2, total=60)
        assert (page.first, page.last, page.pages) == (26, 50, 3)
        assert page.previous_url == "/daftar/2026?halaman=1&cari=dinas"
        assert page.next_url == "/daftar/2026?halaman=3&cari=dinas"


def test_an_empty_list_has_one_page_and_no_neighbours(app: Flask) -> None:
    with app.test_request_context("/daftar/2026"):
        page: pagination.Page[str] = pagination.Page(items=[], number=1, total=0)
        assert (page.first, page.last, page.pages, page.previous_url, page.next_url) == (0, 0, 1, None, None)


def test_catalogues_are_read_from_their_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Masuk"\nmsgstr "Sign in"\n', "utf-8"
    )
    monkeypatch.setattr(i18n, "CATALOGUES", tmp_path)
    assert i18n.load_catalogue("en").gettext("Masuk") == "Sign in"
    assert i18n.load_catalogue("en").gettext("Belum diterjemahkan") == "Belum diterjemahkan"
    assert i18n.load_catalogue("id").gettext("Masuk") == "Masuk"
    assert list(tmp_path.iterdir()) == [tmp_path / "en.po"]


def test_bundles_lose_comments_and_keep_their_meaning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.css").write_text("/* why */\na > b:hover ,\n c { color: red;\n  margin: calc(1px + 2px); }\n", "utf-8")
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    assert assets.join_bundle("x.css", ("a.css",)).plain == b"a>b:hover,c{color:red;margin:calc(1px + 2px)}\n"


@pytest.mark.parametrize(("name", "letters"), [("Kabupaten Tirta Asri", "KT"), ("Jawa", "J"), ("", "?"), ("99 Kota", "K")])
def test_initials(name: str, letters: str) -> None:
    assert layout.initials(name) == letters


def test_every_sentence_of_the_form_library_is_indonesian() -> None:
    """The library's own sentences are found in its code; one it adds would show up in English."""
    import ast

    import wtforms.validators

    source = ast.parse(Path(wtforms.validators.__file__).read_text("utf-8"))
    sentences = {
        node.args[0].value
        for node in ast.walk(source)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "gettext"
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert {"This field is required.", "Invalid email address."} <= sentences
    unknown = {sentence for sentence in sentences if sentence not in forms.LIBRARY_MESSAGES}
    # Validators of addresses of machines, which no form of ours uses.
    assert unknown <= {
        "Invalid field name '%s'.", "Invalid IP address.", "Invalid Mac address.", "Invalid value, can't be any of: %(values)s.",
        "This field is disabled and cannot have a value.", "This field cannot be edited.",
    }  # fmt: skip
