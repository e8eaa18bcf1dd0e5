"""The checklist of a year: which agencies may be sampled, how far each is, and the list of one agency to walk round with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from puas.db.queries.compliance_checks import CheckedAgency, list_checks, years_listed
from puas.db.queries.compliance_known import known_facts
from puas.db.queries.evidence import evidence_counts
from puas.db.queries.register_history import history_of
from puas.domain.compliance_checklist import GROUPS, sampled_kind_of, years_sampled
from puas.domain.compliance_known import propose
from puas.domain.evidence import CHECKLIST
from puas.domain.permissions import Action
from puas.domain.regulation.ombudsman import SAMPLES
from puas.domain.yardsticks import COMPLIANCE
from puas.usecases.choose_checked_agencies import YEARS_AHEAD, UnableToChooseCheckedAgencies, choose_checked_agencies
from puas.usecases.save_compliance_checks import UnableToSaveComplianceChecks, save_compliance_checks
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.compliance import queries
from puas_web.compliance.forms import CheckLine, proposed, saved_lines, sent_lines, with_faults
from puas_web.compliance.views import ROOM, Answer
from puas_web.compliance.words import CHOOSE_REFUSALS, STATES
from puas_web.database import db
from puas_web.forms import show_again
from puas_web.local_day import today_here
from puas_web.scope_choice import YEAR
from puas_web.whole_numbers import read_whole
from puas_web.yardstick_words import yardstick_slug

blueprint = Blueprint("compliance_checks", __name__, template_folder="templates")

LISTS = f"{ROOM}/daftar-periksa"
SHEET = f"{LISTS}/<int:year>/<uuid:agency_id>"


@blueprint.get(LISTS)
@tenant(Action.VIEW_REGISTERS)
def index() -> str:
    """The agencies on the list of a year, those with most to do first."""
    here, session = current_tenant(), db.session()
    known = set(years_listed(session, tenant_id=here.id, agency_ids=here.agency_ids))
    years = sorted(known | {today_here().year}, reverse=True)
    wanted = read_whole(request.args.get(YEAR, ""))
    year = wanted if wanted in years else today_here().year
    checks = list_checks(session, tenant_id=here.id, year=year, agency_ids=here.agency_ids)
    return render_template("compliance/checks.html", year=year, years=years, checks=checks, samples=SAMPLES)


@blueprint.get(f"{LISTS}/<int:year>/pilih")
@tenant(Action.DECIDE_REGISTERS)
def choose(year: int) -> str:
    """Which agencies are on the list of the year."""
    if year > today_here().year + YEARS_AHEAD:
        abort(404)
    chosen = {each.id for each in list_checks(db.session(), tenant_id=current_tenant().id, year=year)}
    return render_template("compliance/choose.html", **_choice(year, chosen))


@blueprint.post(f"{LISTS}/<int:year>/pilih")
@tenant(Action.DECIDE_REGISTERS)
def save_choice(year: int) -> Answer:
    """Bring the list to the agencies that were ticked."""
    chosen = _sent_agencies()
    try:
        added, removed = choose_checked_agencies(
            session=db.session(), tenant_id=current_tenant().id, year=year, agency_ids=chosen, account_id=current_account_id(),
            now=datetime.now(UTC), may_lose_work="buang" in request.form,
        )  # fmt: skip
    except UnableToChooseCheckedAgencies as refusal:
        return show_again("compliance/choose.html", refusal=refusal, refusal_words=CHOOSE_REFUSALS, **_choice(year, chosen))
    if added or removed:
        flash(_("Daftar %(year)s: %(added)s ditambahkan, %(removed)s dikeluarkan.", year=year, added=added, removed=removed), "good")
    else:
        flash(_("Tidak ada yang berubah."), "info")
    return redirect(url_for("compliance_checks.index", tahun=year))


@blueprint.get(SHEET)
@tenant(Action.VIEW_REGISTERS)
def show(year: int, agency_id: UUID) -> str:
    """The checklist of one agency; with proposals where they are asked for, of which nothing is saved yet."""
    agency, lines = _sheet_or_404(year, agency_id)
    if "usulan" in request.args:
        lines = proposed(lines)
    return render_template("compliance/checklist.html", **_page(agency, lines))


@blueprint.post(SHEET)
@tenant(Action.EDIT_REGISTERS)
def save(year: int, agency_id: UUID) -> Answer:
    """Note how the items stand."""
    agency, saved = _sheet_or_404(year, agency_id)
    lines = sent_lines(saved, request.form)
    try:
        number = save_compliance_checks(
            session=db.session(), tenant_id=current_tenant().id, year=year, agency_id=agency_id,
            edits=[each.edit() for each in lines if each.is_touched], account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToSaveComplianceChecks as refusal:
        if refusal.reason == "not_listed":
            abort(404)
        lines = with_faults(lines, refusal.faults, agency)
        return show_again("compliance/checklist.html", **_page(agency, lines))
    flash(ngettext("%(num)s butir tersimpan.", "%(num)s butir tersimpan.", number) if number else _("Tidak ada yang berubah."), "good")
    return redirect(_after_saving(agency, {line.item.key: line.item.title for line in lines}))


def _after_saving(agency: CheckedAgency, titles: Mapping[str, str]) -> str:
    """The evidence of an item, a promise about it, or the list again: whichever button was pressed."""
    here = url_for(".show", year=agency.year, agency_id=agency.id)
    evidence, promise = request.form.get("bukti", ""), request.form.get("rencana", "")
    if evidence in titles:
        back, part = f"{here}#butir-{evidence}", f"{agency.year}:{evidence}"
        return url_for("evidence_files.show", subject=CHECKLIST, subject_id=agency.id, bagian=part, kembali=back)
    if promise in titles:
        topic, part, source = titles[promise], f"{agency.year}:{promise}", yardstick_slug(COMPLIANCE)
        return url_for("improvements.add", sumber=source, entri=agency.id, bagian=part, topik=topic, perangkat=agency.id)
    return here


@blueprint.get(f"{SHEET}/cetak")
@tenant(Action.VIEW_REGISTERS)
def printed(year: int, agency_id: UUID) -> str:
    """The list on paper, to be ticked on the spot."""
    agency, lines = _sheet_or_404(year, agency_id)
    return render_template("compliance/printed.html", **_page(agency, lines))


def _sheet_or_404(year: int, agency_id: UUID) -> tuple[CheckedAgency, list[CheckLine]]:
    # No list is of a later year, and a number of twenty digits is none the database knows.
    if year > today_here().year + YEARS_AHEAD:
        abort(404)
    session, here = db.session(), current_tenant()
    found = list_checks(session, tenant_id=here.id, year=year, agency_ids=here.agency_ids, agency_id=agency_id)
    if not found:
        abort(404)
    facts = known_facts(session, tenant_id=here.id, agency_ids=[agency_id], year=year)[agency_id]
    return found[0], saved_lines(found[0], propose(facts))


def _page(agency: CheckedAgency, lines: list[CheckLine]) -> dict[str, object]:
    grouped = [(group, [line for line in lines if line.item.group == group.key]) for group in GROUPS]
    offered = [line for line in lines if line.proposal and line.state == "unknown"]
    counted = evidence_counts(db.session(), current_tenant().id, CHECKLIST, [agency.id])
    evidence = {line.item.key: counted.get((agency.id, f"{agency.year}:{line.item.key}"), 0) for line in lines}
    events = history_of(db.session(), current_tenant().id, f"compliance_check:{agency.id}")
    return {
        "agency": agency, "groups": grouped, "lines": lines, "states": STATES, "offered": len(offered), "evidence": evidence,
        "events": events, "today": today_here(),
    }  # fmt: skip


def _choice(year: int, chosen: Collection[UUID]) -> dict[str, object]:
    """Every agency, those of kinds that were sampled first, each with the years it was."""
    rows = []
    for key, name, kind in queries.listed_kinds(db.session(), tenant_id=current_tenant().id):
        sampled = sampled_kind_of(name, kind)
        rows.append((key, name, years_sampled(sampled.key) if sampled else (), key in chosen))
    rows.sort(key=lambda row: not row[2])
    return {"year": year, "rows": rows, "samples": SAMPLES, "chosen": len(chosen)}


def _sent_agencies() -> set[UUID]:
    """The ticked agencies; what is no id is no agency."""
    found = set()
    for text in request.form.getlist("perangkat"):
        try:
            found.add(UUID(text))
        except ValueError:
            abort(404)
    return found
