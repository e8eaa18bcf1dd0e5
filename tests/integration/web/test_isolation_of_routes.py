"""Tries to reach another tenant through every route there is; a new route is tried without a line here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from puas.db import locators, tenancy
from puas.db.identifiers import new_id
from puas.db.tables.people import ApiToken
from puas.db.tables.training import PracticeTenant, TrainingParticipant
from puas.domain.permissions import ROLES_OF_KIND
from puas_web import access
from tests.factories.members import NOW, PASSWORD, add_login, add_membership
from tests.factories.rows import FilledTenant, fill_tenant, tenant_tables
from tests.integration.web.test_crossing_tenants import TABLE_OF
from tests.web_pages import Browser, Page

MARKER = "RahasiaBiru"
PARAMETER = re.compile(r"<(?:(?P<kind>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>")
# What stands in for parameters that are no ids.
STAND_INS = {
    "int": "1", "slug": "x", "code": "BCDFGHJ", "region": "35.22", "indicator": "A.01", "string": "x", "default": "x", "path": "x",
    "any": "pdf",
}  # fmt: skip


# Foreign ids of other tables tried on one route.
OTHERS = 6


@dataclass(frozen=True)
class Neighbours:
    """The victim, and somebody with every role next door."""

    victim: FilledTenant
    own: FilledTenant
    email: str
    token: str

    def foreign_ids(self) -> list[UUID]:
        return sorted({value for row in self.victim.rows.values() for value in row.values() if isinstance(value, UUID)})


@pytest.fixture(params=["regency", "province", "demo"])
def neighbours(request: pytest.FixtureRequest, session: Session) -> Neighbours:
    victim = fill_tenant(session, slug="biru", marker=MARKER, province_code="98", kind="regency")
    is_demo = request.param == "demo"
    own = fill_tenant(session, slug="hijau", marker="Hijau", province_code=None if is_demo else "99", kind=request.param)
    account = add_login(session, "tetangga@hijau.go.id")
    for role in ROLES_OF_KIND[request.param]:
        add_membership(session, tenant_id=own.id, account_id=account.id, role=role.value)
    if is_demo:
        _seat(session, own, account.id)
    token_id, key = new_id(), locators.new_key()
    with tenancy.inside(session, tenant_id=own.id):
        session.add(ApiToken(tenant_id=own.id, id=token_id, name="x", scopes=_scopes(), created_at=NOW))
    locators.remember(session, kind=locators.API_TOKEN, key=key, target=str(token_id), tenant_id=own.id)
    session.commit()
    return Neighbours(victim, own, account.email, key)


def _seat(session: Session, own: FilledTenant, account_id: UUID) -> None:
    """The tenant is also the practice tenant of a session it holds, and the account a participant: pages of both answer."""
    session_id = own.id_of("training_session")
    with tenancy.inside(session, tenant_id=own.id):
        mine = (TrainingParticipant.tenant_id == own.id, TrainingParticipant.session_id == session_id)
        session.execute(update(TrainingParticipant).where(*mine).values(account_id=account_id, practice_tenant_id=own.id))
    session.add(
        PracticeTenant(
            tenant_id=own.id, owner_id=own.id, session_id=session_id, version="1", story="kabupaten", checkpoint="terkumpul", seed=1,
            taken_at=NOW, made_at=NOW,
        )
    )  # fmt: skip
    session.flush()


@pytest.fixture
def neighbour(app: Flask, neighbours: Neighbours) -> Browser:
    browser = Browser(app)
    assert browser.log_in(neighbours.email, PASSWORD).status == 302
    app.config["WTF_CSRF_ENABLED"] = False  # so that nothing but the access rule stands in the way
    app.config["RATELIMIT_ENABLED"] = False
    return browser


def _scopes() -> list[str]:
    from tests.contracts.web_application import application

    rules = [access.rule_of(view) for view in application().view_functions.values()]
    return sorted({str(rule.action) for rule in rules if rule is not None and rule.kind == "api"})


def _routes(app: Flask, *kinds: str) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        declared = access.rule_of(app.view_functions[rule.endpoint])
        if declared is not None and declared.kind in kinds:
            yield rule


def _addresses(rule: Rule, *, slug: str, ids: list[UUID]) -> list[str]:
    """The route's address once per foreign id, in every place of an id at once."""

    has_id = any(match["kind"] == "uuid" for match in PARAMETER.finditer(rule.rule))
    return [_filled(rule.rule, slug, identifier) for identifier in (ids if has_id else ids[:1])]


def _foreign_ids_for(rule: Rule, place: int, neighbours: Neighbours) -> list[UUID]:
    """The ids the route is about, and some others in turn, so that each foreign id is tried on many routes."""
    names = [match["name"] for match in PARAMETER.finditer(rule.rule) if match["kind"] == "uuid"]
    meant = {neighbours.victim.id_of(TABLE_OF[name]) for name in names if name in TABLE_OF}
    every = neighbours.foreign_ids()
    others = {every[(place * OTHERS + step) % len(every)] for step in range(OTHERS)}
    return sorted(meant | others)


