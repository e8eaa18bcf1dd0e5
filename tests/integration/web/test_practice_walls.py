"""Practice tenants are seen by those who practise and by nobody else: not by the public, a province or the operator's list."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.erasure import GUEST_DOMAIN
from puas.db.queries.practice_tenants import count_practice_tenants
from puas.db.queries.tenants import count_tenants, list_tenants
from puas.db.session import with_driver
from puas.db.tables.agencies import Agency
from puas.db.tables.mail import OutgoingMail
from puas.db.tables.places import Tenant
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.domain.practice_stories import KABUPATEN, STORIES
from puas.runtime.file_store import DiskStore
from puas.usecases.invite_member import invite_member
from puas.usecases.request_departure import UnableToRequestDeparture, request_departure
from puas.usecases.request_password_reset import request_password_reset
from puas.usecases.send_mail import send_mail
from tests.conftest import Committing
from tests.factories.members import add_login, add_membership
from tests.factories.practice import NOW, add_training, build_story, take
from tests.factories.surveys import SLUGS
from tests.factories.tenants import add_tenant
from tests.web_pages import Browser

NAME = "Latihan Tirta Rekaan"
MARK = re.compile(r"data\s+contoh", re.IGNORECASE)
PROVINCE_TABLES = ("submission", "followup_item", "shared_figure", "tenant_contact", "tenant_progress", "yardstick_figure")


def _fill(session: Session, folder: Path) -> tuple[int, int]:
    """A province with a room: its number and that of a practice tenant with published results."""
    build_story(session, DiskStore(folder), KABUPATEN)
    province = add_tenant(session, slug="jatim", name="Provinsi Jawa Timur", kind="province", region_code="35")
    practice = take(session, owner_id=province.id, session_id=add_training(session, owner_id=province.id, story=KABUPATEN))
    return province.id, practice


@pytest.fixture
def practice(session: Session, tmp_path: Path) -> Tenant:
    _province, number = _fill(session, tmp_path)
    session.commit()
    return session.scalars(select(Tenant).where(Tenant.id == number)).one()


def test_published_results_of_a_practice_tenant_are_no_public_ones(
    app: Flask, browser: Browser, session: Session, practice: Tenant
) -> None:
    with tenancy.inside(session, tenant_id=practice.id):
        assert session.scalar(select(func.count()).select_from(SharedFigure).where(SharedFigure.nik.is_not(None)))
        agency = session.scalars(select(Agency.slug).where(Agency.tenant_id == practice.id)).first()
        of_a_service = (CollectionPoint.tenant_id == practice.id, CollectionPoint.service_type_id.is_not(None))
        code = session.scalars(select(CollectionPoint.code).where(*of_a_service)).first()
    assert practice.published_at is None
    below = f"/publik/{practice.slug}"
    addresses = [below, f"{below}.json", f"{below}.csv", f"{below}/lencana.svg", f"{below}/pasang-lencana", f"{below}/{agency}"]
    assert {browser.get(path).status for path in addresses} == {404}
    for path in ("/publik", "/publik.json", "/publik.csv", "/publik?cari=latihan", "/"):
        page = browser.get(path).response.text
        assert NAME not in page and practice.slug not in page
    # Even where an entry of the directory said that there is something public.
    practice.published_at = NOW
    session.commit()
    app.extensions["puas_portal"].places.forget()
    assert practice.slug not in browser.get("/publik.json").response.text and browser.get(below).status == 404
    # The form works, says what it is, and leads to no public page.
    form = browser.get(f"/s/{code}")
    assert form.status == 200 and MARK.search(form.response.text)
    thanks = browser.follow(browser.send(form, dict.fromkeys(SLUGS, "4")))
    assert thanks.status == 200 and "Terima kasih" in thanks.text
    assert f"/publik/{practice.slug}" not in form.response.text + thanks.response.text


def test_screens_of_a_practice_tenant_say_what_they_are(app: Flask, browser: Browser, session: Session, practice: Tenant) -> None:
    browser.sign_in(_guest(session, practice.id))
    opened = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.rule.startswith("/t/<slug:tenant>") and rule.arguments == {"tenant"}:
            page = browser.get(rule.rule.replace("<slug:tenant>", practice.slug))
            if page.status != 200 or page.response.mimetype != "text/html":
                continue
            opened.append(rule.rule)
            assert MARK.search(page.response.text), rule.rule
            assert "/publik/" not in page.response.text, rule.rule
    assert len(opened) > 15


def test_the_past_and_the_present_can_be_looked_at(app: Flask, browser: Browser, session: Session, practice: Tenant) -> None:
    """Every page about a period, though nobody in particular acted in the story's past."""
    browser.sign_in(_guest(session, practice.id))
    with tenancy.inside(session, tenant_id=practice.id):
        mine = select(SurveyPeriod.id).where(SurveyPeriod.tenant_id == practice.id)
        states = {state: session.scalars(mine.where(SurveyPeriod.state == state)).first() for state in ("open", "closed")}
    opened = set()
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.rule.startswith("/t/<slug:tenant>") and rule.arguments == {"tenant", "period_id"}:
            for state, period_id in states.items():
                address = rule.rule.replace("<slug:tenant>", practice.slug).replace("<uuid:period_id>", str(period_id))
                page = browser.get(address)
                assert page.status < 500, rule.rule
                if page.status == 200 and page.response.mimetype == "text/html":
                    opened.add((rule.endpoint, state))
                    assert MARK.search(page.response.text), rule.rule
    assert len(opened) > 10


