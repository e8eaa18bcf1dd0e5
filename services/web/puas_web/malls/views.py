"""The register of malls of services: which there are, one of them, and what is said of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.tables.malls import ServiceMall
from puas.domain.mall_details import mall_faults
from puas.domain.permissions import Action
from puas.usecases.request_mall_prints import UnableToRequestMallPrints, request_mall_prints
from puas.usecases.save_mall import UnableToSaveMall, save_mall
from puas.usecases.set_mall_state import set_mall_state
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.malls import queries
from puas_web.malls.forms import MallForm
from puas_web.malls.words import COUNTER_KINDS
from puas_web.short_links import exit_drawing, exit_link

blueprint = Blueprint("malls", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda kind: COUNTER_KINDS.get(kind, kind), "counter_kind")
blueprint.add_app_template_filter(exit_link)
blueprint.add_app_template_filter(exit_drawing)

ROOM = "/t/<slug:tenant>/mutu/mpp"
MALL = f"{ROOM}/<uuid:mall_id>"
FORM = "malls/form.html"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> str:
    return render_template("malls/index.html", **queries.index_page())


@blueprint.get(MALL)
@tenant(Action.VIEW_REGISTERS)
def show(mall_id: UUID) -> str:
    return render_template("malls/show.html", **queries.mall_page(queries.mall_or_404(mall_id)))


@blueprint.route(f"{ROOM}/tambah", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def add() -> Answer:
    return _save(MallForm(), None)


@blueprint.route(f"{MALL}/ubah", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def edit(mall_id: UUID) -> Answer:
    mall = queries.mall_or_404(mall_id)
    return _save(MallForm.about(mall), mall)


def _save(form: MallForm, mall: ServiceMall | None) -> Answer:
    if not form.is_submitted():
        return render_template(FORM, form=form, mall=mall)
    if not form.validate():
        form.explain(mall_faults(form.details()))
        return show_again(FORM, form=form, mall=mall)
    try:
        saved = save_mall(
            session=db.session(), tenant_id=current_tenant().id, details=form.details(), account_id=current_account_id(),
            now=datetime.now(UTC), mall_id=mall.id if mall else None, version=form.seen_version,
        )  # fmt: skip
    except UnableToSaveMall as refusal:
        form.explain(refusal.faults)
        return show_again(FORM, form=form, mall=mall)
    flash(_("%(name)s sudah disimpan.", name=saved.name), "good")
    return redirect(url_for("malls.show", mall_id=saved.id))


@blueprint.route(f"{MALL}/tutup", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def close(mall_id: UUID) -> Answer:
    mall, form = queries.mall_or_404(mall_id), ConfirmForm()
    if not form.validate_on_submit():
        return render_template("confirm.html", **_closing(mall, form))
    _set_state(mall, "closed")
    flash(_("%(name)s sudah ditutup.", name=mall.name), "good")
    return redirect(url_for("malls.show", mall_id=mall_id))


@blueprint.post(f"{MALL}/buka")
@tenant(Action.DECIDE_REGISTERS)
def reopen(mall_id: UUID) -> Response:
    mall = queries.mall_or_404(mall_id)
    _set_state(mall, "active")
    flash(_("%(name)s dibuka kembali.", name=mall.name), "good")
    return redirect(url_for("malls.show", mall_id=mall_id))


@blueprint.post(f"{MALL}/cetak/<slug:document>")
@tenant(Action.MANAGE_COLLECTION_POINTS)
def print_codes(mall_id: UUID, document: str) -> Response:
    """The poster for the exit, or a sheet of stickers for each agency."""
    here = current_tenant()
    try:
        request_mall_prints(
            session=db.session(), tenant_id=here.id, mall_id=queries.mall_or_404(mall_id).id,
            document={"poster": "poster", "stiker": "sticker_sheet"}.get(document, ""), agency_ids=here.agency_ids,
            requested_by=current_account_id(), base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestMallPrints:
        flash(_("Belum ada gerai yang dapat dicetak."), "warn")
        return redirect(url_for("malls.show", mall_id=mall_id))
    return redirect(url_for("stickers.prints"))


def _set_state(mall: ServiceMall, state: Literal["active", "closed"]) -> None:
    set_mall_state(
        session=db.session(), tenant_id=mall.tenant_id, mall_id=mall.id, state=state, account_id=current_account_id(),
        now=datetime.now(UTC),
    )  # fmt: skip


def _closing(mall: ServiceMall, form: ConfirmForm) -> dict[str, object]:
    return {
        "title": _("Tutup %(name)s?", name=mall.name),
        "consequences": [
            _("Kode di pintu keluar dan kode setiap gerai tidak membuka formulir baru lagi."),
            _("Formulir yang sedang diisi warga tetap diterima dan dihitung."),
            _("Jawaban yang sudah masuk, hasil, dan riwayatnya tetap ada. Mal dapat dibuka kembali."),
        ],
        "form": form,
        "submit": _("Tutup mal"),
        "cancel_url": url_for("malls.show", mall_id=mall.id),
    }
