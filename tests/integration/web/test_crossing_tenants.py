"""Every route of a workspace, tried with what belongs to another tenant, and with what an officer is not assigned to.

The routes come from the application's own map and the rows from the declared tables: a new page or table is tried without
a line here. A parameter nobody knows makes the test fail until it is said which table it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from flask import Flask, url_for
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from werkzeug.routing import IntegerConverter, Rule, UUIDConverter

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.people import Account, AgencyAssignment, Membership, TenantRequest
from puas.db.tables.places import Region
from puas.domain.permissions import can
from puas_web import access
from puas_web.login import LoggedInAccount
from tests.factories.rows import FilledTenant, fill_tenant, tenant_tables
from tests.web_pages import Browser

TABLE_OF = {
    "agency_id": "agency",
    "service_type_id": "service_type",
    "period_id": "survey_period",
    "point_id": "collection_point",
    "report_id": "report",
    "result_id": "result",
    "past_result_id": "past_result",
    "recap_id": "old_recap",
    "copy_id": "signed_copy",
    "invitation_id": "invitation",
    "token_id": "api_token",
    "item_id": "followup_item",
    "improvement_id": "improvement_item",
    "assessment_id": "performance_assessment",
    "score_id": "compliance_score",
    "sheet_id": "performance_sheet",
    "procedure_id": "operating_procedure",
    "mall_id": "service_mall",
    "innovation_id": "innovation",
    "call_id": "innovation_call",
    "evidence_id": "evidence_file",
    # Of the subject in WORDS.
    "subject_id": "improvement_item",
    "photograph_id": "photograph",
    "response_id": "response",
    "target_id": "target",
    "contact_id": "tenant_contact",
    "deadline_id": "deadline",
    "notice_id": "notification",
    "letter_id": "letter",
    "into_id": "agency",
    "session_id": "training_session",
    "certificate_id": "certificate",
    "participant_id": "training_participant",
    "curriculum_id": "curriculum",
}
# Ids of no tenant's table; their own tests try them.
OTHER_IDS = {"account_id", "request_id", "departure_id"}
WORDS = {
    "ending": "csv", "section": "latar_belakang", "format": "pdf", "unsur": "waktu", "exercise": "hand-index",
    "kind": "before", "number": "1", "year": "2026", "code": "A.01", "subject": "improvement", "step": "cara",
}  # fmt: skip
# What an officer reaches through the agency: everything that hangs on one.
OF_AN_AGENCY = {
    "agency_id", "service_type_id", "period_id", "point_id", "report_id", "past_result_id", "recap_id", "copy_id", "item_id",
    "photograph_id", "letter_id", "improvement_id", "assessment_id", "sheet_id",
}  # fmt: skip


@pytest.fixture
def tenants(app: Flask, session: Session) -> tuple[FilledTenant, FilledTenant]:
    """Two regencies with a row in every table, each with an administrator."""
    app.config["WTF_CSRF_ENABLED"] = False
    found = []
    for slug, marker in (("biru", "RahasiaBiru"), ("hijau", "RahasiaHijau")):
        filled = fill_tenant(session, slug=slug, marker=marker)
        session.add(Membership(tenant_id=filled.id, account_id=filled.account_id, role="tenant-admin"))
        session.flush()
        found.append(filled)
    session.commit()
    return found[0], found[1]


def browser_of(app: Flask, account_id: UUID) -> Browser:
    browser = Browser(app)
    with browser.client.session_transaction() as cookie:
        cookie["_user_id"] = LoggedInAccount(account_id, 1, "Petugas", "petugas@contoh.example").get_id()
        cookie["_fresh"] = True
    return browser


def tenant_rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every rule of a workspace with each method it answers, parameters first checked."""
    for rule in app.url_map.iter_rules():
        declared = access.rule_of(app.view_functions[rule.endpoint])
        if declared is None or declared.kind not in {"tenant", "province"}:
            continue
        unknown = _ids(rule) - set(TABLE_OF) - OTHER_IDS
        assert not unknown, f"{rule.rule}: say in TABLE_OF which table {unknown} names"
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            yield rule, method


def _ids(rule: Rule) -> set[str]:
    return {name for name, converter in rule._converters.items() if isinstance(converter, UUIDConverter)}


