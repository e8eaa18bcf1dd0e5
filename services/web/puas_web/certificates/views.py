"""Sertifikat of a training session: the rule, who earned one, issuing to all or to one, and taking one back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.runtime import clock
from puas.usecases._certificates import UnableToIssueCertificate
from puas.usecases.issue_certificate import issue_certificate
from puas.usecases.issue_earned_certificates import issue_earned_certificates
from puas.usecases.save_certificate_rule import UnableToSaveCertificateRule, save_certificate_rule
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.certificates import queries
from puas_web.certificates.forms import IssueForm, RuleForm, data_of
from puas_web.certificates.words import REFUSALS, RULE_REFUSALS, STATES, rule_in_words
from puas_web.database import db
from puas_web.forms import show_again
from puas_web.produced_documents import Answer, document_withdrawal, download_of, tried_again
from puas_web.profile_changes import SIGNATORY_FIELDS, SignatoryForm, change_profile

blueprint = Blueprint("certificates", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda state: STATES[state], "certificate_state")
blueprint.add_app_template_filter(rule_in_words, "certificate_rule")

ROOM = "/t/<slug:tenant>/pelatihan/<uuid:session_id>/sertifikat"
ONE = f"{ROOM}/<uuid:certificate_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_TRAINING)
def index(session_id: UUID) -> str:
    """Everybody, with what is missing or the certificate they have."""
    return render_template("certificates/index.html", page=queries.certificates_page(session_id))


@blueprint.route(f"{ROOM}/syarat", methods=["GET", "POST"])
@tenant(Action.LEAD_TRAINING)
def rule(session_id: UUID) -> Answer:
    """What the session asks for."""
    held = queries.held_or_404(session_id)
    form = RuleForm(data=data_of(held.rule))
    if not form.is_submitted():
        return render_template("certificates/rule.html", form=form, held=held)
    if not form.validate():
        return show_again("certificates/rule.html", form=form, held=held)
    try:
        save_certificate_rule(
            session=db.session(), tenant_id=current_tenant().id, session_id=session_id, rule=form.rule(),
            account_id=current_account_id(), now=clock.now(),
        )  # fmt: skip
    except UnableToSaveCertificateRule as refusal:
        form.add_error(form[refusal.field], str(RULE_REFUSALS[refusal.field]))
        return show_again("certificates/rule.html", form=form, held=held)
    flash(_("Syarat sertifikat disimpan."), "good")
    return redirect(url_for(".index", session_id=session_id))


@blueprint.route("/t/<slug:tenant>/pelatihan/penanda-tangan", methods=["GET", "POST"])
@tenant(Action.LEAD_TRAINING)
def signatory() -> Answer:
    """Who signs in the training house, where nobody but trainers is at home; elsewhere it is a matter of the settings."""
    if current_tenant().kind != "demo":
        abort(404)
    form = SignatoryForm(data=queries.signatory_data())
    return change_profile(form, "certificates/signatory.html", url_for("training.index"), SIGNATORY_FIELDS)


@blueprint.post(f"{ROOM}/terbitkan")
@tenant(Action.LEAD_TRAINING)
def issue_all(session_id: UUID) -> Response:
    """To everybody who earned one and has none."""
    queries.held_or_404(session_id)
    try:
        issued = issue_earned_certificates(
            session=db.session(), tenant_id=current_tenant().id, session_id=session_id, account_id=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=clock.now(),
        )  # fmt: skip
        flash(ngettext("%(num)s sertifikat diterbitkan.", "%(num)s sertifikat diterbitkan.", len(issued)), "good")
    except UnableToIssueCertificate as refusal:
        flash(str(REFUSALS[refusal.reason]), "warn")
    return redirect(url_for(".index", session_id=session_id))


@blueprint.route(f"{ROOM}/terbitkan/<uuid:participant_id>", methods=["GET", "POST"])
@tenant(Action.LEAD_TRAINING)
def issue(session_id: UUID, participant_id: UUID) -> Answer:
    """To one, with a reason where something is missing."""
    form, page = IssueForm(), queries.certificates_page(session_id)
    candidate = queries.candidate_or_404(page.held, participant_id)
    context = {"form": form, "page": page, "candidate": candidate}
    if not form.is_submitted():
        return render_template("certificates/issue.html", **context)
    if not form.validate():
        return show_again("certificates/issue.html", **context)
    try:
        issue_certificate(
            session=db.session(), tenant_id=current_tenant().id, session_id=session_id, participant_id=participant_id,
            why=form.why.data or "", account_id=current_account_id(), base_url=current_app.config["PUAS_BASE_URL"], now=clock.now(),
        )  # fmt: skip
    except UnableToIssueCertificate as refusal:
        form.add_error(form.why, str(REFUSALS[refusal.reason]))
        return show_again("certificates/issue.html", **context)
    flash(_("Sertifikat untuk %(name)s diterbitkan.", name=candidate.name), "good")
    return redirect(url_for(".index", session_id=session_id))


@blueprint.get(f"{ONE}/unduh/<string:name>")
@tenant(Action.VIEW_TRAINING)
def download(session_id: UUID, certificate_id: UUID, name: str) -> Response:
    """The file."""
    found = queries.certificate_or_404(session_id, certificate_id)
    return download_of(queries.files_of_certificate(current_tenant().id, found), name)


@blueprint.post(f"{ONE}/coba-lagi")
@tenant(Action.LEAD_TRAINING)
def retry(session_id: UUID, certificate_id: UUID) -> Response:
    """Make the file of one again that failed."""
    tried_again(queries.certificate_or_404(session_id, certificate_id).report_id)
    return redirect(url_for(".index", session_id=session_id))


@blueprint.route(f"{ONE}/tarik", methods=["GET", "POST"])
@tenant(Action.LEAD_TRAINING)
def withdraw(session_id: UUID, certificate_id: UUID) -> Answer:
    """Take it back; its number is not given again."""
    back = url_for(".index", session_id=session_id)
    return document_withdrawal(
        queries.report_of(queries.certificate_or_404(session_id, certificate_id)), room=(_("Sertifikat"), back), back=back,
        hint=_("Misalnya: nama keliru ditulis, sertifikat diterbitkan kembali dengan nama yang benar."),
        anew=_("Perbaiki dahulu nama atau data peserta, lalu terbitkan sertifikat baru. Nomor yang ditarik tidak dipakai lagi."),
    )  # fmt: skip