def _filled(pattern: str, slug: str, identifier: UUID) -> str:
    def value(match: re.Match[str]) -> str:
        if match["name"] == "tenant":
            return slug
        return str(identifier) if match["kind"] == "uuid" else STAND_INS[match["kind"] or "default"]

    return PARAMETER.sub(value, pattern)


def _ask(browser: Browser, rule: Rule, address: str, **options: object) -> Iterator[Page]:
    methods = rule.methods or set()
    if "GET" in methods:
        yield browser.get(address, **options)
    if "POST" in methods:
        yield browser.post(address, {}, **options)


def _state(session: Session, tenant: FilledTenant) -> dict[str, list[object]]:
    session.expire_all()
    with tenancy.inside(session, tenant_id=tenant.id):
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))] for table in tenant_tables()
        }


def test_no_route_opens_another_tenants_workspace(app: Flask, neighbour: Browser, neighbours: Neighbours, session: Session) -> None:
    before = _state(session, neighbours.victim)
    own_id = [row["id"] for row in neighbours.victim.rows.values() if "id" in row][:1]
    opened = [
        f"{page.response.request.method} {address}: {page.status}"
        for rule in _routes(app, "tenant", "province")
        for address in _addresses(rule, slug=neighbours.victim.slug, ids=own_id)
        for page in _ask(neighbour, rule, address)
        if page.status != 404 or MARKER in page.response.text
    ]
    assert opened == []
    assert _state(session, neighbours.victim) == before


@pytest.mark.slow
def test_no_id_of_another_tenant_is_found_in_the_own_workspace(
    app: Flask, neighbour: Browser, neighbours: Neighbours, session: Session
) -> None:
    before = _state(session, neighbours.victim)
    found = [
        f"{page.response.request.method} {address}: {page.status}"
        for place, rule in enumerate(_routes(app, "tenant", "province"))
        if "<uuid:" in rule.rule
        for address in _addresses(rule, slug=neighbours.own.slug, ids=_foreign_ids_for(rule, place, neighbours))
        for page in _ask(neighbour, rule, address)
        if page.status not in {404, 400, 422}
        or (page.response.request.method == "GET" and page.status != 404)
        or MARKER in page.response.text
    ]
    assert found == []
    assert _state(session, neighbours.victim) == before


def test_no_own_page_mentions_another_tenant(app: Flask, neighbour: Browser, neighbours: Neighbours) -> None:
    seen, opened = [], 0
    for rule in _routes(app, "tenant", "province"):
        if "<uuid:" in rule.rule or "GET" not in (rule.methods or set()):
            continue
        page = neighbour.get(_addresses(rule, slug=neighbours.own.slug, ids=[new_id()])[0])
        assert page.status < 500, rule.rule
        opened += page.status == 200
        if MARKER in page.response.text:
            seen.append(rule.rule)
    assert seen == []
    assert opened > 20


def test_no_token_reaches_another_tenant(app: Flask, neighbours: Neighbours) -> None:
    headers = {"Authorization": f"Bearer {neighbours.token}"}
    reached = []
    for rule in _routes(app, "api"):
        for address in _addresses(rule, slug=neighbours.victim.slug, ids=neighbours.foreign_ids()):
            for page in _ask(Browser(app), rule, address, headers=headers):
                if MARKER in page.response.text or ("<uuid:" in rule.rule and page.status < 400):
                    reached.append(f"{address}: {page.status}")
    assert reached == []


def test_without_an_account_every_workspace_asks_to_sign_in(app: Flask, neighbours: Neighbours) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    for rule in _routes(app, "tenant", "province", "signed_in", "operator"):
        for address in _addresses(rule, slug=neighbours.victim.slug, ids=[new_id()]):
            for page in _ask(Browser(app), rule, address):
                # A program is told so; a person is shown the way in.
                asked = (401, "") if address.endswith(".json") else (302, "/masuk")
                assert (page.status, page.location.partition("?")[0]) == asked, address


def test_nobody_but_an_operator_finds_the_operators_pages(app: Flask, neighbour: Browser, neighbours: Neighbours) -> None:
    for rule in _routes(app, "operator"):
        for address in _addresses(rule, slug="x", ids=[new_id()]):
            for page in _ask(neighbour, rule, address):
                assert page.status == 404, address


@pytest.mark.parametrize("neighbours", ["demo"], indirect=True)
def test_the_neighbour_of_a_training_has_a_seat_in_it(neighbour: Browser, neighbours: Neighbours) -> None:
    """Else every page of a participant would answer 404 to them for that reason alone."""
    assert neighbour.get(f"/t/{neighbours.own.slug}/latihan").status == 200
    assert neighbour.get(f"/t/{neighbours.own.slug}/pelatihan/{neighbours.own.id_of('training_session')}").status == 200
