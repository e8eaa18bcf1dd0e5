"""The visitor that does the main job: which fields of a page it sends."""

from __future__ import annotations

import socket

import pytest

from puas.cli.demo.browser import Page, UnexpectedPage
from puas.cli.demo.ports import first_free, is_free

FORM = """
<a href="/t/a/survei/1">satu</a> <a href="https://lain.example/x">lain</a>
<form method="post" action="kirim"><input type="hidden" name="id" value="7"><input name="age" value="">
<input type="radio" name="waktu" value="1"><input type="radio" name="waktu" value="4" checked>
<input type="checkbox" name="setuju" value="ya">
<select name="kota"><option value="">-</option><option value="b" selected>B</option></select>
<textarea name="saran">baik &amp; benar</textarea><input type="submit" name="go" value="Kirim"></form>
<form action="/minta"><input name="lain"></form>
"""


def _page(body: str = FORM) -> Page:
    return Page("http://localhost/s/ABC", 200, body.encode(), {})


def test_a_form_is_sent_with_what_it_came_with() -> None:
    form = _page().form_with("age")
    assert form.action == "http://localhost/s/kirim"
    assert form.fields == [("id", "7"), ("age", ""), ("waktu", "4"), ("kota", "b"), ("saran", "baik & benar")]
    assert form.choices["waktu"] == ["1", "4"]
    assert form.has("setuju")
    assert not form.has("lain")


def test_forms_and_links_are_found_by_where_they_lead() -> None:
    assert _page().form_to("/minta").has("lain")
    assert _page().links_like(r"/survei/\d$") == ["http://localhost/t/a/survei/1"]


def test_a_page_without_the_form_is_named() -> None:
    with pytest.raises(UnexpectedPage, match="http://localhost/s/ABC"):
        _page("<p>Tutup</p>").form_with("waktu")


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free(port)
        assert first_free(port) != port
