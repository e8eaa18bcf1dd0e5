"""Pemberitahuan: the list under the bell, what is read, and mail on or off."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.queries.notices import count_notices, gets_mail, list_notices
from puas.domain.permissions import Action
from puas.usecases.choose_notice_mail import choose_notice_mail
from puas.usecases.read_notices import UnableToReadNotice, read_notices
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.notices.words import notice_in_words
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page

blueprint = Blueprint("notices", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda notice: notice_in_words(notice.kind, notice.facts), "notice_words")

ROOM = "/t/<slug:tenant>/pemberitahuan"


@blueprint.get(ROOM)
@tenant(Action.VIEW_WORKSPACE)
def index() -> str:
    """Everything the person was told here, what is not read yet first."""
    here, me, number = current_tenant().id, current_account_id(), requested_page()
    rows = list_notices(db.session(), tenant_id=here, account_id=me, limit=PAGE_SIZE, offset=offset(number))
    page = Page(items=rows, number=number, total=count_notices(db.session(), tenant_id=here, account_id=me))
    return render_template("notices/index.html", page=page, gets_mail=gets_mail(db.session(), tenant_id=here, account_id=me))


@blueprint.post(f"{ROOM}/<uuid:notice_id>/buka")
@tenant(Action.VIEW_WORKSPACE)
def open_notice(notice_id: UUID) -> Response:
    """Read one and go where it leads, or stay where `tinggal` asks for it."""
    path = _read(notice_id)
    if "tinggal" in request.form or not path.startswith("/"):
        return redirect(url_for(".index"))
    return redirect(url_for("home.start_page").rstrip("/") + path)


@blueprint.post(f"{ROOM}/baca-semua")
@tenant(Action.VIEW_WORKSPACE)
def read_all() -> Response:
    """Mark everything read."""
    _read(None)
    flash(_("Semua pemberitahuan sudah ditandai dibaca."), "good")
    return redirect(url_for(".index"))


@blueprint.post(f"{ROOM}/surel")
@tenant(Action.VIEW_WORKSPACE)
def choose_mail() -> Response:
    """Mail of this workspace on or off."""
    is_wanted = request.form.get("surel") == "ya"
    choose_notice_mail(session=db.session(), tenant_id=current_tenant().id, account_id=current_account_id(), is_wanted=is_wanted)
    flash(_("Pemberitahuan juga dikirim lewat surel.") if is_wanted else _("Pemberitahuan tidak lagi dikirim lewat surel."), "good")
    return redirect(url_for(".index"))


def _read(notice_id: UUID | None) -> str:
    try:
        return read_notices(
            session=db.session(), tenant_id=current_tenant().id, account_id=current_account_id(), notice_id=notice_id,
            now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToReadNotice:
        abort(404)
