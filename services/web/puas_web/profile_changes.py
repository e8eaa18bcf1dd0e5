"""Changing the profile of a tenant by a form, for settings and for whoever else may change a part of it; and who signs."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from puas.domain.agency_details import read_nip
from puas.runtime import clock
from puas.usecases.update_tenant_profile import UnableToUpdateTenantProfile, update_tenant_profile
from puas_web.access import current_account_id, current_tenant
from puas_web.contact_words import CONTACT_FAULTS
from puas_web.database import db
from puas_web.forms import Answer, Form, show_again, tidy_text

SIGNATORY_FIELDS = ("signatory_position", "signatory_name", "signatory_nip", "letter_number")

LETTER_FAULTS = {
    "not-18-digits": _l("NIP terdiri atas 18 angka."),
    "no-number": _l("Pola harus memuat {nomor}, agar setiap surat memiliki nomor sendiri."),
    "number-twice": _l("{nomor} cukup ditulis satu kali."),
    "no-year": _l("Pola harus memuat {tahun}, karena nomor urut dimulai lagi setiap tahun."),
    "unknown-field": _l("Yang dapat diganti hanya {nomor}, {bulan}, dan {tahun}. Periksa kurung kurawalnya."),
    "too-long": _l("Pola paling panjang 80 huruf."),
    "several-lines": _l("Pola ditulis dalam satu baris."),
}


class SignatoryForm(Form):
    """Who signs letters and certificates, and how they are numbered."""

    signatory_position = StringField(
        _l("Jabatan penanda tangan"),
        description=_l("Misalnya “Sekretaris Daerah” atau “Kepala Bagian Organisasi”."),
        filters=[tidy_text],
        validators=[Length(max=200)],
    )
    signatory_name = StringField(
        _l("Nama penanda tangan"), description=_l("Lengkap dengan gelar."), filters=[tidy_text], validators=[Length(max=200)]
    )
    signatory_nip = StringField(
        _l("NIP penanda tangan"),
        description=_l("18 angka; spasi boleh. Kosongkan bila bukan ASN."),
        filters=[lambda value: read_nip(value) if value else value],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    letter_number = StringField(
        _l("Pola nomor surat"),
        description=_l("{nomor} diganti nomor urut, {bulan} bulan Romawi, {tahun} tahun. Contoh: 000.8.3/{nomor}/SKM/{tahun}."),
        filters=[tidy_text],
        validators=[DataRequired()],
        render_kw={"autocomplete": "off"},
    )


def change_profile(form: Form, template: str, back: str, fields: tuple[str, ...], **context: object) -> Answer:
    """Show the form, or change the profile by it and go back."""
    if not form.is_submitted():
        return render_template(template, form=form, **context)
    if not form.validate():
        return show_again(template, form=form, **context)
    changes = {field: form[field].data or "" for field in fields}
    try:
        update_tenant_profile(
            session=db.session(), tenant_id=current_tenant().id, changed_by=current_account_id(), now=clock.now(), changes=changes
        )
    except UnableToUpdateTenantProfile as refused:
        form.add_error(form[refused.field], _refusal(refused))
        return show_again(template, form=form, **context)
    flash(_("Perubahan disimpan."), "good")
    return redirect(back)


def _refusal(refused: UnableToUpdateTenantProfile) -> str:
    if refused.reason == "too-pale":
        return _("Warna ini terlalu muda sehingga tulisan berwarna ini sulit dibaca di atas putih.")
    if refused.reason == "no-colour":
        return _("Tulis warna seperti #0b5c8a.")
    if refused.field in ("letter_number", "signatory_nip"):
        return str(LETTER_FAULTS.get(refused.reason) or _("Isian ini belum dapat diterima."))
    return str(CONTACT_FAULTS.get(refused.reason) or _("Isian ini belum dapat diterima."))
