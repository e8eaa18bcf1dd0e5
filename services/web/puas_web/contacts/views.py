"""`/narahubung`: whom to call here, and whom in the province."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.queries.contacts import ContactRow, contacts_of_province, find_contact_person, list_contacts
from puas.domain.permissions import Action
from puas.runtime import clock
from puas.usecases.move_contact import UnableToMoveContact, move_contact
from puas.usecases.remove_contact import UnableToRemoveContact, remove_contact
from puas.usecases.save_contact import UnableToSaveContact, save_contact
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.contacts.forms import ContactForm
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again

blueprint = Blueprint("contacts", __name__, template_folder="templates", url_prefix="/t/<slug:tenant>/narahubung")


@blueprint.get("")
@tenant(Action.VIEW_WORKSPACE)
def index() -> str:
    """Everybody in the workspace may look up whom to call."""
    here = current_tenant()
    above = contacts_of_province(db.session(), province_code=here.province_code) if here.kind != "province" else None
    return render_template("contacts/index.html", contacts=list_contacts(db.session(), tenant_id=here.id), above=above)


@blueprint.route("/tambah", methods=["GET", "POST"])
@tenant(Action.MANAGE_TENANT)
def add() -> Answer:
    return _save(ContactForm(), None)


@blueprint.route("/<uuid:contact_id>/ubah", methods=["GET", "POST"])
@tenant(Action.MANAGE_TENANT)
def edit(contact_id: UUID) -> Answer:
    return _save(ContactForm(obj=_contact(contact_id)), contact_id)


def _save(form: ContactForm, contact_id: UUID | None) -> Answer:
    page = {"form": form, "contact_id": contact_id}
    if not form.is_submitted():
        return render_template("contacts/edit.html", **page)
    if not form.validate():
        return show_again("contacts/edit.html", **page)
    try:
        saved = save_contact(
            session=db.session(), tenant_id=current_tenant().id, details=form.details(), contact_id=contact_id,
            account_id=current_account_id(), now=clock.now(),
        )  # fmt: skip
    except UnableToSaveContact as refusal:
        form.explain(refusal.faults)
        return show_again("contacts/edit.html", **page)
    flash(_("%(name)s sudah disimpan.", name=saved.name), "good")
    return redirect(url_for(".index"))


@blueprint.post("/<uuid:contact_id>/naikkan")
@tenant(Action.MANAGE_TENANT)
def move(contact_id: UUID) -> Response:
    """Call this person earlier."""
    try:
        moved = move_contact(
            session=db.session(), tenant_id=current_tenant().id, contact_id=contact_id, account_id=current_account_id(), now=clock.now()
        )
    except UnableToMoveContact:
        abort(404)
    flash(_("%(name)s naik satu tempat.", name=moved.name), "good")
    return redirect(url_for(".index"))


@blueprint.route("/<uuid:contact_id>/hapus", methods=["GET", "POST"])
@tenant(Action.MANAGE_TENANT)
def remove(contact_id: UUID) -> Answer:
    """Ask, then take off the list."""
    contact, form = _contact(contact_id), ConfirmForm()
    if not form.validate_on_submit():
        return render_template("contacts/remove.html", contact=contact, form=form)
    try:
        name = remove_contact(
            session=db.session(), tenant_id=current_tenant().id, contact_id=contact_id, account_id=current_account_id(), now=clock.now()
        )
    except UnableToRemoveContact:
        abort(404)
    flash(_("%(name)s dihapus dari daftar narahubung.", name=name), "good")
    return redirect(url_for(".index"))


def _contact(contact_id: UUID) -> ContactRow:
    return find_contact_person(db.session(), tenant_id=current_tenant().id, contact_id=contact_id) or abort(404)
