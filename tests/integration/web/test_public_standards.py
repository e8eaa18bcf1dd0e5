"""What citizens see of a standard: page and record, the ways to it, and never a draft."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import Tenant
from puas.db.tables.standards import ServicePledge, ServiceStandard
from puas.domain.service_standards import COMPONENTS
from puas.runtime.signing_key import SigningKey
from puas.usecases.merge_agencies import merge_agencies
from puas_web.responding import network_keys
from tests.factories.json_schema import faults
from tests.factories.surveys import SLUGS, Survey, a_survey
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser

NOW = datetime.now(UTC)
TODAY = NOW.date()
ALL = {each.slug: f"1. Isi {each.name}\n2. <b>Kedua</b>" for each in COMPONENTS}


@dataclass(frozen=True)
class Place:
    """A service with its public address and the code of its sticker."""

    survey: Survey
    service: ServiceType
    agency: Agency

    @property
    def office(self) -> str:
        return f"/publik/arjosari/{self.agency.slug}"

    @property
    def page(self) -> str:
        return f"{self.office}/{self.service.slug}/standar"


@pytest.fixture
def place(app: Flask, session: Session) -> Place:
    network_keys._kept.clear()
    survey = a_survey(session, slug="arjosari", starts_on=date(TODAY.year - 1, 1, 1), ends_on=date(TODAY.year + 1, 12, 31))
    service = session.get_one(ServiceType, (survey.tenant_id, survey.service_ids[0]))
    agency = session.get_one(Agency, (survey.tenant_id, survey.agency_id))
    session.commit()
    return Place(survey, service, agency)


def add(session: Session, place: Place, *, state: str = "in_force", number: int = 1, waktu: str = "3 hari") -> ServiceStandard:
    tenancy.enter(session, tenant_id=place.survey.tenant_id)
    row = ServiceStandard(
        tenant_id=place.survey.tenant_id, id=new_id(), service_type_id=place.service.id, agency_id=place.agency.id, state=state,
        number=number, components={**ALL, "waktu": waktu}, decree_number="188/7/2026", decree_date=date(2026, 1, 7),
        review_due_on=date(2030, 1, 7), media=[], in_force_since=NOW, changed_at=NOW,
    )  # fmt: skip
    session.add(row)
    session.commit()
    return row


def forget(app: Flask) -> None:
    app.extensions["puas_portal"].forget()
    app.extensions["puas_known_points"].forget()


def test_citizens_read_six_components_and_never_the_other_eight(browser: Browser, session: Session, place: Place) -> None:
    add(session, place)
    page = browser.get(place.page)

    assert page.status == 200
    assert page.title == place.service.name
    assert "3 hari" in page.text
    assert "188/7/2026" in page.text
    assert "<b>Kedua</b>" in page.text
    assert "Isi Persyaratan" in page.text
    assert "Pengawasan internal" not in page.text
    assert "Set-Cookie" not in page.response.headers


def test_the_record_fits_the_schema_and_may_be_read_from_anywhere(browser: Browser, session: Session, place: Place) -> None:
    add(session, place)
    answer = browser.get(f"{place.page}.json").response
    schema = json.loads(browser.get("/publik/skema.json").response.text)
    record = json.loads(answer.text)

    assert faults(record, schema, schema) == []
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert [each["slug"] for each in record["components"]] == ["persyaratan", "prosedur", "waktu", "biaya", "produk", "pengaduan"]
    assert record["components"][0]["points"] == ["Isi Persyaratan", "<b>Kedua</b>"]


def test_a_draft_is_never_shown_and_does_not_wake_a_kept_page(app: Flask, browser: Browser, session: Session, place: Place) -> None:
    add(session, place, state="draft", waktu="RAHASIA")
    assert browser.get(place.page).status == 404
    assert browser.get(f"{place.page}.json").status == 404

    add(session, place, number=2)
    forget(app)
    first = browser.get(place.page).response
    assert "RAHASIA" not in first.text
    session.execute(
        update(ServiceStandard)
        .where(ServiceStandard.tenant_id == place.survey.tenant_id, ServiceStandard.state == "draft")
        .values(components={"waktu": "RAHASIA LAGI"}, changed_at=NOW + timedelta(hours=1), version=9)
    )
    session.commit()
    forget(app)
    assert browser.get(place.page, headers={"If-None-Match": first.headers["ETag"]}).status == 304


def test_another_standard_makes_another_page(app: Flask, browser: Browser, session: Session, place: Place) -> None:
    row = add(session, place)
    first = browser.get(place.page).response
    assert browser.get(place.page, headers={"If-None-Match": first.headers["ETag"]}).status == 304

    tenancy.enter(session, tenant_id=place.survey.tenant_id)
    session.execute(
        update(ServiceStandard)
        .where(ServiceStandard.tenant_id == place.survey.tenant_id, ServiceStandard.id == row.id)
        .values(review_due_on=date(2031, 2, 3), version=2)
    )
    session.commit()
    forget(app)
    again = browser.get(place.page, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 200
    assert "3 Februari 2031" in again.text


def test_unknown_addresses_and_suspended_regencies_show_nothing(app: Flask, browser: Browser, session: Session, place: Place) -> None:
    add(session, place)
    for path in (f"{place.office}/tidak-ada/standar", "/publik/arjosari/tidak-ada/x/standar", "/publik/tidak-ada/x/y/standar.json"):
        assert browser.get(path).status == 404, path

    session.execute(update(Tenant).where(Tenant.id == place.survey.tenant_id).values(state="suspended"))
    session.commit()
    forget(app)
    assert browser.get(place.page).status in (404, 410, 503)


def test_the_portal_leads_to_it_and_shows_the_pledge(app: Flask, browser: Browser, session: Session, place: Place) -> None:
    assert place.page not in browser.get(f"{place.office}/{place.service.slug}").response.text
    add(session, place)
    session.add(
        ServicePledge(
            tenant_id=place.survey.tenant_id, id=new_id(), agency_id=place.agency.id, body="Kami sanggup melayani.", place="Kota",
            dated_on=date(2026, 1, 2), signatory_name="Sri Teladani", signatory_position="Kepala Dinas", media=[], decided_at=NOW,
        )  # fmt: skip
    )
    session.commit()
    forget(app)

    assert f'href="{place.page}"' in browser.get(f"{place.office}/{place.service.slug}").response.text
    office = browser.get(place.office)
    assert f'href="{place.page}"' in office.response.text
    assert "Kami sanggup melayani." in office.text
    assert "Sri Teladani" in office.text


def test_form_and_thanks_lead_to_it_at_no_statement_more_and_few_bytes(
    app: Flask, browser: Browser, session: Session, place: Place, count_queries: CountQueries
) -> None:
    form = f"/s/{place.survey.service_code}"

    def visit() -> tuple[bytes, int]:
        forget(app)
        with count_queries() as statements:
            answer = browser.client.get(form, headers={"Accept-Encoding": "gzip"})
        return answer.data, len(statements)

    plain, before = visit()
    add(session, place)
    linked, after = visit()

    assert after == before
    assert len(linked) - len(plain) < 150
    html = gzip.decompress(linked).decode()
    assert f'href="{place.page}"' in html
    (form_id,) = re.findall(r'name="id" value="([0-9a-f-]{36})"', html)
    (language,) = re.findall(r'name="bahasa" value="([a-z]+)"', html)
    sent = dict.fromkeys(SLUGS, "4") | {"id": form_id, "bahasa": language}
    thanks = browser.client.post(form, data=sent)
    assert f'href="{place.page}"' in thanks.text


def test_a_point_of_the_whole_office_has_no_standard_of_its_own(browser: Browser, session: Session, place: Place) -> None:
    add(session, place)

    assert place.page not in browser.get(f"/s/{place.survey.agency_code}").response.text


def test_a_printed_address_leads_on_when_the_agency_merged(app: Flask, browser: Browser, session: Session, place: Place) -> None:
    add(session, place)
    other = a_survey(session, slug="arjosari", starts_on=date(TODAY.year - 1, 1, 1), ends_on=date(TODAY.year + 1, 12, 31))
    merge_agencies(
        session=session, tenant_id=other.tenant_id, agency_id=place.agency.id, into_id=other.agency_id, account_id=None,
        signing_key=SigningKey("a secret of tests that is long enough to be one"), now=NOW,
    )  # fmt: skip
    session.commit()
    forget(app)
    page = browser.get(place.page)
    assert page.status == 200
    heir = session.get_one(Agency, (other.tenant_id, other.agency_id))
    canonical = page.html.select_one("link[rel=canonical]")
    assert canonical is not None and f"/publik/arjosari/{heir.slug}/" in str(canonical["href"])
    assert heir.name in page.text and "tidak lagi diberikan" not in page.text
    assert browser.get(f"{place.office}/bukan-layanan/standar").status == 404
