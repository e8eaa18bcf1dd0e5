"""Addresses in letters lead to pages of the web service."""

from __future__ import annotations

import pytest

from puas.presentation import mail_links
from tests.contracts.web_application import application

LINKS = {
    mail_links.VERIFY_SIGN_UP: "onboarding.verify",
    mail_links.INVITATION: "accounts.invitation",
    mail_links.RESET_PASSWORD: "accounts.reset_password",
    mail_links.LOG_IN: "accounts.log_in",
    mail_links.SIGN_UP: "onboarding.choose_region",
    mail_links.OPERATOR_REQUESTS: "operator.requests",
    mail_links.PROVINCE_REQUESTS: "approvals.index",
    mail_links.OPERATOR: "operator.index",
    mail_links.PROVINCE_READINESS: "readiness.index",
    mail_links.LEFT_WORKSPACE: "departures.left",
    mail_links.WORKSPACE: "home.start_page",
    mail_links.NOTICES: "notices.index",
}


def test_every_address_is_looked_at() -> None:
    paths = {value for name, value in vars(mail_links).items() if name.isupper()}
    assert paths == set(LINKS)


@pytest.mark.parametrize(("path", "endpoint"), LINKS.items())
def test_the_address_is_a_page(path: str, endpoint: str) -> None:
    key = "q-W_" + "x" * 39
    address = mail_links.absolute("", path, key=key, slug="kota-madiun")
    found, arguments = application().url_map.bind("localhost").match(address, method="GET")
    assert found == endpoint
    assert set(arguments.values()) <= {key, "kota-madiun"}
