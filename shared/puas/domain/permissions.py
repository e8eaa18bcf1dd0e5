"""Who may do what: roles × actions in one table. Row-level security is the wall, this is the door's lock.

The operator's role is not in the table: it is no membership of a tenant and opens only the operator's pages.
"""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What a person is in a tenant."""

    PROVINCE_ADMIN = "province-admin"
    PROVINCE_VIEWER = "province-viewer"
    TENANT_ADMIN = "tenant-admin"
    LEADER = "leader"
    AGENCY_OFFICER = "agency-officer"
    EVALUATOR = "evaluator"
    TRAINER = "trainer"
    TRAINEE = "trainee"


class Action(StrEnum):
    """What a page or a button does."""

    VIEW_WORKSPACE = "view-workspace"
    VIEW_SURVEYS = "view-surveys"
    VIEW_RESULTS = "view-results"
    VIEW_SUGGESTIONS = "view-suggestions"
    VIEW_REPORTS = "view-reports"
    # A produced document of one's own workspace, whatever it is about: its files, and what came back signed.
    VIEW_DOCUMENTS = "view-documents"
    VIEW_FOLLOWUPS = "view-followups"
    VIEW_RECAPS = "view-recaps"
    VIEW_SUBMISSIONS = "view-submissions"
    VIEW_LETTERS = "view-letters"
    VIEW_AUDIT = "view-audit"
    # The other yardsticks: performance, compliance, standards, procedures, malls, innovations, complaints, report cards.
    VIEW_REGISTERS = "view-registers"

    MANAGE_MEMBERS = "manage-members"
    MANAGE_TENANT = "manage-tenant"
    MANAGE_AGENCIES = "manage-agencies"
    MANAGE_PERIODS = "manage-periods"
    CLOSE_PERIODS = "close-periods"
    MANAGE_COLLECTION_POINTS = "manage-collection-points"
    ENTER_RESPONSES = "enter-responses"
    REVIEW_RESPONSES = "review-responses"
    PUBLISH_RESULTS = "publish-results"
    REQUEST_REPORTS = "request-reports"
    REQUEST_RECAPS = "request-recaps"
    EDIT_REPORTS = "edit-reports"
    # To try it again where it failed, and to keep what came back signed beside it.
    KEEP_DOCUMENTS = "keep-documents"
    WITHDRAW_DOCUMENTS = "withdraw-documents"
    EDIT_FOLLOWUPS = "edit-followups"
    SUBMIT_REPORTS = "submit-reports"
    REVIEW_REPORTS = "review-reports"
    HAND_OVER_RESULTS = "hand-over-results"
    SET_TARGETS = "set-targets"
    SET_DEADLINES = "set-deadlines"
    ISSUE_LETTERS = "issue-letters"
    EDIT_REGISTERS = "edit-registers"
    # What is the regency's word: validating an assessment, a score of the Ombudsman, a mall, a call for innovations.
    DECIDE_REGISTERS = "decide-registers"
    EVALUATE_PERFORMANCE = "evaluate-performance"
    EXPORT_RESPONSES = "export-responses"
    MANAGE_API_TOKENS = "manage-api-tokens"
    VIEW_TRAINING = "view-training"
    LEAD_TRAINING = "lead-training"
    TAKE_PART_IN_TRAINING = "take-part-in-training"

    VIEW_PROVINCE = "view-province"
    APPROVE_TENANTS = "approve-tenants"
    REMIND_TENANTS = "remind-tenants"
    SUSPEND_TENANTS = "suspend-tenants"


_VIEW = frozenset(
    {
        Action.VIEW_WORKSPACE,
        Action.VIEW_SURVEYS,
        Action.VIEW_RESULTS,
        Action.VIEW_SUGGESTIONS,
        Action.VIEW_REPORTS,
        Action.VIEW_DOCUMENTS,
        Action.VIEW_FOLLOWUPS,
        Action.VIEW_SUBMISSIONS,
        Action.VIEW_LETTERS,
        Action.VIEW_REGISTERS,
    }
)

# An officer does all of this for the agencies assigned to them, and sees no other agency.
_RUN_A_SURVEY = _VIEW | {
    Action.MANAGE_COLLECTION_POINTS,
    Action.ENTER_RESPONSES,
    Action.REQUEST_REPORTS,
    Action.EDIT_REPORTS,
    Action.KEEP_DOCUMENTS,
    Action.EDIT_FOLLOWUPS,
    Action.SUBMIT_REPORTS,
    Action.EXPORT_RESPONSES,
    Action.EDIT_REGISTERS,
}

# The whole regency at once: for those who answer for it, and no officer of one agency.
_RECAPS = frozenset({Action.VIEW_RECAPS, Action.REQUEST_RECAPS})

_RUN_A_TENANT = _RUN_A_SURVEY | _RECAPS | {
    Action.VIEW_AUDIT,
    Action.MANAGE_MEMBERS,
    Action.MANAGE_TENANT,
    Action.MANAGE_AGENCIES,
    Action.MANAGE_PERIODS,
    Action.CLOSE_PERIODS,
    Action.REVIEW_RESPONSES,
    Action.PUBLISH_RESULTS,
    Action.REVIEW_REPORTS,
    Action.HAND_OVER_RESULTS,
    Action.SET_TARGETS,
    Action.SET_DEADLINES,
    Action.ISSUE_LETTERS,
    Action.WITHDRAW_DOCUMENTS,
    Action.MANAGE_API_TOKENS,
    Action.DECIDE_REGISTERS,
}

_VIEW_PROVINCE = _RECAPS | {
    Action.VIEW_WORKSPACE,
    Action.VIEW_PROVINCE,
    Action.VIEW_LETTERS,
    Action.VIEW_DOCUMENTS,
    Action.VIEW_TRAINING,
}

# A trainer holds sessions and sees nothing else of the tenant that holds them.
_HOLD_SESSIONS = frozenset({Action.VIEW_WORKSPACE, Action.VIEW_TRAINING, Action.LEAD_TRAINING})

# An evaluator fills in form F-02 of the assessments they were named for, and sees what the units say and show of themselves.
_EVALUATE = frozenset({Action.VIEW_WORKSPACE, Action.VIEW_REGISTERS, Action.EVALUATE_PERFORMANCE})

# In a practice tenant one does everything a regency does, but lets nobody in and gives out no keys.
_PRACTISE = (_RUN_A_TENANT | {Action.TAKE_PART_IN_TRAINING}) - {Action.MANAGE_MEMBERS, Action.MANAGE_API_TOKENS}

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.TENANT_ADMIN: frozenset(_RUN_A_TENANT),
    Role.LEADER: _VIEW | _RECAPS,
    Role.AGENCY_OFFICER: frozenset(_RUN_A_SURVEY),
    Role.EVALUATOR: _EVALUATE,
    Role.TRAINER: _HOLD_SESSIONS,
    Role.TRAINEE: frozenset(_PRACTISE),
    Role.PROVINCE_VIEWER: _VIEW_PROVINCE,
    Role.PROVINCE_ADMIN: frozenset(
        _VIEW_PROVINCE
        | _HOLD_SESSIONS
        | {
            Action.APPROVE_TENANTS,
            Action.REMIND_TENANTS,
            Action.SUSPEND_TENANTS,
            Action.SET_DEADLINES,
            Action.ISSUE_LETTERS,
            Action.KEEP_DOCUMENTS,
            Action.WITHDRAW_DOCUMENTS,
            Action.MANAGE_MEMBERS,
            Action.MANAGE_TENANT,
            Action.VIEW_AUDIT,
        }
    ),
}

# Which roles a tenant of each kind knows; an invitation to any other is refused.
ROLES_OF_KIND: dict[str, tuple[Role, ...]] = {
    "regency": (Role.TENANT_ADMIN, Role.LEADER, Role.AGENCY_OFFICER, Role.EVALUATOR),
    "province": (Role.PROVINCE_ADMIN, Role.PROVINCE_VIEWER, Role.TRAINER),
    "demo": (Role.TENANT_ADMIN, Role.LEADER, Role.AGENCY_OFFICER, Role.EVALUATOR, Role.TRAINER, Role.TRAINEE),
}

# Without one of these nobody could let others in.
ADMINISTRATORS = frozenset({Role.TENANT_ADMIN, Role.PROVINCE_ADMIN})

# Roles that are bound to the agencies assigned to the person.
BOUND_TO_AGENCIES = frozenset({Role.AGENCY_OFFICER})


def can(roles: Iterable[str], action: str) -> bool:
    """Whether any of the roles allows the action; an unknown role allows nothing, an unknown action is an error."""
    wanted = Action(action)
    return any(wanted in ALLOWED[Role(role)] for role in roles if role in _KNOWN)


def is_bound_to_agencies(roles: Iterable[str]) -> bool:
    """Whether the person sees only assigned agencies: true when no role of theirs reaches further."""
    known = [Role(role) for role in roles if role in _KNOWN]
    return bool(known) and all(role in BOUND_TO_AGENCIES for role in known)


_KNOWN = frozenset(role.value for role in Role)
