"""Every page of the registers asks the database as little for twelve of everything as for two, and never more than a dozen times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

import pytest
from bench.province import PARAMETER, REGISTERS
from flask import Flask
from sqlalchemy.orm import Session

from puas.domain.permissions import Role
from puas_web import access
from tests.factories.registers import FullRegency, fill_regency
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser

MOST = 12
FEW, MANY = 2, 12


def addresses(app: Flask, regency: FullRegency, role: Role) -> dict[str, str]:
    """Every page the rooms of the registers have: address by endpoint, numbered where it names several entries."""
    found: dict[str, str] = {}
    for rule in app.url_map.iter_rules():
        declared = access.rule_of(app.view_functions[rule.endpoint])
        if declared is None or declared.kind != "tenant" or "GET" not in (rule.methods or ()) or not REGISTERS.search(rule.rule):
            continue
        for place, known in enumerate(regency.parameters[role]):
            if any(name not in known for _kind, name in PARAMETER.findall(rule.rule)):
                continue
            address = PARAMETER.sub(partial(_value, known), rule.rule)
            if address not in found.values():
                found[f"{rule.endpoint} {place}"] = address
    return found


def _value(known: Mapping[str, str], match: re.Match[str]) -> str:
    return known[match["name"]]


def statements_of(app: Flask, browser: Browser, regency: FullRegency, role: Role, count_queries: CountQueries) -> dict[str, list[str]]:
    """What each page that opens asked for."""
    browser.sign_in(regency.people[role])
    asked = {}
    for name, address in addresses(app, regency, role).items():
        with count_queries() as statements:
            answer = browser.client.get(address)
        if answer.status_code == 200:
            asked[name] = list(statements)
    return asked


@pytest.mark.parametrize("role", [Role.TENANT_ADMIN, Role.AGENCY_OFFICER, Role.EVALUATOR])
def test_no_page_asks_more_of_a_larger_regency(
    app: Flask, browser: Browser, session: Session, count_queries: CountQueries, role: Role
) -> None:
    small, large = (fill_regency(session, slug=f"kabupaten-{size}", size=size) for size in (FEW, MANY))
    few, many = (statements_of(app, browser, each, role, count_queries) for each in (small, large))
    assert set(few) == set(many)
    assert len(many) >= 40
    assert {name: len(found) for name, found in many.items() if len(found) > MOST} == {}
    grown = {name: (len(few[name]), len(found)) for name, found in many.items() if len(found) > len(few[name])}
    assert grown == {}
