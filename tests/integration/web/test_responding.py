"""The form behind a sticker: what it shows, what it takes in, what it says when it cannot."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.places import TenantProfile
from puas.db.tables.responses import Response, ResponseInbox
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.domain.regulation.registry import edition
from puas_web.responding import network_keys
from puas_web.responding.packed_page import ID_PLACEHOLDER
from tests.factories.surveys import SLUGS, Survey, a_point, a_survey
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page

TODAY = datetime.now(UTC).date()
ALL_GOOD = dict.fromkeys(SLUGS, "4")


@pytest.fixture
def survey(session: Session, app: Flask) -> Survey:
    network_keys._kept.clear()
    return open_survey(session, "arjosari", sample=True)


def open_survey(session: Session, slug: str, **options: object) -> Survey:
    survey = a_survey(
        session, slug=slug, starts_on=date(TODAY.year - 1, 1, 1), ends_on=date(TODAY.year + 1, 12, 31), **options  # type: ignore[arg-type]
    )
    session.commit()
    return survey


def stored(session: Session, survey: Survey) -> list[Response]:
    tenancy.enter(session, tenant_id=survey.tenant_id)
    session.expire_all()
    return list(session.scalars(select(Response).where(Response.tenant_id == survey.tenant_id).order_by(Response.submitted_at)))


def fill(browser: Browser, code: str, answers: dict[str, str] | None = None, **more: str) -> Page:
    return browser.send(browser.get(f"/s/{code}"), {**(ALL_GOOD if answers is None else answers), **more})


def test_the_form_asks_the_nine_questions_in_the_rules_words(browser: Browser, survey: Survey) -> None:
    page = browser.get(f"/s/{survey.service_code}")
    assert page.status == 200
    groups = page.html.select("fieldset.question")
    assert len(groups) == 9
    rule = edition()
    for group, slug in zip(groups, rule.slugs("questionnaire"), strict=True):
        question = rule.question_about(slug)
        assert question.text in group.legend.get_text()  # type: ignore[union-attr]
        assert tuple(label.get_text(strip=True) for label in group.select("label")) == question.answers
        assert [box["value"] for box in group.select("input")] == ["1", "2", "3", "4"]
    assert "Layanan 1" in page.text
    assert "DATA CONTOH" in page.html.get_text()
    assert page.html.select("script, [style], iframe") == []
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.response.headers


def test_every_control_has_a_label(browser: Browser, survey: Survey) -> None:
    html = browser.get(f"/s/{survey.agency_code}").html
    for control in html.select("input:not([type=hidden]), select, textarea"):
        assert control.find_parent("label") or html.find("label", attrs={"for": control["id"]}), control
    assert len({control["id"] for control in html.select("[id]")}) == len(html.select("[id]"))


def test_each_form_has_an_id_of_its_own_also_when_compressed(browser: Browser, survey: Survey) -> None:
    path = f"/s/{survey.service_code}"
    seen = set()
    for encoding in ("gzip", "identity", "gzip, br"):
        response = browser.client.get(path, headers={"Accept-Encoding": encoding})
        body = gzip.decompress(response.data) if response.headers.get("Content-Encoding") == "gzip" else response.data
        (form_id,) = re.findall(rb'name="id" value="([0-9a-f-]{36})"', body)
        seen.add(form_id)
        assert UUID(form_id.decode()).version == 7
        assert body.rstrip().endswith(b"</html>")
    assert len(seen) == 3


def test_the_first_visit_is_small(browser: Browser, survey: Survey) -> None:
    headers = {"Accept-Encoding": "gzip"}
    form = browser.client.get(f"/s/{survey.agency_code}", headers=headers)
    html = gzip.decompress(form.data).decode()
    (style,) = re.findall(r'rel="stylesheet" href="([^"]+)"', html)
    sheet = browser.client.get(style, headers=headers)
    on_the_wire = sum(len(each.data) + len(str(each.headers)) + len(each.status) for each in (form, sheet))
    assert on_the_wire <= 14 * 1024, on_the_wire
    assert "immutable" in sheet.headers["Cache-Control"]
    addresses = re.findall(r'(?:src|href|action)="([^"]+)"', html)
    assert [each for each in addresses if not each.startswith(("/", "#"))] == []


def test_the_sheet_carries_the_offices_accent(browser: Browser, survey: Survey) -> None:
    (style,) = [link["href"] for link in browser.get(f"/s/{survey.service_code}").html.select("link[rel=stylesheet]")]
    assert str(style).startswith("/s-gaya/0b6e4f.css")
    assert "--accent:#0b6e4f" in browser.get(str(style)).response.text
    assert browser.get("/s-gaya/zzzzzz.css").status == 404


def test_an_answer_is_stored_and_thanked_without_a_word_about_scores(browser: Browser, session: Session, survey: Survey) -> None:
    page = browser.send(
        browser.get(f"/s/{survey.service_code}"),
        {**ALL_GOOD, "waktu": "2", "gender": "perempuan", "age": "34", "education": "sma", "occupation": "petani_nelayan",
         "disability": "", "suggestion": "=1+1 <script>alert(1)</script>\r\nTerima kasih"},
    )
    assert (page.status, page.title) == (200, "Terima kasih")
    assert page.response.headers["Cache-Control"] == "no-store"
    assert not re.search(r"\d", page.text)
    (answer,) = stored(session, survey)
    assert {slug: getattr(answer, slug) for slug in SLUGS} == {**dict.fromkeys(SLUGS, 4), "waktu": 2}
    assert (answer.gender, answer.age, answer.education, answer.occupation, answer.disability) == (
        "perempuan", 34, "sma", "petani_nelayan", None,
    )
    assert answer.suggestion == "=1+1 <script>alert(1)</script>\nTerima kasih"
    assert (answer.channel, answer.collection_point_id, answer.service_type_id) == (
        "sticker", survey.service_point_id, survey.service_ids[0],
    )
    assert (answer.language, answer.state, answer.flags) == ("id", "counted", [])
    assert answer.seconds_on_form is not None and 0 <= answer.seconds_on_form < 60
    assert answer.network_key is not None and len(answer.network_key) == 16
    inbox = session.scalars(select(ResponseInbox.response_id).where(ResponseInbox.tenant_id == survey.tenant_id)).all()
    assert inbox == [answer.id]


def test_sending_the_same_form_again_is_thanked_and_changes_nothing(browser: Browser, session: Session, survey: Survey) -> None:
    values = {**browser.get(f"/s/{survey.service_code}").filled(), **ALL_GOOD}
    first, second = (browser.post(f"/s/{survey.service_code}", values) for _ in range(2))
    assert first.response.data == second.response.data
    assert len(stored(session, survey)) == 1
    changed = browser.post(f"/s/{survey.service_code}", {**values, "biaya": "1"})
    assert changed.title == "Terima kasih"
    assert sorted(each.flags for each in stored(session, survey)) == [[], ["same-id-other-content"]]


@pytest.mark.parametrize("score", ["0", "5", "999", "empat", "4.0", "-1", "１"])
def test_a_score_that_is_none_is_refused_in_plain_words(browser: Browser, session: Session, survey: Survey, score: str) -> None:
    page = fill(browser, survey.service_code, {**ALL_GOOD, "waktu": score})
    assert page.status == 422
    assert [each.get_text() for each in page.html.select(".problems li")] == [
        "Jawaban pertanyaan 3 tidak dikenal. Pilih salah satu jawaban yang ada."
    ]
    assert stored(session, survey) == []


def test_nothing_that_was_filled_in_is_lost_on_an_error(browser: Browser, session: Session, survey: Survey) -> None:
    answers = {slug: "3" for slug in SLUGS if slug not in ("waktu", "pengaduan")}
    sent = {**answers, "age": "delapan", "gender": "laki_laki", "education": "s1", "suggestion": 'Ruang "tunggu" <panas>'}
    blank = browser.get(f"/s/{survey.agency_code}")
    page = browser.send(blank, sent)
    assert page.status == 422
    links = {link["href"]: link.get_text() for link in page.html.select(".problems a")}
    assert list(links) == ["#service-1", "#waktu-1", "#pengaduan-1", "#age"]
    assert all(page.html.select_one(str(anchor)) is not None for anchor in links)
    assert links["#waktu-1"] == "Pertanyaan 3 belum dijawab."
    kept = page.filled()
    assert kept["id"] == blank.filled()["id"]
    assert {slug: kept[slug] for slug in answers} == {slug: ["3"] for slug in answers}
    assert (kept["age"], kept["gender"], kept["education"]) == ("delapan", ["laki_laki"], ["s1"])
    assert kept["suggestion"].strip() == 'Ruang "tunggu" <panas>'
    assert "<panas>" not in page.response.text
    assert page.html.title is not None and page.html.title.get_text().startswith("Perlu dilengkapi")
    mended = browser.send(page, {"waktu": "3", "pengaduan": "3", "age": "8", "service": str(survey.service_ids[1])})
    assert mended.title == "Terima kasih"
    assert stored(session, survey)[0].service_type_id == survey.service_ids[1]


def test_a_point_of_the_whole_office_asks_for_the_service(browser: Browser, session: Session, survey: Survey) -> None:
    page = browser.get(f"/s/{survey.agency_code}")
    assert [box["value"] for box in page.html.select("input[name=service]")] == [str(each) for each in survey.service_ids]
    assert browser.send(page, {**ALL_GOOD, "service": str(survey.service_ids[1])}).title == "Terima kasih"
    assert stored(session, survey)[0].service_type_id == survey.service_ids[1]


def test_a_service_of_another_office_is_not_taken(browser: Browser, session: Session, survey: Survey) -> None:
    other = open_survey(session, "wonoasri")
    page = fill(browser, survey.agency_code, service=str(other.service_ids[0]))
    assert page.status == 422
    assert [link["href"] for link in page.html.select(".problems a")] == ["#service-1"]
    # A sticker of one service does not ask, and does not listen either.
    assert fill(browser, survey.service_code, service=str(other.service_ids[0])).status == 200
    assert [each.service_type_id for each in stored(session, survey)] == [survey.service_ids[0]]
    assert stored(session, other) == []


def test_a_code_typed_by_hand_is_understood(browser: Browser, survey: Survey) -> None:
    typed = f"{survey.service_code[:3]}-{survey.service_code[3:]}".lower()
    assert browser.get(f"/s/{typed}").html.select_one("form") is not None


def test_an_unknown_code_is_answered_kindly(browser: Browser, session: Session, survey: Survey) -> None:
    for page in (browser.get("/s/ZZZZ222"), browser.post("/s/ZZZZ222", ALL_GOOD)):
        assert (page.status, page.title) == (404, "Kode ini tidak kami kenal")
    assert stored(session, survey) == []


def change(app: Flask, session: Session, statement: object) -> None:
    session.execute(statement)  # type: ignore[call-overload]
    session.commit()
    app.extensions["puas_known_points"].forget()


def test_a_retired_sticker_says_so(app: Flask, browser: Browser, session: Session, survey: Survey) -> None:
    values = {**browser.get(f"/s/{survey.service_code}").filled(), **ALL_GOOD}
    retire = update(CollectionPoint).where(CollectionPoint.tenant_id == survey.tenant_id).values(state="retired")
    change(app, session, retire)
    for page in (browser.get(f"/s/{survey.service_code}"), browser.post(f"/s/{survey.service_code}", values)):
        assert (page.status, page.title) == (410, "Stiker ini sudah tidak dipakai")
    assert stored(session, survey) == []


def test_a_survey_of_the_future_says_when_it_opens(browser: Browser, session: Session, survey: Survey) -> None:
    values = {**browser.get(f"/s/{survey.service_code}").filled(), **ALL_GOOD}
    survey = a_survey(session, slug="kelak", starts_on=date(TODAY.year + 1, 12, 1), ends_on=date(TODAY.year + 1, 12, 31))
    session.commit()
    page = browser.get(f"/s/{survey.service_code}")
    assert (page.status, page.title) == (200, "Survei belum dibuka")
    assert f"1 Desember {TODAY.year + 1}" in page.text
    refused = browser.post(f"/s/{survey.service_code}", values)
    assert (refused.status, refused.title) == (409, "Jawaban belum tersimpan")
    assert stored(session, survey) == []


def test_what_arrives_after_closing_is_kept_and_the_sender_is_told(
    app: Flask, browser: Browser, session: Session, survey: Survey
) -> None:
    values = {**browser.get(f"/s/{survey.service_code}").filled(), **ALL_GOOD}
    close = update(SurveyPeriod).where(SurveyPeriod.tenant_id == survey.tenant_id).values(state="closed")
    change(app, session, close)
    page = browser.get(f"/s/{survey.service_code}")
    assert (page.title, page.html.select("form")) == ("Periode survei sudah berakhir", [])
    late = browser.post(f"/s/{survey.service_code}", values)
    assert late.status == 200
    assert "tidak ikut dihitung" in late.text
    assert [each.state for each in stored(session, survey)] == ["late"]


def test_what_looks_like_the_place_of_the_id_is_text(browser: Browser, session: Session) -> None:
    survey = open_survey(session, "nama", wording={"biaya": {"text": ID_PLACEHOLDER, "answers": ["1", "2", "3", "4"]}})
    page = browser.get(f"/s/{survey.service_code}")
    assert ID_PLACEHOLDER in page.text
    assert UUID(page.filled()["id"]).version == 7 and page.filled()["id"] != ID_PLACEHOLDER
    words = f"{ID_PLACEHOLDER} {ID_PLACEHOLDER}"
    again = browser.send(page, {"suggestion": words})
    assert (again.status, again.filled()["suggestion"].strip()) == (422, words)


def test_an_office_that_asks_nothing_says_so(browser: Browser, session: Session, survey: Survey) -> None:
    agency = Agency(tenant_id=survey.tenant_id, id=new_id(), name="Kecamatan Sunyi")
    session.add(agency)
    session.flush()
    code = a_point(session, agency, None).code
    session.commit()
    assert browser.get(f"/s/{code}").title == "Belum ada survei di sini"


def test_ten_megabytes_are_refused_with_a_page(browser: Browser, session: Session, survey: Survey) -> None:
    page = fill(browser, survey.service_code, suggestion="x" * (10 * 1024 * 1024 - 4096))
    assert (page.status, page.title) == (413, "Kiriman terlalu besar")
    assert stored(session, survey) == []


def test_a_long_suggestion_is_kept_for_shortening(browser: Browser, session: Session, survey: Survey) -> None:
    page = fill(browser, survey.service_code, suggestion="a" * 2001)
    assert page.status == 422
    assert "2.001 huruf" in page.html.select(".problems li")[0].get_text()
    assert len(page.filled()["suggestion"].strip()) == 2001
    assert fill(browser, survey.service_code, suggestion="é" * 2000).status == 200


def test_the_form_speaks_english_too(browser: Browser, session: Session, survey: Survey) -> None:
    page = browser.get(f"/s/{survey.service_code}?bahasa=en")
    assert page.html.html is not None and page.html.html["lang"] == "en"
    assert "Gratis" not in page.html.get_text()
    assert browser.send(page, ALL_GOOD).status == 200
    assert [each.language for each in stored(session, survey)] == ["en"]
    assert browser.get(f"/s/{survey.service_code}?bahasa=xx").html.html["lang"] == "id"  # type: ignore[index]


def test_an_offices_own_wording_is_shown(browser: Browser, session: Session) -> None:
    wording = {"biaya": {"text": "Adakah yang meminta biaya?", "answers": ["Sering", "Kadang", "Jarang", "Tidak pernah"]}}
    survey = open_survey(session, "sendiri", wording=wording)
    for language in ("id", "en"):
        text = browser.get(f"/s/{survey.service_code}?bahasa={language}").html.get_text(" ")
        assert "Adakah yang meminta biaya?" in text
        assert "Tidak pernah" in text


def test_names_are_text_wherever_they_come_from(app: Flask, browser: Browser, session: Session, survey: Survey) -> None:
    hostile = update(TenantProfile).where(TenantProfile.tenant_id == survey.tenant_id)
    change(app, session, hostile.values(government_name="<img src=x onerror=alert(1)>"))
    page = browser.get(f"/s/{survey.service_code}")
    assert page.html.select("img") == []


def test_forwarded_addresses_are_believed_from_the_proxy_only(browser: Browser, session: Session, survey: Survey) -> None:
    for number in range(3):
        headers = {"X-Forwarded-For": f"203.0.113.{number}", "Forwarded": f"for=203.0.113.{number}"}
        values = {**browser.get(f"/s/{survey.service_code}").filled(), **ALL_GOOD}
        browser.post(f"/s/{survey.service_code}", values, headers=headers)
    assert len({each.network_key for each in stored(session, survey)}) == 1


def test_an_office_behind_one_address_is_never_blocked(browser: Browser, session: Session, survey: Survey) -> None:
    from puas.usecases.submit_response import LIMIT_ANSWERS

    titles = [fill(browser, survey.service_code).title for _ in range(LIMIT_ANSWERS + 3)]
    assert set(titles) == {"Terima kasih"}
    assert sum(each.flags == ["over-limit"] for each in stored(session, survey)) == 3
    assert {each.state for each in stored(session, survey)} == {"counted"}


def test_an_answer_costs_one_statement(browser: Browser, survey: Survey, count_queries: CountQueries) -> None:
    fill(browser, survey.service_code)
    fill(browser, survey.service_code)
    values = {**browser.get(f"/s/{survey.service_code}").filled(), **ALL_GOOD}
    with count_queries() as statements:
        browser.get(f"/s/{survey.service_code}")
        browser.post(f"/s/{survey.service_code}", {**values, "id": str(new_id())})
    assert len(statements) == 1


def test_a_form_that_is_known_says_the_same_as_one_that_is_not(app: Flask, browser: Browser, survey: Survey) -> None:
    path = f"/s/{survey.service_code}?bahasa=en"
    plain = {"Accept-Encoding": "identity"}
    first, second = (browser.client.get(path, headers=plain) for _ in range(2))
    browser.client.set_cookie("bahasa", "en")
    by_cookie = browser.client.get(f"/s/{survey.service_code}", headers=plain)
    headers = [{name: value for name, value in each.headers if name.lower() != "x-request-id"} for each in (first, second)]
    assert headers[0] == headers[1]
    ids = [re.findall(rb'name="id" value="([^"]+)"', each.data)[0] for each in (first, second, by_cookie)]
    assert len(set(ids)) == 3
    bodies = {each.data.replace(form_id, b"") for each, form_id in zip((first, second, by_cookie), ids, strict=True)}
    assert len(bodies) == 1


def test_a_known_form_is_not_handed_out_after_closing(app: Flask, browser: Browser, session: Session, survey: Survey) -> None:
    for _ in range(2):
        assert browser.get(f"/s/{survey.service_code}").html.select("form")
    session.execute(update(SurveyPeriod).where(SurveyPeriod.tenant_id == survey.tenant_id).values(state="closed"))
    session.commit()
    known = app.extensions["puas_known_points"]
    for entry in known._known.values():
        entry.fresh_until = entry.form_until = 0.0
    assert browser.get(f"/s/{survey.service_code}").title == "Periode survei sudah berakhir"
    assert browser.get(f"/s/{survey.service_code}").title == "Periode survei sudah berakhir"


def test_the_offices_emblem_is_shown_from_its_own_address(app: Flask, browser: Browser, session: Session, survey: Survey) -> None:
    key = f"tenants/{survey.tenant_id}/emblem/0123456789abcdef.png"
    change(app, session, update(TenantProfile).where(TenantProfile.tenant_id == survey.tenant_id).values(emblem_key=key))
    html = browser.get(f"/s/{survey.service_code}").html
    (image,) = html.select("header img")
    assert image["src"] == f"/emblem/{survey.slug}/0123456789abcdef"
    assert (image["alt"], image["width"], image["height"]) == ("", "52", "52")
