"""The main navigation: one table per kind of workspace. An item shows once its page exists and the person may open it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from puas.domain.permissions import Action
from puas_web.access import CurrentTenant, may


@dataclass(frozen=True)
class Section:
    """One word of the navigation. `blueprints` are the features whose pages belong under it.

    On a phone those come into the bar first that `is_frequent`, and with `work` only for who does that work there.
    """

    label: str
    icon: str
    endpoint: str
    action: Action
    blueprints: frozenset[str]
    is_frequent: bool = True
    work: Action | None = None


@dataclass(frozen=True)
class NavigationItem:
    """A section as a page shows it."""

    label: str
    icon: str
    url: str
    is_current: bool
    # On a phone the others stand in the sheet behind the bar, which has all of them.
    in_bar: bool = True


# What a thumb can tell apart at the foot of a small screen; with more sections the last place opens the sheet.
MOST_IN_BAR = 5

RESULT_BLUEPRINTS = frozenset(
    {"results", "worksheets", "suggestions", "past_results", "recap_audit", "result_prints", "recaps", "board", "targets"}
)
REPORT_BLUEPRINTS = frozenset({"reports", "report_texts", "report_bundles", "photographs", "submissions", "calendar", "letters"})

TRAINING_BLUEPRINTS = frozenset(
    {
        "training", "training_people", "training_console", "training_materials", "training_tests", "certificates", "curricula",
        "training_effects",
    }  # fmt: skip
)
PRACTICE_BLUEPRINTS = frozenset({"practice", "exercises", "room", "room_tests", "take_home", "own_certificate"})

FOLLOWUP_BLUEPRINTS = frozenset({"followups", "evidence", "improvements"})
REGISTER_BLUEPRINTS = frozenset(
    {
        "registers", "evidence_files", "performance", "performance_validation", "performance_sheets", "performance_sheet_import",
        "performance_users", "performance_outcomes", "compliance", "compliance_checks", "standards", "standard_drafts", "standard_sheets",
        "pledges", "procedures", "minimum_services", "complaints", "malls", "innovations", "innovation_calls", "report_cards",
        "province_yardsticks",
    }  # fmt: skip
)

PROVINCE_DOCUMENT_BLUEPRINTS = frozenset({"province_recaps", "reports", "report_copies", "letters", "calendar"})

TENANT_SECTIONS = (
    Section(_l("Beranda"), "home", "home.start_page", Action.VIEW_WORKSPACE, frozenset({"home"})),
    Section(_l("Latihan"), "training", "practice.index", Action.TAKE_PART_IN_TRAINING, PRACTICE_BLUEPRINTS),
    Section(_l("Pelatihan"), "training", "training.index", Action.VIEW_TRAINING, TRAINING_BLUEPRINTS),
    Section(
        _l("Survei"), "survey", "surveys.index", Action.VIEW_SURVEYS, frozenset({"surveys", "stickers"}),
        work=Action.MANAGE_COLLECTION_POINTS,
    ),
    Section(_l("Hasil"), "results", "results.index", Action.VIEW_RESULTS, RESULT_BLUEPRINTS),
    Section(_l("Laporan"), "report", "reports.index", Action.VIEW_REPORTS, REPORT_BLUEPRINTS),
    Section(_l("Tindak lanjut"), "followup", "followups.index", Action.VIEW_FOLLOWUPS, FOLLOWUP_BLUEPRINTS),
    Section(_l("Mutu layanan"), "quality", "registers.index", Action.VIEW_REGISTERS, REGISTER_BLUEPRINTS, is_frequent=False),
    Section(
        _l("Pengaturan"),
        "settings",
        "settings.index",
        Action.MANAGE_TENANT,
        frozenset({"settings", "members", "agencies", "agency_mergers", "api_tokens", "contacts", "departures", "setup_import"}),
        is_frequent=False,
    ),
)

PROVINCE_SECTIONS = (
    Section(_l("Beranda"), "home", "home.start_page", Action.VIEW_WORKSPACE, frozenset({"home"})),
    Section(_l("Kabupaten/Kota"), "regions", "oversight.index", Action.VIEW_PROVINCE, frozenset({"oversight", "readiness", "approvals"})),
    Section(_l("Liga"), "league", "league.index", Action.VIEW_PROVINCE, frozenset({"league"})),
    Section(_l("Mutu layanan"), "quality", "province_yardsticks.index", Action.VIEW_PROVINCE, REGISTER_BLUEPRINTS, is_frequent=False),
    Section(_l("Rekap"), "report", "province_recaps.index", Action.VIEW_RECAPS, PROVINCE_DOCUMENT_BLUEPRINTS),
    Section(_l("Pelatihan"), "training", "training.index", Action.VIEW_TRAINING, TRAINING_BLUEPRINTS),
    Section(
        _l("Pengaturan"),
        "settings",
        "settings.index",
        Action.MANAGE_TENANT,
        frozenset({"settings", "members", "contacts", "departures"}),
        is_frequent=False,
    ),
)


@dataclass(frozen=True)
class AccountLink:
    """An entry of the menu of the person signed in."""

    label: str
    icon: str
    url: str


# Label, icon, endpoint and whether only operators see it.
ACCOUNT_PAGES = (
    (_l("Profil saya"), "person", "accounts.profile", False),
    (_l("Pilih ruang kerja"), "building", "home.workspaces", False),
    (_l("Pengelola Puas"), "settings", "operator.index", True),
)


def account_links() -> list[AccountLink]:
    """The pages about the person signed in."""
    return [
        AccountLink(label, icon, url_for(endpoint))
        for label, icon, endpoint, for_operators in ACCOUNT_PAGES
        if endpoint in current_app.view_functions and (current_user.is_operator or not for_operators)
    ]


def items_for(tenant: CurrentTenant | None) -> list[NavigationItem]:
    """The sections this person can open, the current one marked."""
    if tenant is None:
        return []
    every = PROVINCE_SECTIONS if tenant.kind == "province" else TENANT_SECTIONS
    sections = [each for each in every if each.endpoint in current_app.view_functions and may(each.action)]
    in_bar = sections if len(sections) <= MOST_IN_BAR else sorted(sections, key=_seldom)[: MOST_IN_BAR - 1]
    return [
        NavigationItem(
            label=section.label,
            icon=section.icon,
            url=url_for(section.endpoint, tenant=tenant.slug),
            is_current=request.blueprint in section.blueprints,
            in_bar=section in in_bar,
        )
        for section in sections
    ]


def _seldom(section: Section) -> bool:
    return not section.is_frequent or (section.work is not None and not may(section.work))
