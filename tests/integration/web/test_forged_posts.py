"""Posts that somebody else's site, an officer of another agency, or a member who is one no longer would send."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.people import Account, ApiToken, Invitation
from puas.db.tables.reports import FollowupItem, Report, ReportText
from puas.db.tables.responses import Response
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.usecases.change_member_role import change_member_role
from puas.usecases.create_api_token import create_api_token
from puas.usecases.invite_member import invite_member
from puas.usecases.remove_member import remove_member
from puas.usecases.suspend_tenant import suspend_tenant
from puas_web import access
from puas_web.csrf_protection import ATTRIBUTE
from tests.factories.closed import ClosedPeriod, closed_period
from tests.factories.members import NOW, add_login, add_membership
from tests.factories.rows import FilledTenant, fill_tenant
from tests.factories.surveys import SLUGS, Survey, a_survey
from tests.integration.web.test_crossing_tenants import browser_of
from tests.integration.web.test_hostile_input import address
from tests.web_pages import Browser

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
# Views that anybody may post to from anywhere; each says why in the code.
WITHOUT_TOKEN = {"responding.submit", "performance_users.submit", "language.choose", "publication.compare_file"}


@pytest.fixture
def filled(app: Flask, session: Session) -> FilledTenant:
    made = fill_tenant(session, slug="biru", marker="Biru")
    add_membership(session, tenant_id=made.id, account_id=made.account_id, role="tenant-admin")
    session.commit()
    return made


def test_every_change_needs_the_token_of_its_form(app: Flask, filled: FilledTenant) -> None:
    browser, let_through, tried, exempt = browser_of(app, filled.account_id), [], 0, set()
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        declared = access.rule_of(view)
        assert declared is not None
        for method in sorted((rule.methods or set()) & CHANGING):
            if hasattr(view, ATTRIBUTE):
                exempt.add(rule.endpoint)
                continue
            if declared.kind == "api":
                continue
            path = "/operator/permohonan" if declared.kind == "operator" else address(app, rule, filled)
            status = browser.client.open(path, method=method, data={"csrf_token": "forged"}).status_code
            tried += 1
            if status not in {400, 404, 405}:
                let_through.append(f"{method} {rule.rule} {status}")
    assert let_through == []
    assert exempt == WITHOUT_TOKEN
    assert tried > 40


def test_the_token_of_one_session_opens_no_form_of_another(app: Flask, filled: FilledTenant) -> None:
    thief, victim = browser_of(app, filled.account_id), browser_of(app, filled.account_id)
    token = thief.get("/profil").filled("/profil")["csrf_token"]
    victim.get("/profil")
    assert victim.post("/profil", {"csrf_token": token, "name": "Dibajak", "language": "id"}).status == 400


@pytest.fixture
def closed(session: Session, app: Flask) -> ClosedPeriod:
    app.config["WTF_CSRF_ENABLED"] = False
    made = closed_period(session)
    session.commit()
    return made


@pytest.fixture
def other(session: Session, closed: ClosedPeriod) -> Survey:
    """Another agency of the same tenant, with a plan, texts and answers of its own."""
    survey = a_survey(session, slug="arjosari")
    session.add_all(
        [
            FollowupItem(tenant_id=survey.tenant_id, id=new_id(), period_id=survey.period_id, unsur="waktu", action="Rahasia"),
            Response(
                tenant_id=survey.tenant_id, id=new_id(), period_id=survey.period_id, service_type_id=survey.service_ids[0],
                suggestion="Rahasia warga", channel="sticker", submitted_at=NOW, content_hash=b"x",
            ),
        ]
    )  # fmt: skip
    session.commit()
    return survey


@pytest.fixture
def officer(app: Flask, session: Session, closed: ClosedPeriod) -> Browser:
    account = add_login(session, "petugas@arjosari.go.id")
    add_membership(
        session, tenant_id=closed.tenant_id, account_id=account.id, role="agency-officer", agency_ids=[closed.survey.agency_id]
    )  # fmt: skip
    session.commit()
    browser = Browser(app)
    browser.sign_in(account.id)
    return browser


def _one(session: Session, statement: object) -> object:
    session.expire_all()
    return session.scalars(statement).one()  # type: ignore[call-overload]


def test_an_officers_forms_take_no_ids_of_other_agencies(
    officer: Browser, session: Session, closed: ClosedPeriod, other: Survey
) -> None:
    tenancy.enter(session, tenant_id=closed.tenant_id)
    item = session.scalars(select(FollowupItem.id).where(FollowupItem.period_id == other.period_id)).one()
    secret = session.scalars(select(Response.id).where(Response.period_id == other.period_id)).one()
    mine, desk = closed.survey.agency_id, f"/t/arjosari/laporan/periode/{closed.period_id}"

    points = select(func.count()).select_from(CollectionPoint).where(CollectionPoint.tenant_id == closed.tenant_id)
    before = session.scalar(points)
    made = officer.post(
        f"/t/arjosari/stiker/perangkat-daerah/{mine}/tambah", {"kind": "sticker", "services": str(other.service_ids[0]), "places": "Loket"}
    )
    assert (made.status, session.scalar(points)) == (422, before)

    officer.post(f"/t/arjosari/stiker/perangkat-daerah/{mine}/cetak", {"document": "poster", "points": str(other.service_point_id)})
    assert session.scalar(select(func.count()).select_from(Report).where(Report.tenant_id == closed.tenant_id)) == 0

    row = {"rows-0-id": str(item), "rows-0-unsur": "biaya", "rows-0-action": "Diambil alih", "rows-0-person": "x"}
    room = "/t/arjosari/tindak-lanjut"
    assert officer.post(f"{room}/periode/{closed.period_id}/sunting", row).status == 302
    assert _one(session, select(FollowupItem.action).where(FollowupItem.id == item)) == "Rahasia"
    assert officer.post(f"{room}/{item}/kemajuan", {"state": "done", "description": "Diambil alih"}).status == 404
    assert officer.post(f"{room}/periode/{closed.period_id}/bawa/{item}").status == 404
    assert session.scalar(select(func.count()).select_from(FollowupItem).where(FollowupItem.carried_from == item)) == 0
    assert _one(session, select(FollowupItem.state).where(FollowupItem.id == item)) == "planned"

    assert officer.post(f"{desk}/saran-dicetak", {"chosen": str(secret)}).status == 302
    assert officer.post(f"{desk}/minta").status == 302
    assert "Rahasia warga" not in str(_one(session, select(Report.snapshot).where(Report.tenant_id == closed.tenant_id)))
    for query in (f"periode={other.period_id}", f"perangkat={other.agency_id}", f"layanan={other.service_ids[0]}"):
        assert "Rahasia warga" not in officer.get(f"/t/arjosari/hasil/saran?tahun=2026&{query}").response.text


def test_an_officer_opens_and_closes_nothing(officer: Browser, session: Session, closed: ClosedPeriod, other: Survey) -> None:
    for path in ("survei/buka", f"survei/{other.period_id}/tutup", "anggota/undang", "pengaturan/identitas", "perangkat-daerah/tambah"):
        assert officer.post(f"/t/arjosari/{path}", {"agencies": str(other.agency_id), "role": "tenant-admin"}).status == 404
    assert _one(session, select(SurveyPeriod.state).where(SurveyPeriod.id == other.period_id)) == "open"
    assert session.scalar(select(func.count()).select_from(Invitation)) == 0


def test_ids_of_another_tenant_in_a_form_change_nothing(app: Flask, session: Session, closed: ClosedPeriod) -> None:
    stranger = a_survey(session, slug="wonoasri", ends_on=date(2027, 12, 31))
    tenancy.enter(session, tenant_id=closed.tenant_id)
    admin = add_login(session, "admin@arjosari.go.id")
    add_membership(session, tenant_id=closed.tenant_id, account_id=admin.id, role="tenant-admin")
    session.commit()
    browser = Browser(app)
    browser.sign_in(admin.id)
    invited = {"email": "baru@contoh.go.id", "role": "agency-officer", "agencies": str(stranger.agency_id)}
    assert browser.post("/t/arjosari/anggota/undang", invited).status == 422
    opened = {"window": "custom", "starts_on": "2028-01-01", "ends_on": "2028-01-31", "agencies": str(stranger.agency_id)}
    assert browser.post("/t/arjosari/survei/buka", opened).status == 422
    for tenant_id in (closed.tenant_id, stranger.tenant_id):
        tenancy.enter(session, tenant_id=tenant_id)
        assert session.scalar(select(func.count()).select_from(SurveyPeriod).where(SurveyPeriod.starts_on == date(2028, 1, 1))) == 0


def test_a_member_removed_loses_the_open_page_and_every_other(app: Flask, session: Session, closed: ClosedPeriod, officer: Browser) -> None:
    assert officer.get("/t/arjosari/").status == 200
    account = session.scalars(select(Account.id).where(Account.email == "petugas@arjosari.go.id")).one()
    tenancy.enter(session, tenant_id=closed.tenant_id)
    remove_member(session=session, tenant_id=closed.tenant_id, account_id=account, removed_by=account, now=NOW)
    session.commit()
    assert officer.get("/t/arjosari/").status == 302
    officer.sign_in(account, session_version=2)
    assert officer.get("/t/arjosari/").status == 404
    assert officer.post(f"/t/arjosari/laporan/periode/{closed.period_id}/minta").status == 404


def test_a_suspended_tenant_is_closed_everywhere(app: Flask, session: Session, closed: ClosedPeriod, officer: Browser) -> None:
    today = datetime.now(UTC).date()
    survey = a_survey(session, slug="arjosari", starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=1))
    session.commit()
    form = Browser(app).get(f"/s/{survey.service_code}")
    values = {**form.filled(), **dict.fromkeys(SLUGS, "4")}
    assert form.status == 200
    suspend_tenant(session=session, tenant_id=closed.tenant_id, suspended_by=new_id(), reason="Uji", now=NOW)
    session.commit()
    app.extensions["puas_known_points"].forget()
    stranger = Browser(app)
    assert {stranger.get(path).status for path in (f"/s/{survey.service_code}", "/publik/arjosari", "/t-style/arjosari.css")} <= {404, 503}
    assert stranger.post(f"/s/{survey.service_code}", values).status == 503
    told = officer.get("/t/arjosari/")
    assert told.status == 404 and "sedang dinonaktifkan" in told.text
    assert "sedang dinonaktifkan" in officer.get("/ruang-kerja").text
    assert officer.post(f"/t/arjosari/laporan/periode/{closed.period_id}/minta").status == 404
    tenancy.enter(session, tenant_id=closed.tenant_id)
    assert session.scalar(select(func.count()).select_from(Response).where(Response.period_id == survey.period_id)) == 0
    assert session.scalar(select(func.count()).select_from(ReportText)) == 0


def test_who_is_no_administrator_any_more_leaves_no_key_behind(session: Session, app: Flask, closed: ClosedPeriod) -> None:
    ids: list[UUID] = []
    for name in ("satu", "dua"):
        account = add_login(session, f"{name}@arjosari.go.id")
        add_membership(session, tenant_id=closed.tenant_id, account_id=account.id, role="tenant-admin")
        ids.append(account.id)
    tenancy.enter(session, tenant_id=closed.tenant_id)
    made = create_api_token(
        session=session, tenant_id=closed.tenant_id, name="Dasbor", scopes=["read-results"], created_by=ids[0], now=NOW
    )  # fmt: skip
    invite_member(
        session=session, tenant_id=closed.tenant_id, email="satu@arjosari.go.id", role="tenant-admin", invited_by=ids[0],
        base_url="http://localhost", now=NOW,
    )  # fmt: skip
    session.commit()
    headers = {"Authorization": f"Bearer {made.token}"}
    assert Browser(app).get("/api/v1/results", headers=headers).status == 200
    change_member_role(session=session, tenant_id=closed.tenant_id, account_id=ids[0], role="leader", changed_by=ids[1], now=NOW)
    session.commit()
    assert Browser(app).get("/api/v1/results", headers=headers).status == 401
    tenancy.enter(session, tenant_id=closed.tenant_id)
    assert session.scalars(select(ApiToken.revoked_at).where(ApiToken.id == made.id)).one() is not None
    assert session.scalars(select(Invitation.revoked_at).where(Invitation.email == "satu@arjosari.go.id")).one() is not None
