"""Form of a contact person."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField, TelField
from wtforms.validators import DataRequired

from puas.domain.tenant_contacts import ContactDetails
from puas_web.contact_words import CONTACT_FAULTS
from puas_web.forms import Form, tidy_email, tidy_text

REFUSALS = {
    **CONTACT_FAULTS,
    "required": _l("Isian ini wajib diisi."),
    "unreachable": _l("Tulis nomor telepon atau alamat surel, agar orang ini dapat dihubungi."),
    "too-many": _l("Paling banyak 12 narahubung. Hapus dahulu yang sudah tidak bertugas."),
}


class ContactForm(Form):
    """Who, and how to reach them."""

    name = StringField(_l("Nama"), filters=[tidy_text], validators=[DataRequired()], render_kw={"autocomplete": "off"})
    position = StringField(_l("Jabatan"), description=_l("Misalnya Kepala Bagian Organisasi."), filters=[tidy_text])
    phone = TelField(
        _l("Telepon"), description=_l("Telepon kantor atau WhatsApp dinas, misalnya 0812-3456-7890."), filters=[tidy_text],
        render_kw={"autocomplete": "off"},
    )  # fmt: skip
    email = EmailField(_l("Surel"), filters=[tidy_email], render_kw={"autocomplete": "off"})

    def details(self) -> ContactDetails:
        """What was typed."""
        return ContactDetails(self.name.data or "", self.position.data or "", self.phone.data or "", self.email.data or "")

    def explain(self, faults: dict[str, str]) -> None:
        """Each fault at its field; what belongs to none of them above the form."""
        for field, reason in faults.items():
            if field in self:
                self.add_error(self[field], str(REFUSALS[reason]))
            else:
                self.form_errors.append(str(REFUSALS[reason]))
