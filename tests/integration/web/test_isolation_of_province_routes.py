"""A province's people through every route there is: only their own province, nothing inside a regency, nothing of other provinces.

Commits are real: the province reads through a log-in of its own. A new route is tried without a line here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, text

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.places import Tenant
from puas.domain.permissions import ROLES_OF_KIND
from tests.conftest import Committing
from tests.factories.members import PASSWORD, add_login, add_membership
from tests.factories.rows import FilledTenant, fill_tenant, tenant_tables
from tests.integration.web.test_isolation_of_routes import MARKER as FOREIGN
from tests.integration.web.test_isolation_of_routes import PARAMETER, STAND_INS, _ask, _routes
from tests.web_pages import Browser

OWN, DEMO, LEFT = "RahasiaHijau", "RahasiaLatihan", "RahasiaUngu"
WORKSPACE = "tenant"


@dataclass(frozen=True)
class World:
    """A province with a regency; next to it a regency of another province, that province, a demo, and one that left."""

    province: FilledTenant
    own: FilledTenant
    foreign: FilledTenant
    foreign_province: FilledTenant
    demo: FilledTenant
    left: FilledTenant
    email: str

    @property
    def others(self) -> tuple[FilledTenant, ...]:
        return (self.foreign, self.foreign_province, self.demo)


@pytest.fixture
def world(committing: Committing) -> World:
    made = {}
    for slug, marker, code, kind in (
        ("prov-hijau", "ProvinsiSendiri", "99", "province"), ("hijau", OWN, "99", "regency"), ("biru", FOREIGN, "98", "regency"),
        ("prov-biru", FOREIGN, "98", "province"), ("latihan", DEMO, None, "demo"), ("ungu", LEFT, "99", "regency"),
    ):  # fmt: skip
        with committing.session_factory() as session:
            made[slug] = fill_tenant(session, slug=slug, marker=marker, province_code=code, kind=kind)
            session.commit()
    with committing.session_factory() as session:
        account = add_login(session, "lihat@provinsi.go.id")
        for role in ROLES_OF_KIND["province"]:
            add_membership(session, tenant_id=made["prov-hijau"].id, account_id=account.id, role=role.value)
        session.commit()
    return World(
        made["prov-hijau"], made["hijau"], made["biru"], made["prov-biru"], made["latihan"], made["ungu"], account.email
    )


@pytest.fixture
def viewer(committed_app: Flask, world: World) -> Browser:
    """Somebody with every role of the province."""
    browser = Browser(committed_app)
    assert browser.log_in(world.email, PASSWORD).status == 302
    committed_app.config["WTF_CSRF_ENABLED"] = False  # so that nothing but the access rule stands in the way
    committed_app.config["RATELIMIT_ENABLED"] = False
    return browser


def _address(pattern: str, workspace: str, about: FilledTenant | None, identifier: UUID) -> str:
    """The address inside a workspace; whatever else names a tenant or a thing names that of `about`."""

    def value(match: object) -> str:
        name, kind = match["name"], match["kind"]  # type: ignore[index]
        if name == WORKSPACE:
            return workspace
        if kind == "uuid":
            return str(identifier)
        if about is not None and kind in {"slug", "string", "default", None}:
            return about.slug
        return str(about.id) if about is not None and kind == "int" else STAND_INS[kind or "default"]

    return PARAMETER.sub(value, pattern)


def _ids(tenant: FilledTenant) -> list[UUID]:
    return sorted({value for row in tenant.rows.values() for value in row.values() if isinstance(value, UUID)})


def _parameters(pattern: str) -> set[str]:
    return {match["name"] for match in PARAMETER.finditer(pattern)} - {WORKSPACE}


def _state(committing: Committing, tenant: FilledTenant) -> Iterator[tuple[str, list[object]]]:
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=tenant.id)
        for table in tenant_tables():
            yield table.name, [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
        yield "tenant", [tuple(row) for row in session.execute(select(Tenant.__table__).where(Tenant.id == tenant.id))]


def test_no_workspace_of_another_opens_to_a_province(committed_app: Flask, viewer: Browser, world: World, committing: Committing) -> None:
    """Not that of its own regencies either: the province looks at what they published, never inside."""
    before = {each.id: dict(_state(committing, each)) for each in (world.own, world.foreign)}
    opened = [
        f"{page.response.request.method} {address}: {page.status}"
        for rule in _routes(committed_app, "tenant", "province")
        for target in (world.own, *world.others, world.left)
        for address in [_address(rule.rule, target.slug, target, target.id_of("agency"))]
        for page in _ask(viewer, rule, address)
        if page.status != 404
    ]
    assert opened == []
    assert {each.id: dict(_state(committing, each)) for each in (world.own, world.foreign)} == before


@pytest.mark.slow
def test_inside_the_own_province_nothing_of_others_is_found(
    committed_app: Flask, viewer: Browser, world: World, committing: Committing
) -> None:
    """Every address that names a regency, an agency or a period, asked with those of another province and of a demo."""
    before = {each.id: dict(_state(committing, each)) for each in world.others}
    found, tried = [], 0
    for rule in _routes(committed_app, "province"):
        if not _parameters(rule.rule):
            continue
        for target in world.others:
            identifiers = _ids(target) if "<uuid:" in rule.rule else [new_id()]
            for identifier in identifiers:
                address = _address(rule.rule, world.province.slug, target, identifier)
                for page in _ask(viewer, rule, address):
                    tried += 1
                    refused = page.status == 404 or (page.response.request.method == "POST" and page.status in {400, 422})
                    if not refused or FOREIGN in page.response.text or DEMO in page.response.text:
                        found.append(f"{page.response.request.method} {address}: {page.status}")
    assert found == []
    assert tried
    assert {each.id: dict(_state(committing, each)) for each in world.others} == before


def test_no_page_of_the_province_mentions_others_and_some_mention_its_own(
    committed_app: Flask, viewer: Browser, world: World
) -> None:
    mentions: dict[str, list[str]] = {OWN: [], FOREIGN: [], DEMO: []}
    for rule in _routes(committed_app, "province", "tenant"):
        if "GET" not in (rule.methods or set()):
            continue
        for identifier in (world.own.id_of("agency"), world.province.id_of("agency")):
            address = _address(rule.rule, world.province.slug, world.own, identifier)
            for query in ("", "?tahun=2026&bagian=tahun", "?year=2026&part=tahun"):
                page = viewer.get(address + query)
                assert page.status < 500, address + query
                for marker, places in mentions.items():
                    if marker in page.response.text:
                        places.append(address + query)
    assert mentions[FOREIGN] == []
    assert mentions[DEMO] == []
    # Without this the test would pass on pages that are empty.
    assert mentions[OWN]


def test_pages_of_the_province_show_no_private_word_of_its_regencies(
    committed_app: Flask, viewer: Browser, world: World, committing: Committing
) -> None:
    """Texts of tables the province has no right on are marked apart, and must not come out anywhere."""
    secret = "KataRahasiaDalam"
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=world.own.id)
        for marked in (
            "followup_item set person_in_charge = :word, province_code = null", "report set withdrawal_reason = :word",
            "agency set signatory_name = :word, phone = :word",
        ):  # fmt: skip
            assert session.execute(text(f"update {marked} returning 1"), {"word": secret}).all(), marked
        session.commit()
    opened = 0
    for rule in _routes(committed_app, "province"):
        if "GET" not in (rule.methods or set()):
            continue
        for identifier in _ids(world.own):
            page = viewer.get(_address(rule.rule, world.province.slug, world.own, identifier))
            opened += page.status == 200
            assert secret not in page.response.text, rule.rule
            if "<uuid:" not in rule.rule:
                break
    assert opened > 10


@pytest.mark.parametrize("state", ["suspended", "left"])
def test_a_regency_that_is_closed_is_not_opened_by_its_province(
    committed_app: Flask, viewer: Browser, world: World, committing: Committing, state: str
) -> None:
    """Suspended it stays in the lists; once it has left, its address leads nowhere."""
    with committing.session_factory() as session:
        session.execute(text("update tenant set state = :state where id = :id"), {"state": state, "id": world.left.id})
        session.commit()
    refused = 0
    for rule in _routes(committed_app, "province"):
        if "GET" not in (rule.methods or set()):
            continue
        identifier = world.left.id_of("agency")
        page = viewer.get(_address(rule.rule, world.province.slug, world.left, identifier))
        assert page.status < 500, rule.rule
        if state == "left" and "regency" in _parameters(rule.rule):
            assert page.status == 404, rule.rule
            refused += 1
    assert (refused > 2) is (state == "left")
