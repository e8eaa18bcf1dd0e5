"""Routes of the web service: one access rule each, typed parameters, readable addresses, rooms that match their rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from puas_web import access
from tests.contracts.web_application import application

# Words of an address: lower case, joined by hyphens; a file's ending or a well-known name may follow a dot.
SEGMENT = re.compile(r"\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]{2,4})?|v[0-9]+")
UNTYPED = re.compile(r"<(?!\w+(\([^)]*\))?:)")
KINDS = {"public", "signed_in", "operator", "tenant", "province", "api"}


def routes() -> Iterator[Rule]:
    yield from application().url_map.iter_rules()


def _words(rule: Rule) -> list[str]:
    bare = re.sub(r"<[^>]+>", "", rule.rule)
    return [word for word in bare.split("/") if word.strip(".")]


def test_every_route_declares_exactly_one_access_rule() -> None:
    application_views = application().view_functions
    undecided = [rule.rule for rule in routes() if access.rule_of(application_views[rule.endpoint]) is None]
    assert undecided == []
    assert {access.rule_of(view).kind for view in application_views.values()} <= KINDS  # type: ignore[union-attr]


def test_a_second_rule_on_a_view_is_an_error() -> None:
    @access.public
    def view() -> str:
        return ""

    with pytest.raises(access.DoubleAccessRule):
        access.signed_in(view)


def test_an_undeclared_route_keeps_the_service_from_starting() -> None:
    from flask import Flask

    app = Flask("undeclared", static_folder=None)
    app.add_url_rule("/forgotten", "forgotten", lambda: "")
    with pytest.raises(access.MissingAccessRule, match="forgotten"):
        access.check_declarations(app)


def test_an_unknown_action_is_an_error_where_it_is_written() -> None:
    with pytest.raises(ValueError, match="not a valid Action"):
        access.tenant("view-everything")(lambda: "")


def test_parameters_have_types() -> None:
    assert [rule.rule for rule in routes() if UNTYPED.search(rule.rule)] == []


def test_addresses_are_kebab_case() -> None:
    assert [rule.rule for rule in routes() if rule.endpoint != "static" and not all(map(SEGMENT.fullmatch, _words(rule)))] == []


def test_rooms_match_their_rule() -> None:
    """Workspace pages stand under /t/<slug:tenant>/ and nothing else does; the API under /api/, the operator under /operator."""
    prefixes = {"tenant": "/t/<slug:tenant>/", "province": "/t/<slug:tenant>/", "api": "/api/", "operator": "/operator"}
    faults = []
    for rule in routes():
        declared = access.rule_of(application().view_functions[rule.endpoint])
        assert declared is not None
        prefix = prefixes.get(declared.kind)
        if prefix is not None and not rule.rule.startswith(prefix):
            faults.append(f"{rule.rule} is {declared.kind}")
        if prefix is None and rule.rule.startswith(("/t/", "/operator")):
            faults.append(f"{rule.rule} is {declared.kind}")
    assert faults == []


def test_sign_off_of_csrf_has_a_reason() -> None:
    from puas_web.csrf_protection import ATTRIBUTE

    for view in application().view_functions.values():
        if hasattr(view, ATTRIBUTE):
            assert len(getattr(view, ATTRIBUTE).split()) > 5


def test_navigation_leads_to_pages_that_exist_or_are_left_out() -> None:
    """An endpoint in the navigation whose feature is registered must be a view of that feature."""
    from puas_web.navigation import PROVINCE_SECTIONS, TENANT_SECTIONS

    app = application()
    for section in (*TENANT_SECTIONS, *PROVINCE_SECTIONS):
        feature = section.endpoint.partition(".")[0]
        if feature in app.blueprints:
            assert section.endpoint in app.view_functions, section.endpoint