def _address(app: Flask, rule: Rule, slug: str, ids: dict[str, UUID]) -> str:
    words: dict[str, Any] = {name: stand_in(rule, name) for name in rule.arguments - set(ids) - {"tenant"}}
    with app.test_request_context():
        return url_for(rule.endpoint, **{**words, **ids, "tenant": slug})


def stand_in(rule: Rule, name: str) -> str:
    """Something the address takes in place of a parameter that is no id."""
    return WORDS.get(name, "1" if isinstance(rule._converters[name], IntegerConverter) else "x")


def _crossings(rule: Rule, mine: FilledTenant, other: FilledTenant) -> Iterator[dict[str, UUID]]:
    """Every mixture of own and foreign ids with at least one that is foreign."""
    names = sorted(_ids(rule))
    for choice in product((mine, other), repeat=len(names)):
        if other in choice:
            yield {name: _id_in(owner, name) for name, owner in zip(names, choice, strict=True)}


def _id_in(owner: FilledTenant, name: str) -> UUID:
    if name in OTHER_IDS:
        return owner.account_id
    return owner.id_of(TABLE_OF[name])


def _content(session: Session, owner: FilledTenant) -> dict[str, Any]:
    """A fingerprint of everything a tenant owns."""
    session.rollback()
    tenancy.enter(session, tenant_id=owner.id, account_id=None)
    found = {}
    for table in tenant_tables():
        row = func.md5(func.string_agg(text(f"{table.name}::text"), text(f"'|' order by {table.name}::text")))
        found[table.name] = session.execute(select(row).select_from(table)).scalar_one()
    return found


