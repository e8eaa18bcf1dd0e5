"""The one hook that enforces the access rules, with tenants and people made of paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_login import LoginManager, login_user

from puas.domain.permissions import Action, Role, can
from puas_web import access, converters, errors, login
from puas_web.access import ApiClient, CurrentTenant
from puas_web.login import LoggedInAccount

PERSON = LoggedInAccount(account_id=uuid4(), session_version=1, name="Sri", email="sri@contoh.go.id")
REGENCY = CurrentTenant(id=1, slug="tirta", name="Tirta", kind="regency", time_zone="Asia/Jakarta")
PROVINCE = CurrentTenant(id=2, slug="jawa", name="Jawa", kind="province", time_zone="Asia/Jakarta")


class PaperSources:
    """Sources whose answers a test sets."""

    def __init__(self) -> None:
        self.roles: dict[str, frozenset[str]] = {}
        self.tokens: dict[str, ApiClient] = {}
        self.entered: list[int] = []

    def find_suspended(self, *, slug: str, account_id: UUID) -> str | None:
        return None

    def find_workspace(self, *, slug: str, account_id: UUID) -> CurrentTenant | None:
        known = {"tirta": REGENCY, "jawa": PROVINCE}
        return replace(known[slug], roles=self.roles.get(slug, frozenset())) if slug in known else None

    def enter(self, tenant: CurrentTenant, *, account_id: UUID | None) -> CurrentTenant:
        self.entered.append(tenant.id)
        return tenant

    def may(self, tenant: CurrentTenant, action: str) -> bool:
        return can(tenant.roles, action)

    def find_api_client(self, token: str) -> ApiClient | None:
        return self.tokens.get(token)


@pytest.fixture
def sources() -> PaperSources:
    return PaperSources()


@pytest.fixture
def app(sources: PaperSources) -> Flask:
    app = Flask("access", static_folder=None)
    app.config.update(SECRET_KEY="test", TESTING=True)
    converters.init_app(app)
    manager = LoginManager(app)
    manager.user_loader(lambda _cookie: app.extensions.get("person"))
    manager.unauthorized_handler(lambda: ("sign in first", 302))
    access.init_app(app, sources=sources)

    def answer(**_: Any) -> str:
        return "inside"

    def declare(path: str, name: str, rule: Any) -> None:
        def view(**arguments: Any) -> str:
            return answer(**arguments)

        app.add_url_rule(path, name, rule(view))

    declare("/public", "public", access.public)
    declare("/signed-in", "signed_in", access.signed_in)
    declare("/operator", "operator", access.operator_only)
    declare("/t/<slug:tenant>/results", "results", access.tenant(Action.VIEW_RESULTS))
    declare("/t/<slug:tenant>/members", "members", access.tenant(Action.MANAGE_MEMBERS))
    declare("/t/<slug:tenant>/recap", "recap", access.province(Action.VIEW_PROVINCE))
    declare("/api/results", "api", access.api("results"))
    return app


def _client(app: Flask, person: LoggedInAccount | None = PERSON) -> FlaskClient:
    app.extensions["person"] = person
    client = app.test_client()
    if person is not None:
        with app.test_request_context():
            login_user(person)
        with client.session_transaction() as session:
            session["_user_id"] = person.get_id()
            session["_fresh"] = True
    return client


@pytest.mark.parametrize("path", ["/signed-in", "/operator", "/t/tirta/results", "/t/jawa/recap"])
def test_strangers_are_asked_to_sign_in(app: Flask, path: str) -> None:
    assert _client(app, None).get(path).status_code == 302


def test_public_pages_ask_nobody(app: Flask) -> None:
    assert _client(app, None).get("/public").status_code == 200


@pytest.mark.parametrize(
    ("path", "slug", "role", "status"),
    [
        ("/t/tirta/results", "tirta", Role.LEADER, 200),
        ("/t/tirta/members", "tirta", Role.LEADER, 404),
        ("/t/tirta/members", "tirta", Role.TENANT_ADMIN, 200),
        ("/t/tirta/results", "jawa", Role.TENANT_ADMIN, 404),
        ("/t/nowhere/results", "tirta", Role.TENANT_ADMIN, 404),
        ("/t/jawa/recap", "jawa", Role.PROVINCE_VIEWER, 200),
        ("/t/jawa/results", "jawa", Role.PROVINCE_ADMIN, 404),
        ("/t/tirta/recap", "tirta", Role.PROVINCE_ADMIN, 404),
    ],
)
def test_members_see_what_their_role_allows(app: Flask, sources: PaperSources, path: str, slug: str, role: Role, status: int) -> None:
    sources.roles = {slug: frozenset({role.value})}
    assert _client(app).get(path).status_code == status
    assert bool(sources.entered) is (status == 200)


def test_operators_only(app: Flask) -> None:
    assert _client(app).get("/operator").status_code == 404
    assert _client(app, replace(PERSON, is_operator=True)).get("/operator").status_code == 200


@pytest.mark.parametrize(
    ("header", "status"),
    [("Bearer good", 200), ("bearer good", 200), ("Bearer narrow", 403), ("Bearer bad", 401), ("Basic good", 401), ("", 401)],
)
def test_tokens_need_the_scope(app: Flask, sources: PaperSources, header: str, status: int) -> None:
    sources.tokens = {
        "good": ApiClient(uuid4(), REGENCY, frozenset({"results"})),
        "narrow": ApiClient(uuid4(), REGENCY, frozenset({"responses"})),
    }
    assert _client(app, None).get("/api/results", headers={"Authorization": header}).status_code == status


def test_a_cookie_of_a_person_opens_no_api(app: Flask) -> None:
    assert _client(app).get("/api/results").status_code == 401


def test_links_inside_a_workspace_need_not_repeat_it(app: Flask, sources: PaperSources) -> None:
    from flask import g, url_for

    with app.test_request_context():
        g.tenant = REGENCY
        assert url_for("members") == "/t/tirta/members"
        assert url_for("members", tenant="jawa") == "/t/jawa/members"
        assert url_for("public") == "/public"


def test_an_unreadable_cookie_is_nobody() -> None:
    load = login._loader(lambda **_: PERSON)
    assert load(PERSON.get_id()) == PERSON
    assert [load(broken) for broken in ("", "x.y", f"{PERSON.account_id}", f"{PERSON.account_id}.", "1.1")] == [None] * 5


@pytest.mark.parametrize("target", ["/t/tirta/", "/profil?x=1"])
def test_paths_of_this_site_are_safe(target: str) -> None:
    assert login.is_safe_target(target)


@pytest.mark.parametrize("target", ["", None, "//evil", "/\\evil", "https://evil", "javascript:x", "/a\r\nSet-Cookie: x", "profil"])
def test_everything_else_is_not(target: str | None) -> None:
    assert not login.is_safe_target(target)


def test_error_pages_know_who_wants_json() -> None:
    app = Flask("json")
    for path, accept, expected in (
        ("/api/v1/x", "text/html", True),
        ("/x", "application/json", True),
        ("/x", "text/html", False),
        ("/x", "*/*", False),
    ):
        with app.test_request_context(path, headers={"Accept": accept}):
            assert errors.wants_json() is expected
