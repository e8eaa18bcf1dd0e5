"""The API: tokens, scopes, tenants, entity tags, and the record that anyone can verify."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from puas.db import locators, tenancy
from puas.db.identifiers import new_id
from puas.db.tables.people import Account, ApiToken
from puas.domain.signed_result import read_signed_result
from puas.domain.survey_period import triwulan
from puas.runtime.signing_key import read_public_keys, verify
from puas.usecases.create_api_token import create_api_token
from tests.factories.frozen import freeze_period
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.web_pages import Browser

NOW = datetime(2026, 7, 2, 5, 0, tzinfo=UTC)


@dataclass
class Client:
    """A program with a token of one tenant."""

    surveyed: Surveyed
    result_ids: list[UUID]
    token: str
    browser: Browser

    def get(self, path: str, *, token: str | None = None, **headers: str) -> TestResponse:
        wanted = {"Authorization": f"Bearer {self.token if token is None else token}", **headers}
        return self.browser.get(path, headers=wanted).response


def make_client(app: Flask, session: Session, slug: str, name: str) -> Client:
    surveyed = survey_tenant(session, slug=slug, name=name, windows=(triwulan(2025, 4), triwulan(2026, 1)), agencies=("Dinas A", "Dinas B"))
    results = [freeze_period(session, surveyed, period) for period in surveyed.periods]
    account = Account(id=new_id(), email=f"{slug}@contoh.example", name="Sri")
    session.add(account)
    session.flush()
    made = create_api_token(
        session=session, tenant_id=surveyed.tenant_id, name="Dasbor", scopes=["read-results"], created_by=account.id, now=NOW
    )
    session.commit()
    return Client(surveyed, results, made.token, Browser(app))


@pytest.fixture
def client(app: Flask, session: Session) -> Client:
    return make_client(app, session, "arjosari", "Kabupaten Arjosari")


def _json(response: TestResponse) -> Any:
    return json.loads(response.data)


def test_the_list_has_every_result_in_force_and_its_filters(client: Client) -> None:
    answer = client.get("/api/v1/results")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    found = _json(answer)
    assert found["total"] == "4"
    assert found["next"] is None
    first = found["results"][0]
    assert first["period"]["label"] == "Triwulan I 2026"
    assert first["index"]["predikat"] in {"Baik", "Sangat Baik"}
    assert _json(client.get("/api/v1/results?year=2025"))["total"] == "2"
    assert _json(client.get(f"/api/v1/results?agency_id={client.surveyed.agency_ids[0]}"))["total"] == "2"
    for faulty in ("year=dua", "agency_id=x", "page=0", "year=-1"):
        assert client.get(f"/api/v1/results?{faulty}").status_code == 400, faulty


def test_a_result_is_the_signed_record_and_verifies_with_the_published_key(client: Client) -> None:
    answer = client.get(f"/api/v1/results/{client.result_ids[0]}")
    signed = read_signed_result(answer.data)
    assert signed.hash_fits
    keys = read_public_keys(client.browser.get("/.well-known/puas-keys.json").response.data)
    assert signed.signature is not None
    assert verify(signed.result.to_json(), signed.signature, keys) is not None
    assert answer.data.decode() == signed.to_json()


def test_an_unchanged_answer_is_not_sent_again(client: Client) -> None:
    for path in ("/api/v1/results", f"/api/v1/results/{client.result_ids[0]}"):
        tag = client.get(path).headers["ETag"]
        again = client.get(path, **{"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")


def test_no_answer_sets_a_cookie(client: Client) -> None:
    for path in ("/api/v1/results", "/api/v1/openapi.json", "/api/v1/results/nothing"):
        assert "Set-Cookie" not in client.get(path).headers


def test_without_a_valid_token_nothing_is_said(client: Client, session: Session) -> None:
    for token in ("", "x", client.token + "x", client.token.swapcase()):
        answer = client.get("/api/v1/results", token=token)
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
        assert answer.headers["WWW-Authenticate"].lower().startswith("bearer")
    tenancy.enter(session, tenant_id=client.surveyed.tenant_id)
    session.execute(update(ApiToken).where(ApiToken.tenant_id == client.surveyed.tenant_id).values(revoked_at=NOW))
    session.commit()
    assert client.get("/api/v1/results").status_code == 401


def test_a_token_without_the_scope_is_told_so(client: Client, session: Session) -> None:
    tenancy.enter(session, tenant_id=client.surveyed.tenant_id)
    key, token_id = locators.new_key(), new_id()
    session.add(ApiToken(tenant_id=client.surveyed.tenant_id, id=token_id, name="x", scopes=["other"], created_at=NOW))
    locators.remember(session, kind=locators.API_TOKEN, key=key, target=str(token_id), tenant_id=client.surveyed.tenant_id)
    session.commit()
    answer = client.get("/api/v1/results", token=key)
    assert (answer.status_code, _json(answer)["code"]) == (403, "forbidden")


def test_results_of_another_tenant_do_not_exist(client: Client, app: Flask, session: Session) -> None:
    other = make_client(app, session, "lain", "Kabupaten Lain")
    answer = client.get(f"/api/v1/results/{other.result_ids[0]}")
    assert (answer.status_code, _json(answer)["code"]) == (404, "not_found")
    assert "Kabupaten Lain" not in client.get("/api/v1/results").text
    assert _json(client.get(f"/api/v1/results?agency_id={other.surveyed.agency_ids[0]}"))["total"] == "0"


def test_an_amended_result_replaces_the_first_and_both_stay_readable(client: Client, session: Session) -> None:
    tenancy.enter(session, tenant_id=client.surveyed.tenant_id)
    second = freeze_period(session, client.surveyed, client.surveyed.periods[0], reason="Jawaban kertas menyusul")
    session.commit()
    listed = {each["id"]: each["version"] for each in _json(client.get("/api/v1/results"))["results"]}
    assert listed[str(second)] == "2"
    assert str(client.result_ids[0]) not in listed
    assert client.get(f"/api/v1/results/{client.result_ids[0]}").status_code == 200


def test_the_description_names_every_route_and_nothing_else(client: Client, app: Flask) -> None:
    described = _json(client.get("/api/v1/openapi.json"))
    routes = {
        rule.rule.replace("<uuid:", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and not rule.rule.endswith("openapi.json")
    }
    assert set(described["paths"]) == routes
    listed = _json(client.get("/api/v1/results"))
    page = described["paths"]["/api/v1/results"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert set(page["properties"]) == set(listed)
    assert set(described["components"]["schemas"]["ResultLine"]["properties"]) == set(listed["results"][0])
    record = _json(client.get(f"/api/v1/results/{client.result_ids[0]}"))
    assert set(described["components"]["schemas"]["SignedResult"]["properties"]) == set(record)
    problem = _json(client.get("/api/v1/results", token=""))
    assert set(described["components"]["schemas"]["Problem"]["properties"]) == set(problem)
