"""The features of the web service: one line each, in the order of the navigation."""

from importlib import import_module

from flask import Blueprint, Flask

# Dotted name of the module that holds the feature's `blueprint`.
FEATURES: tuple[str, ...] = (
    "puas_web.assets",
    "puas_web.health",
    "puas_web.tenant_style",
    "puas_web.emblem",
    "puas_web.language",
    "puas_web.responding.views",
    "puas_web.home.views",
    "puas_web.accounts.views",
    "puas_web.members.views",
    "puas_web.onboarding.views",
    "puas_web.demo_outbox.views",
    "puas_web.approvals.views",
    "puas_web.readiness.views",
    "puas_web.operator.views",
    "puas_web.operator.training_views",
    "puas_web.settings.views",
    "puas_web.contacts.views",
    "puas_web.departures.views",
    "puas_web.api_tokens.views",
    "puas_web.agencies.views",
    "puas_web.agencies.merge_views",
    "puas_web.surveys.views",
    "puas_web.stickers.views",
    "puas_web.results.views",
    "puas_web.results.worksheet_views",
    "puas_web.results.suggestion_views",
    "puas_web.results.past_result_views",
    "puas_web.recap_audit.views",
    "puas_web.results.print_views",
    "puas_web.recaps.views",
    "puas_web.province_recaps.views",
    "puas_web.targets.views",
    "puas_web.board.views",
    "puas_web.reports.views",
    "puas_web.reports.text_views",
    "puas_web.reports.bundle_views",
    "puas_web.submissions.views",
    "puas_web.followups.views",
    "puas_web.photographs.views",
    "puas_web.photographs.evidence_views",
    "puas_web.reports.copy_views",
    "puas_web.calendar.views",
    "puas_web.notices.views",
    "puas_web.oversight.views",
    "puas_web.league.views",
    "puas_web.letters.views",
    "puas_web.training_materials.views",
    "puas_web.training.views",
    "puas_web.training.people_views",
    "puas_web.curricula.views",
    "puas_web.joining.views",
    "puas_web.practice.views",
    "puas_web.training_console.views",
    "puas_web.room.views",
    "puas_web.room_tests.views",
    "puas_web.training_effects.views",
    "puas_web.take_home.views",
    "puas_web.setup_import.views",
    "puas_web.training_tests.views",
    "puas_web.certificates.views",
    "puas_web.certificates.own_views",
    "puas_web.publication.views",
    "puas_web.portal.views",
    "puas_web.portal.record_views",
    "puas_web.portal.standard_views",
    "puas_web.exercises.views",
    "puas_web.registers.views",
    "puas_web.improvements.views",
    "puas_web.evidence_files.views",
    "puas_web.procedures.views",
    "puas_web.compliance.views",
    "puas_web.compliance.check_views",
    "puas_web.report_cards.views",
    "puas_web.performance_users.views",
    "puas_web.standards.views",
    "puas_web.standards.draft_views",
    "puas_web.standards.pledge_views",
    "puas_web.standards.sheet_views",
    "puas_web.api.views",
)


def load_blueprints() -> list[Blueprint]:
    """The blueprints in the order of the table."""
    return [import_module(name).blueprint for name in FEATURES]


def init_app(app: Flask) -> None:
    for blueprint in load_blueprints():
        app.register_blueprint(blueprint)