def test_foreign_ids_are_404_on_every_route(app: Flask, session: Session, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    mine, other = tenants
    before, browser, tried, faults = _content(session, other), browser_of(app, mine.account_id), 0, []
    for rule, method in tenant_rules(app):
        for ids in _crossings(rule, mine, other):
            answer = browser.client.open(_address(app, rule, mine.slug, ids), method=method)
            tried += 1
            if answer.status_code != 404 or other.marker in answer.text:
                faults.append(f"{method} {rule.rule} {answer.status_code}")
    assert faults == []
    assert tried > 40
    assert _content(session, other) == before


def test_another_workspace_is_404_on_every_route(app: Flask, session: Session, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    mine, other = tenants
    before, browser, faults = _content(session, other), browser_of(app, mine.account_id), []
    for rule, method in tenant_rules(app):
        ids = {name: _id_in(other, name) for name in _ids(rule)}
        answer = browser.client.open(_address(app, rule, other.slug, ids), method=method)
        if answer.status_code != 404 or other.marker in answer.text:
            faults.append(f"{method} {rule.rule} {answer.status_code}")
    assert faults == []
    assert _content(session, other) == before


def test_own_pages_open_and_never_show_the_other(app: Flask, session: Session, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    """The counter-test: with own ids the same addresses lead somewhere, so the 404s above are the tenant's doing."""
    mine, other = tenants
    browser, closed, leaks, opened = browser_of(app, mine.account_id), [], [], 0
    for rule, method in tenant_rules(app):
        declared = access.rule_of(app.view_functions[rule.endpoint])
        if method != "GET" or declared is None or declared.kind == "province" or _ids(rule) & OTHER_IDS:
            continue
        # Trainings are for those who hold them and for participants; an administrator of a regency is neither.
        if declared.action is None or not can(["tenant-admin"], declared.action):
            continue
        ids = {name: _id_in(mine, name) for name in _ids(rule)}
        answer = browser.client.get(_address(app, rule, mine.slug, ids))
        opened += answer.status_code in {200, 302}
        if answer.status_code >= 400:
            closed.append(f"{rule.rule} {answer.status_code}")
        if other.marker in answer.text:
            leaks.append(rule.rule)
    assert leaks == []
    assert opened > 25
    # A made-up report, photograph or recap has no file in the store, and only a sample tenant has an example of a recap.
    # A letter is written to somebody chosen, and a made-up one has no document; a made-up code of a set-up leads nowhere.
    without_file = (
        "<uuid:report_id>", "<uuid:photograph_id>", "<uuid:recap_id>/unduh-berkas", "rekap-lama/contoh",
        "<uuid:letter_id>/unduh", "<uuid:letter_id>/tarik", "/surat/periksa", "susunan-latihan/<code:code>",
        # Evidence that is an address has no file; a sheet is its evaluator's alone; users are asked once the form is open.
        "<uuid:evidence_id>", "<uuid:sheet_id>/", "pengguna/cetak", "pengguna/kode-qr.svg",
    )  # fmt: skip
    assert [each for each in closed if not any(part in each for part in without_file)] == []


def test_an_officer_is_404_where_not_assigned(app: Flask, session: Session, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    mine, _ = tenants
    officer = _officer_elsewhere(session, mine)
    before, browser, tried, faults = _content(session, mine), browser_of(app, officer), 0, []
    for rule, method in tenant_rules(app):
        if not _ids(rule) & OF_AN_AGENCY or _ids(rule) & OTHER_IDS:
            continue
        ids = {name: _id_in(mine, name) for name in _ids(rule)}
        answer = browser.client.open(_address(app, rule, mine.slug, ids), method=method)
        tried += 1
        if answer.status_code != 404:
            faults.append(f"{method} {rule.rule} {answer.status_code}")
    assert faults == []
    assert tried > 20
    assert _content(session, mine) == before


def test_an_officers_own_agency_opens_nothing_of_another(app: Flask, session: Session, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    mine, _ = tenants
    officer = _officer_elsewhere(session, mine)
    tenancy.enter(session, tenant_id=mine.id, account_id=officer)
    own = session.scalars(select(AgencyAssignment.agency_id).where(AgencyAssignment.account_id == officer)).one()
    before, browser, tried, faults = _content(session, mine), browser_of(app, officer), 0, []
    for rule, method in tenant_rules(app):
        if "agency_id" not in _ids(rule) or len(_ids(rule)) < 2:
            continue
        ids = {name: _id_in(mine, name) for name in _ids(rule)} | {"agency_id": own}
        answer = browser.client.open(_address(app, rule, mine.slug, ids), method=method)
        tried += 1
        if answer.status_code != 404:
            faults.append(f"{method} {rule.rule} {answer.status_code}")
    assert faults == []
    assert tried >= 5
    assert _content(session, mine) == before


def _officer_elsewhere(session: Session, tenant: FilledTenant) -> UUID:
    """An officer of an agency that has nothing."""
    account = Account(id=new_id(), email="lain@contoh.example", name="Petugas lain")
    session.add(account)
    session.flush()
    tenancy.enter(session, tenant_id=tenant.id, account_id=account.id)
    agency = Agency(tenant_id=tenant.id, id=new_id(), name="Dinas lain")
    session.add_all([agency, Membership(tenant_id=tenant.id, account_id=account.id, role="agency-officer")])
    session.flush()
    session.add(AgencyAssignment(tenant_id=tenant.id, account_id=account.id, agency_id=agency.id))
    session.commit()
    return account.id


def test_a_province_decides_only_about_its_own_regencies(app: Flask, session: Session, tenants: tuple[FilledTenant, FilledTenant]) -> None:
    province = fill_tenant(session, slug="provinsi", marker="Provinsi", province_code="35", kind="province")
    session.add(Membership(tenant_id=province.id, account_id=province.account_id, role="province-admin"))
    region = session.scalars(select(Region).where(Region.parent_code == "33")).first()
    assert region is not None
    request = TenantRequest(
        id=new_id(),
        region_code=region.code,
        email="setda@contoh.go.id",
        name="RahasiaHijau",
        position="Kepala Bagian",
        office_name="Bagian Organisasi",
        state="waiting",
        created_at=datetime(2026, 7, 1, tzinfo=UTC),
    )
    session.add(request)
    session.commit()
    browser = browser_of(app, province.account_id)
    assert "RahasiaHijau" not in browser.get("/t/provinsi/persetujuan").text
    for act in ("setujui", "tolak"):
        for method in ("GET", "POST"):
            answer = browser.client.open(f"/t/provinsi/persetujuan/{request.id}/{act}", method=method, data={"reason": "x"})
            assert answer.status_code == 404, (act, method)
