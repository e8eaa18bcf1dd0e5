"""The public portal: published figures only, in every format; small groups hidden; promises, corrections, addresses that stay."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Tenant
from puas.db.tables.reports import FollowupItem, Report
from puas.db.tables.results import Result
from puas.domain.agency_details import AgencyDetails
from puas.domain.submission_workflow import PUBLISHED
from puas.domain.survey_period import triwulan
from puas.runtime.signing_key import SigningKey
from puas.usecases.begin_correction import begin_correction
from puas.usecases.save_agency import save_agency
from tests.factories.frozen import SECRET, freeze_period
from tests.factories.json_schema import faults
from tests.factories.published import publish_and_share
from tests.factories.submissions import ASKED_AT, bring_to, final_report, report_on_its_way
from tests.factories.surveyed import Surveyed, put_counts, survey_tenant, tally_of_total
from tests.factories.surveys import SLUGS, a_survey
from tests.web_pages import Browser

NOW = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
AGENCY = "/publik/arjosari/dinas-kependudukan"
ADDRESSES = (
    "/publik", "/publik.json", "/publik.csv", "/publik/arjosari", "/publik/arjosari.json", "/publik/arjosari.csv",
    "/publik/arjosari/lencana.svg", "/publik/arjosari/pasang-lencana", AGENCY, f"{AGENCY}.json", f"{AGENCY}.csv",
    f"{AGENCY}/lencana.svg", f"{AGENCY}/pasang-lencana", f"{AGENCY}/ktp-el", f"{AGENCY}/ktp-el.json", f"{AGENCY}/ktp-el.csv",
    "/publik/arjosari?urut=indeks", "/publik/arjosari?cari=dinas",
)  # fmt: skip

Forget = Callable[[], None]


@pytest.fixture
def forget(app: Flask) -> Forget:
    """Let the process look at the database again at once."""
    forget: Forget = app.extensions["puas_portal"].places.forget
    return forget


@pytest.fixture
def surveyed(app: Flask, session: Session) -> Surveyed:
    """Two agencies with two quarters each; of each the first is published, the second closed and not published."""
    quarters = (triwulan(2026, 1), triwulan(2026, 2))
    made = survey_tenant(
        session, slug="arjosari", name="Kabupaten Arjosari", windows=quarters, agencies=("Dinas Kependudukan", "=Dinas Rumus")
    )
    publish_and_share(session, made, [made.periods[0], made.periods[2]])
    freeze_period(session, made, made.periods[1])
    freeze_period(session, made, made.periods[3])
    session.commit()
    return made


def _bodies(browser: Browser, addresses: tuple[str, ...] = ADDRESSES) -> dict[str, str]:
    found = {}
    for path in addresses:
        answer = browser.get(path).response
        assert answer.status_code == 200, path
        found[path] = answer.text
    return found


def _record(browser: Browser, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(browser.get(path).response.data)
    return found


def _rows(browser: Browser, path: str = "/publik/arjosari.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(browser.get(path).response.data.decode("utf-8-sig"))))


def _closed_figures(session: Session, made: Surveyed) -> set[str]:
    """The figures of the periods that are closed and not published."""
    ids = [made.periods[1].id, made.periods[3].id]
    found = session.scalars(select(Result.nik).where(Result.tenant_id == made.tenant_id, Result.period_id.in_(ids))).all()
    return {spelt for nik in found for spelt in (str(nik), str(nik).replace(".", ","))}


def test_what_is_not_published_stands_nowhere(browser: Browser, session: Session) -> None:
    quarters = (triwulan(2026, 1), triwulan(2026, 2))
    made = survey_tenant(
        session, slug="arjosari", name="Kabupaten Arjosari", windows=quarters, agencies=("Dinas Kependudukan", "B"), answered=False
    )
    for number, (period, total) in enumerate(zip(made.periods, (12000, 8000, 12000, 9000), strict=True)):
        tallies = {made.service_ids[number // 2 * 3 + 1]: tally_of_total(400, total)}
        put_counts(session, tenant_id=made.tenant_id, period_id=period.id, tallies=tallies)
    publish_and_share(session, made, [made.periods[0], made.periods[2]])
    for closed in (made.periods[1], made.periods[3]):
        freeze_period(session, made, closed)
    session.commit()
    secret = _closed_figures(session, made)
    assert secret == {"55.56", "55,56", "62.50", "62,50"}
    for path, body in _bodies(browser).items():
        assert [figure for figure in secret if figure in body] == [], path
        assert "Triwulan II 2026" not in body and "triwulan-2" not in body, path
    asked = "?tahun=2026&bagian=triwulan-2"
    for path in ("/publik/arjosari", "/publik/arjosari.json", "/publik/arjosari.csv", AGENCY, f"{AGENCY}/lencana.svg"):
        assert browser.get(path + asked).status == 404, path


def test_a_tenant_that_has_published_nothing(browser: Browser, session: Session) -> None:
    made = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari")
    freeze_period(session, made, made.periods[0])
    session.commit()
    page = browser.get("/publik/arjosari")
    assert "Belum ada hasil yang diumumkan" in page.text and "Dinas Kependudukan" in page.text
    assert "Belum mengumumkan hasil" in browser.get(AGENCY).text
    record = _record(browser, "/publik/arjosari.json")
    assert (record["figures"], record["scope"], record["results"], record["promises"]) == (None, None, [], [])
    assert _rows(browser) == []
    assert "Belum ada hasil yang diumumkan" in browser.get(f"{AGENCY}/lencana.svg").response.text
    assert "Kabupaten Arjosari" not in browser.get("/publik").text


def test_page_json_csv_and_badge_say_the_same(browser: Browser, surveyed: Surveyed) -> None:
    for path, level in (("/publik/arjosari", "regency"), (AGENCY, "agency"), (f"{AGENCY}/ktp-el", "service")):
        record, row, page = _record(browser, f"{path}.json"), _rows(browser, f"{path}.csv")[0], browser.get(path).text
        figures = record["figures"]
        assert record["level"] == level
        assert [figures[name] for name in ("respondents", "ni", "nik", "mutu")] == [row["responden"], row["ni"], row["nik"], row["mutu"]]
        assert [each["nrr"] for each in figures["unsur"]] == [row[f"nrr_{each['slug']}"] for each in figures["unsur"]]
        assert figures["nik"].replace(".", ",") in page
        assert len(figures["unsur"]) == 9 and len(figures["nik"].split(".")[1]) == 2
    badge = browser.get(f"{AGENCY}/lencana.svg").response.text
    assert _record(browser, f"{AGENCY}.json")["figures"]["nik"].replace(".", ",") in badge


def test_the_record_keeps_what_its_first_form_had(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    record = _record(browser, "/publik/arjosari.json")
    assert record["format"] == "puas-public-results/2" and record["smallest_group"] == "10"
    assert record["tenant"] == {"slug": "arjosari", "name": "Kabupaten Arjosari", "sample_data": False}
    (line,) = [each for each in record["results"] if each["agency"] == "Dinas Kependudukan"]
    result = session.scalars(select(Result).where(Result.tenant_id == surveyed.tenant_id, Result.period_id == surveyed.periods[0].id)).one()
    expected = (str(result.nik), result.mutu, str(result.respondents), result.sha256, str(result.version), result.edition, False)
    names = ("nik", "mutu", "respondents", "sha256", "version", "edition", "suppressed")
    assert tuple(line[name] for name in names) == expected
    assert line["period"] == {"label": "Triwulan I 2026", "starts_on": "2026-01-01", "ends_on": "2026-03-31"}


def test_every_record_fits_the_schema(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    _promise(session, surveyed, action="Loket ditambah", state="done")
    schema = _record(browser, "/publik/skema.json")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    records = [path for path in ADDRESSES if path.endswith(".json")]
    for path in (*records, "/publik/arjosari.json?tahun=2026&bagian=triwulan-1"):
        assert faults(_record(browser, path), schema, schema) == [], path
    record = _record(browser, "/publik/arjosari.json")
    record["figures"]["nik"] = 87.22
    assert faults(record, schema, schema) != []


def test_a_name_that_looks_like_a_formula_is_text_in_the_sheet(browser: Browser, surveyed: Surveyed) -> None:
    assert "'=Dinas Rumus" in {row["perangkat_daerah"] for row in _rows(browser)}


def test_small_groups_are_hidden_everywhere(browser: Browser, session: Session) -> None:
    small = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", answered=False)
    put_counts(session, tenant_id=small.tenant_id, period_id=small.periods[0].id, tallies={small.service_ids[1]: tally_of_total(9, 200)})
    publish_and_share(session, small)
    session.commit()
    nik = str(session.scalars(select(Result.nik).where(Result.tenant_id == small.tenant_id)).one())
    bodies = _bodies(browser)
    assert [path for path, body in bodies.items() if nik in body or nik.replace(".", ",") in body] == []
    assert "Angka tidak ditampilkan" in browser.get(AGENCY).text and "tidak ditampilkan" in bodies[f"{AGENCY}/lencana.svg"]
    record = _record(browser, f"{AGENCY}.json")
    assert (record["figures"]["suppressed"], record["figures"]["respondents"], record["figures"]["unsur"]) == (True, None, [])
    assert {(each["suppressed"], each["nik"], each["respondents"]) for each in record["results"]} == {(True, None, None)}
    assert {row["disembunyikan"] for row in _rows(browser)} == {"ya"}


def test_what_would_tell_of_a_small_group_is_hidden_with_it(browser: Browser, session: Session) -> None:
    """The figures of its period would tell what those of the agency must not."""
    made = survey_tenant(
        session, slug="arjosari", name="Kabupaten Arjosari", agencies=("Dinas Kependudukan", "Dinas B", "Dinas C"), answered=False
    )
    for period, service, people in zip(made.periods, made.service_ids[::3], (40, 4, 300), strict=True):
        put_counts(session, tenant_id=made.tenant_id, period_id=period.id, tallies={service: tally_of_total(people, people * 29)})
    publish_and_share(session, made)
    session.commit()
    record = _record(browser, "/publik/arjosari.json")
    hidden = {each["name"] for each in record["members"] if each["figures"]["suppressed"]}
    assert hidden == {"Dinas Kependudukan", "Dinas B"}
    assert {each["agency"] for each in record["results"] if each["suppressed"]} == hidden


def _promise(session: Session, made: Surveyed, **values: Any) -> FollowupItem:
    told: dict[str, Any] = {
        "unsur": "waktu", "action": "Menambah loket", "due_on": date(2027, 3, 1), "person_in_charge": "Budi Rahasia", "period": 0, **values,
    }  # fmt: skip
    period = made.periods[told.pop("period")]
    item = FollowupItem(tenant_id=made.tenant_id, id=new_id(), period_id=period.id, **told)
    session.add(item)
    session.commit()
    return item


def test_promises_are_shown_without_who_is_in_charge(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    _promise(session, surveyed, action="Menambah loket", state="done", description="Dua loket dibuka <b>Mei</b>.")
    _promise(session, surveyed, action="Memasang kipas", due_on=date(2026, 2, 1))
    _promise(session, surveyed, action="Rencana tersembunyi", period=1)
    for path, body in _bodies(browser).items():
        assert "Budi Rahasia" not in body and "Rencana tersembunyi" not in body, path
        assert "<b>Mei" not in body or path.endswith(".json"), path
    text = browser.get(AGENCY).text
    assert "Dari 2 janji yang dibuat setelah survei, 1 sudah selesai, 1 terlambat" in text
    assert "Dua loket dibuka" in text and "paling lambat Februari 2026" in text
    record = _record(browser, f"{AGENCY}.json")
    assert [(each["state"], each["late"]) for each in record["promises"]] == [("done", False), ("overdue", True)]
    assert record["promises"][1]["due"] == {"starts_on": "2026-02-01", "precision": "month"}


def test_a_correction_on_its_way_changes_nothing_until_it_is_published(browser: Browser, session: Session, forget: Forget) -> None:
    way = report_on_its_way(session, PUBLISHED)
    session.commit()
    slug = session.scalars(select(Agency.slug).where(Agency.tenant_id == way.tenant_id)).one()
    path = f"/publik/arjosari/{slug}"
    first = browser.get(path).text
    number = _record(browser, f"{path}.json")["results"][0]["document"]["number"]
    assert f"/verifikasi/{number}" in browser.get(path).response.text and "versi 2" not in first
    later = ASKED_AT + timedelta(days=20)
    begin_correction(
        session=session, tenant_id=way.tenant_id, period_id=way.period_id, reason="Satu layanan tertukar.", account_id=way.admin_id,
        signing_key=SigningKey(SECRET), now=later,
    )  # fmt: skip
    report = final_report(session, way.closed, asked_by=way.officer_id, now=later + timedelta(days=1))
    session.commit()
    forget()
    assert browser.get(path).text == first
    assert report.document_id not in json.dumps(_record(browser, f"{path}.json")) and "tertukar" not in browser.get(path).text
    bring_to(session, way, PUBLISHED, since=later + timedelta(days=1))
    session.commit()
    forget()
    page = browser.get(path).text
    assert "Pernah diperbaiki" in page and "versi 2, diumumkan" in page and "Satu layanan tertukar." in page
    (line,) = _record(browser, f"{path}.json")["results"]
    assert line["document"]["number"] == report.document_id
    assert [(each["version"], each["reason"]) for each in line["corrections"]] == [("2", "Satu layanan tertukar.")]


def test_a_renamed_agency_keeps_its_address(browser: Browser, surveyed: Surveyed, session: Session, forget: Forget) -> None:
    assert browser.get(AGENCY).title == "Dinas Kependudukan"
    save_agency(
        session=session, tenant_id=surveyed.tenant_id, agency_id=surveyed.agency_ids[0], account_id=None, now=NOW,
        details=AgencyDetails(name="Dinas Dukcapil"),
    )  # fmt: skip
    session.commit()
    forget()
    page = browser.get(AGENCY)
    assert page.title == "Dinas Dukcapil" and "Nama saat itu Dinas Kependudukan" in page.text


def test_a_merged_agency_points_to_its_successor(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    first, second = surveyed.agency_ids
    session.execute(
        update(Agency).where(Agency.tenant_id == surveyed.tenant_id, Agency.id == first).values(state="archived", merged_into_id=second)
    )
    session.commit()
    page = browser.get(AGENCY)
    assert "Sudah digabung" in page.text and page.html.select_one('main a[href="/publik/arjosari/dinas-rumus"]') is not None
    assert _record(browser, f"{AGENCY}.json")["agency"]["successor"] == {"name": "=Dinas Rumus", "slug": "dinas-rumus"}
    # What it published stays.
    assert _record(browser, f"{AGENCY}.json")["figures"] is not None
    assert "Dinas Kependudukan" in browser.get("/publik/arjosari").text


def test_an_agency_without_an_address_is_listed_without_a_link(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    session.execute(update(Agency).where(Agency.tenant_id == surveyed.tenant_id).values(slug=None))
    session.execute(update(ServiceType).where(ServiceType.tenant_id == surveyed.tenant_id).values(slug=None))
    session.commit()
    page = browser.get("/publik/arjosari")
    assert "Dinas Kependudukan" in page.text and page.html.select('a[href^="/publik/arjosari/None"]') == []
    assert {each["address"] for each in _record(browser, "/publik/arjosari.json")["members"]} == {None}
    assert browser.get("/publik/arjosari/None").status == 404


def test_offices_are_found_by_name_and_by_service(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    session.add(Agency(tenant_id=surveyed.tenant_id, id=new_id(), name="Kecamatan Belum", slug="kecamatan-belum"))
    session.commit()

    def found(words: str) -> set[str]:
        links = browser.get(f"/publik/arjosari?cari={words}").html.select("#kantor th[scope=row] a, #kantor details a")
        return {link.get_text() for link in links}

    everybody = {"Dinas Kependudukan", "=Dinas Rumus", "Kecamatan Belum"}
    assert found("") == everybody
    assert found("kependudukan") == {"Dinas Kependudukan"}
    assert found("ktp") == {"Dinas Kependudukan", "=Dinas Rumus"}
    assert found("kecamatan") == {"Kecamatan Belum"}
    assert found("%25") == found("_") == found("tidak ada begini") == set()
    assert "Tidak ada yang cocok" in browser.get("/publik/arjosari?cari=%25").text


def test_the_order_by_index_ranks_only_who_asked_enough(browser: Browser, session: Session) -> None:
    names = ("A Sedikit", "B Kedua", "C Terbaik")
    made = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", agencies=names, answered=False)
    for period, service, (people, total) in zip(made.periods, made.service_ids[::3], ((20, 720), (400, 10000), (400, 12000)), strict=True):
        put_counts(session, tenant_id=made.tenant_id, period_id=period.id, tallies={service: tally_of_total(people, total)})
    publish_and_share(session, made)
    session.commit()
    rows = [row.get_text(" ", strip=True) for row in browser.get("/publik/arjosari?urut=indeks").html.select("#kantor tbody tr")]
    assert [row.split()[0] for row in rows] == ["1", "2", "–"]
    assert [row.split()[1] for row in rows] == ["C", "B", "A"] and "sampel belum cukup" in rows[2]
    by_name = [row.get_text(" ", strip=True).split()[0] for row in browser.get("/publik/arjosari").html.select("#kantor tbody tr")]
    assert by_name == ["A", "B", "C"]


def test_scopes_have_lasting_addresses(browser: Browser, surveyed: Surveyed) -> None:
    page = browser.get("/publik/arjosari").html
    canonical = page.select_one("link[rel=canonical]")
    assert canonical is not None and canonical["href"] == "http://localhost/publik/arjosari?tahun=2026&bagian=tahun"
    quarter = browser.get("/publik/arjosari?bagian=triwulan-1")
    assert "Triwulan I 2026" in quarter.text
    links = {str(link["href"]) for link in quarter.html.select("main a[href*='tahun=']")}
    assert f"{AGENCY}?tahun=2026&bagian=triwulan-1" in links
    assert {browser.get(link).status for link in links if not link.startswith("http")} == {200}


@pytest.mark.parametrize(
    "query",
    ["tahun=abc", "tahun=99999999999999999999", "bagian=triwulan-9", "tahun=-1", "tahun=0", "tahun=٢٠٢٦",
     "tahun=2026%27%20or%201=1", "bagian=%3Cscript%3E", "tahun=1999"],
)  # fmt: skip
def test_an_unknown_scope_is_explained(browser: Browser, surveyed: Surveyed, query: str) -> None:
    for path in ("/publik/arjosari", f"{AGENCY}/ktp-el"):
        page = browser.get(f"{path}?{query}")
        assert page.status == 404 and "Untuk bagian tahun itu belum ada hasil" in page.text
        assert "<script>" not in page.response.text
    assert browser.get(f"/publik/arjosari.json?{query}").response.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "query", ["cari=%3Cscript%3E", "cari=%00", "cari=" + "x" * 5000, "urut=x", "x=y&x=z", "cari=%F0%9F", "%ff=1", "tahun=&bagian="]
)
def test_other_odd_queries_do_no_harm(browser: Browser, surveyed: Surveyed, query: str) -> None:
    page = browser.get(f"/publik/arjosari?{query}")
    assert page.status == 200 and "<script>" not in page.response.text.replace("<script src", "")


@pytest.mark.parametrize(
    "path",
    ["/publik/tidak-ada", "/publik/arjosari/tidak-ada", f"{AGENCY}/tidak-ada", "/publik/arjosari/..%2f..%2fetc", "/publik/../publik/x",
     "/publik/arjosari/dinas-kependudukan%00", "/publik/Arjosari", "/publik/arjosari/None", f"{AGENCY}/ktp-el/x"],
)  # fmt: skip
def test_addresses_that_lead_nowhere(browser: Browser, surveyed: Surveyed, path: str) -> None:
    assert browser.get(path).status == 404


def test_a_slash_too_many_leads_to_the_page(browser: Browser, surveyed: Surveyed) -> None:
    for path in ("/publik", "/publik/arjosari", AGENCY, f"{AGENCY}/ktp-el", "/publik/arjosari/pasang-lencana"):
        answer = browser.get(f"{path}/?tahun=2026&bagian=triwulan-1")
        assert (answer.status, answer.location) == (308, f"{path}?tahun=2026&bagian=triwulan-1")
        assert "Set-Cookie" not in answer.response.headers
        assert browser.get(f"{path}/").location == path and browser.get(path).status == 200
    assert "Kabupaten Arjosari" in browser.get("/publik").text
    assert [browser.get(path).status for path in ("/tidak/ada/", "/publik//arjosari/", "/publik/arjosari/x/y/z/q/")] == [404] * 3


def test_the_page_about_an_unknown_address_helps_on(browser: Browser, surveyed: Surveyed) -> None:
    page = browser.get("/publik/tidak-ada")
    assert page.title == "Tidak ada hasil di alamat ini"
    assert page.form("/publik").find("input", attrs={"name": "cari"}) is not None
    assert browser.get("/publik/tidak-ada.json").response.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        ("suspended", 503, "Halaman publik Kabupaten Arjosari sedang tidak ditampilkan"),
        ("left", 410, "Kabupaten Arjosari tidak lagi memakai layanan ini"),
    ],
)
def test_closed_tenants_say_so_and_show_nothing(
    browser: Browser, surveyed: Surveyed, session: Session, forget: Forget, state: str, status: int, words: str
) -> None:
    assert browser.get(AGENCY).status == 200
    session.execute(update(Tenant).where(Tenant.id == surveyed.tenant_id).values(state=state))
    session.commit()
    forget()
    addresses = [path.partition("?")[0] for path in ADDRESSES if path.startswith("/publik/arjosari")]
    assert {browser.get(path).status for path in addresses} == {status}
    assert words in browser.get(AGENCY).text and "Indeks" not in browser.get(AGENCY).text
    record = browser.get("/publik/arjosari.json").response
    assert record.mimetype == "application/problem+json" and record.get_json()["title"] == words
    assert "dipulihkan" not in record.text
    assert "Arjosari" not in browser.get("/publik").text and "arjosari" not in browser.get("/publik.json").response.text


def _publisher(session: Session, slug: str, name: str, **values: Any) -> None:
    """An entry of the directory, nothing else."""
    told = {"kind": "regency", "time_zone": "Asia/Jakarta", "published_at": NOW, **values}
    session.add(Tenant(slug=slug, name=name, **told))
    session.commit()


def test_a_province_has_no_public_page(browser: Browser, session: Session) -> None:
    _publisher(session, "provinsi-contoh", "Provinsi Contoh", kind="province")
    assert browser.get("/publik/provinsi-contoh").status == 404 and "Contoh" not in browser.get("/publik").text


def test_the_directory_lists_who_publishes(browser: Browser, surveyed: Surveyed, session: Session) -> None:
    survey_tenant(session, slug="sunyi", name="Kabupaten Sunyi")
    _publisher(session, "madiun", "Kabupaten Madiun", province_code="35")
    _publisher(session, "rekaan", "=Kabupaten Rekaan", is_sample=True)
    # What is practised is listed nowhere, whatever its entry says.
    _publisher(session, "latihan-rekaan", "Kabupaten Latihan", kind="demo", is_sample=True)
    page = browser.get("/publik")
    assert "Lainnya Kabupaten Arjosari" in page.text and "Jawa Timur Kabupaten Madiun" in page.text and "Sunyi" not in page.text
    assert "Data contoh =Kabupaten Rekaan data contoh" in page.text
    found = browser.get("/publik?cari=jawa+madi").text
    assert "Kabupaten Madiun" in found and "Arjosari" not in found
    assert "Tidak ada yang cocok" in browser.get("/publik?cari=sunyi").text
    assert [each["slug"] for each in _record(browser, "/publik.json")["tenants"]] == ["arjosari", "madiun", "rekaan"]
    names = [(row["nama"], row["data_contoh"]) for row in _rows(browser, "/publik.csv")]
    assert names == [("Kabupaten Arjosari", "tidak"), ("Kabupaten Madiun", "tidak"), ("'=Kabupaten Rekaan", "ya")]
    assert browser.get("/publik/rekaan").html.select_one(".ribbon") is not None
    assert "DATA CONTOH" in browser.get("/publik/rekaan/lencana.svg").response.text
    assert _record(browser, "/publik/rekaan.json")["tenant"]["sample_data"] is True


def test_the_trend_shows_the_same_part_of_every_year(browser: Browser, session: Session) -> None:
    windows = (triwulan(2024, 1), triwulan(2025, 1), triwulan(2026, 1), triwulan(2026, 3))
    made = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows)
    publish_and_share(session, made)
    session.commit()
    record = _record(browser, f"{AGENCY}.json?tahun=2026&bagian=triwulan-1")
    assert [(each["year"], each["part"]) for each in record["trend"]] == [(str(year), "triwulan-1") for year in (2024, 2025, 2026)]
    past = _record(browser, f"{AGENCY}.json?tahun=2025&bagian=triwulan-1")
    assert [each["year"] for each in past["trend"]] == ["2024", "2025"]
    assert "Dari tahun ke tahun" in browser.get(AGENCY).text and browser.get(AGENCY).html.find("svg", class_="chart") is not None


def test_the_pages_are_there_in_english(browser: Browser, surveyed: Surveyed) -> None:
    assert "87,22" in browser.get(AGENCY).text
    browser.client.set_cookie("bahasa", "en")
    page = browser.get(AGENCY)
    assert page.html.html is not None and page.html.html["lang"] == "en" and "87.22" in page.text
    # Records have no language.
    english = browser.get(f"{AGENCY}.json").response.data
    browser.client.delete_cookie("bahasa")
    assert browser.get(f"{AGENCY}.json").response.data == english


def test_pages_ask_nothing_of_other_hosts_and_need_no_script(browser: Browser, surveyed: Surveyed) -> None:
    for path in ("/publik", "/publik/arjosari", AGENCY, f"{AGENCY}/ktp-el", f"{AGENCY}/pasang-lencana"):
        html = browser.get(path).html
        sources = [str(tag.get("src") or tag.get("href")) for tag in html.select("[src], link[rel=stylesheet], link[rel=icon]")]
        assert [each for each in sources if not each.startswith("/")] == [], path
        assert html.select("form[method=post]:not([action='/bahasa'])") == [], path


def test_the_portal_is_reached_from_where_people_are(browser: Browser, app: Flask, session: Session) -> None:
    way = report_on_its_way(session, PUBLISHED)
    slug = session.scalars(select(Agency.slug).where(Agency.tenant_id == way.tenant_id)).one()
    report = session.scalars(select(Report).where(Report.tenant_id == way.tenant_id, Report.id == way.report_id)).one()
    session.commit()
    regency, agency = "/publik/arjosari", f"/publik/arjosari/{slug}"

    def links(visitor: Browser, path: str) -> set[str]:
        return {str(link["href"]) for link in visitor.get(path).html.select("main a")}

    assert "/publik" in links(browser, "/") and "/publik" in links(browser, "/verifikasi")
    assert regency in links(browser, f"/verifikasi/{report.document_id}")
    admin = Browser(app)
    admin.sign_in(way.admin_id)
    assert regency in links(admin, "/t/arjosari/hasil")
    assert agency in links(admin, f"/t/arjosari/hasil/perangkat-daerah/{way.closed.survey.agency_id}")
    assert regency in links(admin, f"/t/arjosari/pelaporan/{way.period_id}")


@pytest.mark.usefixtures("in_november")
def test_who_has_answered_is_led_to_the_results(browser: Browser, session: Session) -> None:
    survey = a_survey(session)
    slug = session.scalars(select(Agency.slug).where(Agency.tenant_id == survey.tenant_id)).one()
    session.commit()
    form = browser.get(f"/s/{survey.service_code}")
    thanks = browser.send(form, dict.fromkeys(SLUGS, "3"))
    (link,) = [each for each in thanks.html.select("a") if each.get_text() == "Lihat hasil survei kantor ini"]
    assert link["href"] == f"/publik/arjosari/{slug}"
    assert browser.get(str(link["href"])).status == 200