def _guest(session: Session, tenant_id: int) -> UUID:
    with tenancy.inside(session, tenant_id=tenant_id):
        found = session.scalar(text("select account_id from membership where tenant_id = :t"), {"t": tenant_id})
    assert isinstance(found, UUID)
    return found


def test_nobody_practises_leaving_or_inviting(browser: Browser, session: Session, practice: Tenant) -> None:
    account_id = _guest(session, practice.id)
    browser.sign_in(account_id)
    assert browser.get(f"/t/{practice.slug}/keluar").status == 404
    assert browser.get(f"/t/{practice.slug}/anggota/").status == 404
    # Nor does a page point there: those who practise can name no evaluator, and are told what that takes.
    page = browser.get(f"/t/{practice.slug}/mutu/kinerja/buka")
    assert "Belum ada evaluator" in page.text
    assert "/anggota/" not in page.response.text
    with pytest.raises(UnableToRequestDeparture, match="practice"):
        request_departure(
            session=session, tenant_id=practice.id, requested_by=account_id, reason="Bosan", base_url="http://localhost", now=NOW
        )


def test_a_training_room_sends_no_mail(session: Session, practice: Tenant) -> None:
    account_id = _guest(session, practice.id)
    guest = session.scalar(text("select email from account where id = :a"), {"a": account_id})
    assert isinstance(guest, str) and guest.endswith(f"@{GUEST_DOMAIN}")
    request_password_reset(session=session, email=guest, base_url="http://localhost", now=NOW)
    everybody = {"subject": "Halo", "body": "…", "now": NOW}
    assert send_mail(session=session, recipient=guest.upper(), **everybody) is None  # type: ignore[arg-type]
    assert send_mail(session=session, recipient="budi@kab.go.id", tenant_id=practice.id, **everybody) is None  # type: ignore[arg-type]
    with tenancy.inside(session, tenant_id=practice.id):
        invite_member(
            session=session, tenant_id=practice.id, email="budi@kab.go.id", role="tenant-admin", agency_ids=(), invited_by=account_id,
            base_url="http://localhost", now=NOW,
        )  # fmt: skip
    assert session.scalar(select(func.count()).select_from(OutgoingMail)) == 0
    # A regency's mail goes out as ever.
    assert send_mail(session=session, recipient="budi@kab.go.id", **everybody) is not None  # type: ignore[arg-type]


def test_the_operator_sees_how_many_there_are_and_not_each(session: Session, practice: Tenant) -> None:
    listed = [row.slug for row in list_tenants(session, limit=50)]
    assert practice.slug not in listed and "jatim" in listed
    assert count_tenants(session) == len(listed)
    # The template, which is not listed either, is no room.
    assert count_practice_tenants(session) == 1


def test_no_row_of_a_practice_tenant_is_shown_to_any_province(committing: Committing, tmp_path: Path) -> None:
    """As the province's own log-in, whatever province it says it is."""
    with committing.session_factory() as session:
        _owner, number = _fill(session, tmp_path)
        with tenancy.inside(session, tenant_id=number):
            for name in PROVINCE_TABLES[:3]:
                assert session.scalar(text(f"select count(*) from {name} where tenant_id = :t"), {"t": number}), name
        session.commit()
    engine = create_engine(with_driver(committing.url("puas_province")))
    try:
        for code in ("35", "99", "", "00", "%"):
            with engine.connect() as connection:
                connection.execute(text("select set_config('app.province_code', :code, true)"), {"code": code})
                connection.execute(text("select set_config('app.tenant_id', :t, true)"), {"t": str(number)})
                for name in PROVINCE_TABLES:
                    assert connection.scalar(text(f"select count(tenant_id) from {name}")) == 0, (name, code)
    finally:
        engine.dispose()


def test_no_page_of_the_province_names_a_practice_tenant(committing: Committing, committed_app: Flask, tmp_path: Path) -> None:
    with committing.session_factory() as session:
        owner_id, number = _fill(session, tmp_path)
        slug = session.scalars(select(Tenant.slug).where(Tenant.id == number)).one()
        account = add_login(session, "admin@jatim.go.id")
        add_membership(session, tenant_id=owner_id, account_id=account.id, role="province-admin")
        session.commit()
    browser = Browser(committed_app)
    browser.sign_in(account.id)
    opened = 0
    for rule in committed_app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or not rule.rule.startswith("/t/<slug:tenant>"):
            continue
        if rule.arguments - {"tenant"}:
            continue
        page = browser.get(rule.rule.replace("<slug:tenant>", "jatim"))
        opened += page.status == 200
        if "pelatihan" not in rule.rule:
            assert NAME not in page.response.get_data(as_text=True) and slug not in page.response.get_data(as_text=True), rule.rule
    assert opened >= 8


def test_every_story_is_unmistakably_fictional() -> None:
    assert all(story.tenant_name.startswith("Kabupaten Latihan ") for story in STORIES.values())
