"""Every page of the registers asks the database as little for twelve of everything as for two, and never more than a dozen times."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def addresses(app: Flask, regency: FullRegency, role: str) -> Iterator[tuple[str, str]]:
    """Every page a register's rooms have for a regency, with the entries it may name: endpoint and address."""
    for rule in app.url_map.iter_rules():
        declared = access.rule_of(app.view_functions[rule.endpoint])
        if declared is None or declared.kind != "tenant" or "GET" not in (rule.methods or ()) or not REGISTERS.search(rule.rule):
            continue
        for place, parameters in enumerate(regency.parameters[role]):
            if set(re.findall(PARAMETER, rule.rule)) and any(name not in parameters for _kind, name in PARAMETER.findall(rule.rule)):
                continue
            yield f"{rule.endpoint} {place}", PARAMETER.sub(lambda match, known=parameters: known[match["name"]], rule.rule)


def statements_of(app: Flask, browser: Browser, regency: FullRegency, role: str, count_queries: CountQueries) -> dict[str, list[str]]:
    """What each page that opens asked for."""
    browser.sign_in(regency.people[role])
    asked = {}
    for name, address in addresses(app, regency, role):
        with count_queries() as statements:
            answer = browser.client.get(address)
        if answer.status_code == 200:
            asked[name] = list(statements)
    return asked


@pytest.mark.parametrize("role", [Role.TENANT_ADMIN, Role.AGENCY_OFFICER, Role.EVALUATOR])
def test_no_page_asks_more_of_a_larger_regency(
    app: Flask, browser: Browser, session: Session, count_queries: CountQueries, role: str
) -> None:
    small, large = (fill_regency(session, slug=f"kabupaten-{size}", size=size) for size in (FEW, MANY))
    few, many = (statements_of(app, browser, each, role, count_queries) for each in (small, large))
    assert set(few) == set(many)
    assert len(many) >= 40
    assert {name: len(found) for name, found in many.items() if len(found) > MOST} == {}
    # A table that became full asks how much more there is: one statement.
    grown = {name: (len(few[name]), len(found)) for name, found in many.items() if len(found) > len(few[name])}
    assert grown == {}
