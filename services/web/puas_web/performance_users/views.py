"""Form F-03: the workspace's page about it, its code to print, and the public form behind the code."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from puas.db.identifiers import new_id
from puas.db.queries.performance_users import find_users_form
from puas.db.tables.performance import PerformanceAssessment
from puas.domain.performance_users import UnacceptableUsersForm, check_users_form
from puas.domain.permissions import Action
from puas.usecases.close_users_form import UnableToCloseUsersForm, close_users_form
from puas.usecases.open_users_form import UnableToOpenUsersForm, open_users_form
from puas.usecases.submit_users_form import UnableToSubmitUsersForm, submit_users_form
from puas_web import i18n
from puas_web.access import current_account_id, current_tenant, public, tenant
from puas_web.csrf_protection import without_csrf
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.performance_users import public_pages, queries
from puas_web.performance_users.forms import OpenUsersForm
from puas_web.performance_users.words import CLOSE_REFUSALS, FIELD_OF, OPEN_REFUSALS
from puas_web.rate_limits import USERS_FORMS, limiter
from puas_web.short_links import users_form_drawing, users_form_file, users_form_link

# A suggestion of 2,000 characters, each of which may need twelve when sent, and the scores.
MOST_BYTES = 64 * 1024

blueprint = Blueprint("performance_users", __name__, template_folder="templates")
blueprint.add_app_template_filter(users_form_drawing)
blueprint.add_app_template_filter(users_form_link)

ROOM = "/t/<slug:tenant>/mutu/kinerja/<uuid:assessment_id>/pengguna"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def show(assessment_id: UUID) -> str:
    """Whether users are asked, by which code, and what they answered."""
    return render_template("performance_users/show.html", page=queries.users_page(assessment_id))


@blueprint.route(f"{ROOM}/buka", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def open_form(assessment_id: UUID) -> Answer:
    """Ask users until a day, or change that day."""
    page = queries.users_page(assessment_id)
    if not page.may_open:
        flash(str(OPEN_REFUSALS["not-open" if page.has_questions else "no-questions"]), "warn")
        return redirect(url_for(".show", assessment_id=assessment_id))
    assessment = page.assessment
    target = assessment.users_target or page.seen_respondents[1]
    form = OpenUsersForm(data={"until": assessment.users_until, "target": target, "version": assessment.version})
    if not form.is_submitted():
        return render_template("performance_users/open.html", page=page, form=form)
    if not form.validate():
        return show_again("performance_users/open.html", page=page, form=form)
    return _opened(page, form)


@blueprint.post(f"{ROOM}/tutup")
@tenant(Action.EDIT_REGISTERS)
def close_form(assessment_id: UUID) -> Response:
    """Stop asking before the last day."""
    queries.assessment_or_404(assessment_id)
    try:
        close_users_form(
            session=db.session(), tenant_id=current_tenant().id, assessment_id=assessment_id,
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
        flash(_("Formulir sudah ditutup. Jawaban yang sudah masuk tetap tersimpan."), "good")
    except UnableToCloseUsersForm as refusal:
        flash(str(CLOSE_REFUSALS[refusal.reason]), "warn")
    return redirect(url_for(".show", assessment_id=assessment_id))


@blueprint.get(f"{ROOM}/cetak")
@tenant(Action.VIEW_REGISTERS)
def print_code(assessment_id: UUID) -> str:
    """A sheet with the code, to be put where users leave."""
    assessment = _with_code(assessment_id)
    return render_template("performance_users/print.html", assessment=assessment)


@blueprint.get(f"{ROOM}/kode-qr.svg")
@tenant(Action.VIEW_REGISTERS)
def qr_code(assessment_id: UUID) -> Response:
    """The drawing alone, for the office's own sticker."""
    assessment = _with_code(assessment_id)
    content = BytesIO(users_form_file(assessment.code))
    return send_file(content, mimetype="image/svg+xml", as_attachment=True, download_name=f"qr-{assessment.code}.svg")


@blueprint.get("/n/<code:code>")
@public
def users_form(code: str) -> Response:
    """The form, or why there is none."""
    found = find_users_form(db.session(), code=code, now=datetime.now(UTC))
    language = _language(request.args.get("bahasa", ""))
    kind = public_pages.obstacle(found)
    if kind is not None or found is None:
        return public_pages.notice(found, kind or "unknown", language)
    return public_pages.form(found, language)


@blueprint.post("/n/<code:code>")
@without_csrf("the public form has no session to abuse; whoever sends it may send it from anywhere")
@public
@limiter.limit(USERS_FORMS)
def submit(code: str) -> Response:
    """Take the answer in; the page that follows comes after the commit or not at all."""
    request.max_content_length = MOST_BYTES
    typed, now = request.form, datetime.now(UTC)
    found, language = find_users_form(db.session(), code=code, now=now), _language(typed.get("bahasa", ""))
    kind = public_pages.obstacle(found)
    if found is None or kind not in (None, "closed"):
        return public_pages.notice(found, kind or "unknown", language)
    form_id = _form_id(typed.get("id", ""))
    try:
        checked = check_users_form(found.form, typed, typed.get("suggestion", ""))
        submit_users_form(
            session=db.session(), tenant_id=found.tenant_id, assessment_id=found.assessment_id, form_id=form_id,
            checked=checked, language=language, now=now,
        )  # fmt: skip
    except UnacceptableUsersForm as refusal:
        if kind is not None:
            return public_pages.notice(found, kind, language)
        return public_pages.form_again(found, language, typed, str(form_id), refusal.faults)
    except UnableToSubmitUsersForm as refusal:
        return public_pages.notice(found, refusal.reason, language)
    return public_pages.thanks(found, language)


@blueprint.errorhandler(RequestEntityTooLarge)
def _too_large(_error: RequestEntityTooLarge) -> Response:
    return public_pages.notice(None, "too-large", _language(request.args.get("bahasa", "")))


def _opened(page: queries.UsersPage, form: OpenUsersForm) -> Answer:
    try:
        open_users_form(
            session=db.session(), tenant_id=current_tenant().id, assessment_id=page.assessment.id, until=form.until.data,
            target=form.target.data, version=form.seen_version, account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToOpenUsersForm as refusal:
        words = str(OPEN_REFUSALS[refusal.reason])
        if refusal.reason in FIELD_OF:
            form.add_error(form[FIELD_OF[refusal.reason]], words)
        else:
            form.form_errors.append(words)
        if refusal.version:
            form.version.raw_data, form.version.data = None, str(refusal.version)
        return show_again("performance_users/open.html", page=page, form=form)
    flash(_("Formulir F-03 terbuka. Pasang kodenya di tempat pengguna selesai dilayani."), "good")
    return redirect(url_for(".show", assessment_id=page.assessment.id))


def _with_code(assessment_id: UUID) -> PerformanceAssessment:
    assessment = queries.assessment_or_404(assessment_id)
    if not assessment.code:
        abort(404)
    return assessment


def _form_id(text: str) -> UUID:
    """The id made with the form. Whoever takes it out of the page gets a new one, and no protection from repeating."""
    try:
        return UUID(text)
    except ValueError:
        return new_id()


def _language(asked: str) -> str:
    return asked if asked in i18n.LANGUAGES else i18n.visitor_language()
