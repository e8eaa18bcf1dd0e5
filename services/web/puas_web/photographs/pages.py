"""What the galleries of both places do: show, take several uploads, save captions and order, remove."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from puas.runtime.photograph_images import MOST_BYTES, UnableToReadPhotograph
from puas.usecases.add_photograph import UnableToAddPhotograph, add_photograph
from puas.usecases.remove_photograph import UnableToRemovePhotograph, remove_photograph
from puas.usecases.save_photograph_captions import LONGEST_CAPTION, UnableToSavePhotographCaptions, save_photograph_captions
from puas_web.access import current_account_id, current_tenant, may
from puas_web.database import db
from puas_web.file_storage import file_store
from puas_web.forms import Answer, show_again
from puas_web.photographs.forms import CaptionsForm, UploadForm, moved
from puas_web.photographs.queries import Place
from puas_web.photographs.words import REFUSALS, TOO_MUCH_AT_ONCE, WITH_REGENCY
from puas_web.readable_requests import throw_body_away

TOO_MUCH = "terlalu-besar"
_LONGEST_NAME = 60


def gallery_page(place: Place) -> str:
    """The photographs with their captions."""
    may_change = may(place.action) and not place.is_locked
    return render_template("photographs/gallery.html", place=place, form=CaptionsForm(), may_change=may_change, most=LONGEST_CAPTION)


def save_page(place: Place) -> Answer:
    """Save the captions; then what the button beside a photograph says."""
    if place.is_locked:
        return _locked(place)
    form = CaptionsForm()
    captions, pressed = form.captions(), form.act()
    act, key = pressed or ("", None)
    try:
        save_photograph_captions(
            session=db.session(), tenant_id=current_tenant().id, period_id=place.period.id, item_id=place.item_id,
            captions=captions if key is None else moved(captions, act, key), account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToSavePhotographCaptions as refusal:
        if refusal.reason == "with-regency":
            # Sent between the look and the button.
            return _locked(place)
        form.form_errors.append(_("Keterangan paling panjang %(most)s karakter.", most=LONGEST_CAPTION))
        page = {"place": place, "form": form, "may_change": True, "most": LONGEST_CAPTION, "typed": dict(captions)}
        return show_again("photographs/gallery.html", **page, too_long=refusal.photograph_id)
    if act == "remove" and key is not None and any(each.id == key for each in place.photographs):
        return _removed(place, key)
    flash(_("Urutan foto disimpan.") if key else _("Keterangan foto disimpan."), "good")
    return redirect(place.url)


def add_page(place: Place) -> Answer:
    """Take what can be taken, and say of every other file why not."""
    if place.is_locked:
        return _locked(place)
    form = UploadForm()
    if not form.is_submitted():
        if TOO_MUCH in request.args:
            form.add_error(form.pictures, str(TOO_MUCH_AT_ONCE))
            return show_again("photographs/add.html", place=place, form=form)
        return render_template("photographs/add.html", place=place, form=form)
    if not form.validate():
        return show_again("photographs/add.html", place=place, form=form)
    added, refused = 0, list[str]()
    for file in form.pictures.data:
        sentence = _taken(place, file)
        added += sentence is None
        refused += [sentence] if sentence else []
    if not added:
        for sentence in refused:
            form.form_errors.append(sentence)
        return show_again("photographs/add.html", place=place, form=form)
    flash(ngettext("%(num)s foto ditambahkan.", "%(num)s foto ditambahkan.", added), "good")
    for sentence in refused:
        flash(sentence, "warn")
    return redirect(place.url)


def too_much_at_once(_error: HTTPException) -> Response:
    """A body that is too large was not read: the form again, which says so. Whoever may not see it, is not shown it."""
    throw_body_away()
    return redirect(f"{request.path}?{TOO_MUCH}=1", 303)


def _locked(place: Place) -> Response:
    flash(str(WITH_REGENCY), "warn")
    return redirect(place.url)


def _taken(place: Place, file: FileStorage) -> str | None:
    """None, or the sentence why this file was left out."""
    name = " ".join((file.filename or "").replace("\\", "/").rpartition("/")[2].split())[:_LONGEST_NAME] or _("Foto tanpa nama")
    try:
        add_photograph(
            session=db.session(), store=file_store(), tenant_id=current_tenant().id, period_id=place.period.id, item_id=place.item_id,
            # One byte more than allowed says enough.
            content=file.read(MOST_BYTES + 1), account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except (UnableToReadPhotograph, UnableToAddPhotograph) as refusal:
        return f"{name}: {REFUSALS[refusal.reason]}"
    return None


def _removed(place: Place, key: object) -> Response:
    photograph = next(each for each in place.photographs if each.id == key)
    try:
        remove_photograph(
            session=db.session(), tenant_id=current_tenant().id, period_id=place.period.id, photograph_id=photograph.id,
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRemovePhotograph as refusal:
        return _locked(place) if refusal.reason == "with-regency" else redirect(place.url)
    flash(_("Foto dihapus. Dokumen yang sudah dibuat tidak berubah."), "good")
    return redirect(place.url)
