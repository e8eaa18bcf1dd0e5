"""A regency signs itself up: choose the region, say who asks, check it, prove the address."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.queries.regions import RegionChoice, find_contact, find_regency, list_regencies, matching
from puas.domain.official_address import is_government_address
from puas.runtime import clock
from puas.usecases.request_tenant import UnableToRequestTenant, request_tenant
from puas.usecases.verify_tenant_request import UnableToVerifyTenantRequest, verify_tenant_request
from puas_web.access import public
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.onboarding import draft
from puas_web.onboarding.forms import ChooseRegionForm, filled_from
from puas_web.onboarding.queries import find_linked_request
from puas_web.rate_limits import SIGN_UP, limiter

blueprint = Blueprint("onboarding", __name__, template_folder="templates")


@blueprint.route("/daftar", methods=["GET", "POST"])
@public
def choose_region() -> Answer:
    """By typing a name or from the list; a name that fits several asks which one is meant."""
    regencies = list_regencies(db.session())
    form = ChooseRegionForm()
    form.offer(regencies)
    if not form.is_submitted():
        return render_template("onboarding/choose_region.html", form=form, regencies=regencies, candidates=[])
    candidates: list[RegionChoice] = []
    if form.validate():
        chosen = request.form.get("code") or form.listed.data
        candidates = [each for each in regencies if each.code == chosen] if chosen else matching(regencies, form.typed.data or "")
        if len(candidates) == 1:
            return redirect(url_for(".fill_in", code=candidates[0].code))
        if not candidates:
            form.add_error(form.typed, _("Kabupaten atau kota itu tidak ditemukan. Periksa ejaannya, atau pilih dari daftar."))
    return show_again("onboarding/choose_region.html", form=form, regencies=regencies, candidates=candidates)


@blueprint.route("/daftar/<region:code>", methods=["GET", "POST"])
@public
def fill_in(code: str) -> Answer:
    """Who asks; a region that is on board says whom to ask instead."""
    region = _region(code)
    if region.tenant_id is not None:
        contact = find_contact(db.session(), tenant_id=region.tenant_id)
        return render_template("onboarding/on_board.html", region=region, contact=contact)
    form = filled_from(draft.find(code))
    if form.validate_on_submit():
        draft.keep(draft.Draft(code, form.office_name.data, form.name.data, form.position.data, form.email.data))
        return redirect(url_for(".check", code=code))
    if form.is_submitted():
        return show_again("onboarding/fill_in.html", form=form, region=region)
    return render_template("onboarding/fill_in.html", form=form, region=region)


@blueprint.route("/daftar/<region:code>/periksa", methods=["GET", "POST"])
@public
@limiter.limit(SIGN_UP, methods=["POST"])
def check(code: str) -> str | Response:
    """Everything once more, then the link is sent."""
    region, kept, form = _region(code), draft.find(code), ConfirmForm()
    if kept is None:
        return redirect(url_for(".fill_in", code=code))
    if not form.validate_on_submit():
        is_official = is_government_address(kept.email)
        return render_template("onboarding/check.html", form=form, region=region, draft=kept, is_official=is_official)
    try:
        request_tenant(session=db.session(), base_url=current_app.config["PUAS_BASE_URL"], now=clock.now(), **asdict(kept))
    except UnableToRequestTenant as refusal:
        if refusal.reason == "too-many-letters":
            # What was typed is kept; in an hour it can be sent.
            abort(429)
        # Somebody else was faster, or the cookie is old: the page before says what is the matter.
        flash(_("Permohonan belum dapat dikirim. Periksa kembali isian Anda."), "warn")
        return redirect(url_for(".fill_in", code=code))
    draft.finish(kept.email)
    return redirect(url_for(".sent"))


@blueprint.get("/daftar/terkirim")
@public
def sent() -> str | Response:
    """The link is on its way."""
    if not draft.sent_to():
        return redirect(url_for(".choose_region"))
    return render_template("onboarding/sent.html", email=draft.sent_to())


@blueprint.route("/daftar/verifikasi/<string:key>", methods=["GET", "POST"])
@public
@limiter.limit(SIGN_UP, methods=["POST"])
def verify(key: str) -> Answer:
    """The link of the mail. Only the button proves the address: mail scanners open links, they do not press buttons."""
    linked = find_linked_request(db.session(), key=key, now=clock.now())
    if linked is None:
        return render_template("onboarding/link_expired.html"), HTTPStatus.GONE
    form = ConfirmForm()
    if not form.validate_on_submit():
        return render_template("onboarding/verify.html", form=form, request=linked.request, approvers=linked.approvers)
    try:
        verify_tenant_request(session=db.session(), key=key, base_url=current_app.config["PUAS_BASE_URL"], now=clock.now())
    except UnableToVerifyTenantRequest:
        return render_template("onboarding/link_expired.html"), HTTPStatus.GONE
    return redirect(url_for(".verify", key=key))


def _region(code: str) -> RegionChoice:
    region = find_regency(db.session(), code)
    if region is None:
        abort(404)
    return region
