"""Roles and actions: what each role may do, and that nothing unknown is let through."""

import pytest

from puas.domain.permissions import ADMINISTRATORS, ALLOWED, ROLES_OF_KIND, Action, Role, can, is_bound_to_agencies


def test_every_role_is_decided_about() -> None:
    assert set(ALLOWED) == set(Role)


def test_every_action_is_allowed_to_somebody() -> None:
    assert set().union(*ALLOWED.values()) == set(Action)


@pytest.mark.parametrize(
    ("role", "action", "allowed"),
    [
        (Role.TENANT_ADMIN, Action.MANAGE_MEMBERS, True),
        (Role.AGENCY_OFFICER, Action.MANAGE_MEMBERS, False),
        (Role.AGENCY_OFFICER, Action.REQUEST_REPORTS, True),
        (Role.LEADER, Action.VIEW_RESULTS, True),
        (Role.LEADER, Action.EDIT_REPORTS, False),
        (Role.LEADER, Action.REQUEST_RECAPS, True),
        (Role.TENANT_ADMIN, Action.VIEW_RECAPS, True),
        (Role.AGENCY_OFFICER, Action.VIEW_RECAPS, False),
        (Role.AGENCY_OFFICER, Action.REQUEST_RECAPS, False),
        (Role.PROVINCE_ADMIN, Action.KEEP_DOCUMENTS, True),
        (Role.PROVINCE_VIEWER, Action.KEEP_DOCUMENTS, False),
        (Role.PROVINCE_VIEWER, Action.VIEW_DOCUMENTS, True),
        (Role.PROVINCE_ADMIN, Action.VIEW_REPORTS, False),
        (Role.PROVINCE_ADMIN, Action.EDIT_REPORTS, False),
        (Role.TRAINER, Action.VIEW_DOCUMENTS, False),
        (Role.AGENCY_OFFICER, Action.KEEP_DOCUMENTS, True),
        (Role.LEADER, Action.KEEP_DOCUMENTS, False),
        (Role.PROVINCE_VIEWER, Action.APPROVE_TENANTS, False),
        (Role.PROVINCE_ADMIN, Action.APPROVE_TENANTS, True),
    ],
)
def test_table(role: Role, action: Action, allowed: bool) -> None:
    assert can([role], action) is allowed


def test_no_province_role_reaches_answers_or_suggestions() -> None:
    forbidden = {Action.VIEW_SUGGESTIONS, Action.EXPORT_RESPONSES, Action.REVIEW_RESPONSES, Action.VIEW_RESULTS}
    for role in ROLES_OF_KIND["province"]:
        assert not ALLOWED[role] & forbidden


def test_unknown_role_allows_nothing_and_unknown_action_is_an_error() -> None:
    assert not can(["superuser"], Action.VIEW_WORKSPACE)
    with pytest.raises(ValueError, match="not a valid Action"):
        can([Role.TENANT_ADMIN], "do-everything")


def test_several_roles_add_up() -> None:
    assert can([Role.LEADER, Role.AGENCY_OFFICER], Action.EDIT_REPORTS)


def test_an_officer_is_bound_to_agencies_unless_another_role_reaches_further() -> None:
    assert is_bound_to_agencies([Role.AGENCY_OFFICER])
    assert not is_bound_to_agencies([Role.AGENCY_OFFICER, Role.LEADER])
    assert not is_bound_to_agencies([])


def test_every_kind_of_tenant_has_an_administrator() -> None:
    for roles in ROLES_OF_KIND.values():
        assert ADMINISTRATORS & set(roles)
