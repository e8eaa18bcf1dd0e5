"""The form for one piece of evidence: a file or an address."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, StringField

from puas_web.forms import Form, tidy_text


class EvidenceForm(Form):
    """What the file really is is found out by opening it."""

    document = FileField(
        _l("Berkas"),
        description=_l("PDF, Word, Excel, PowerPoint, JPEG, atau PNG, paling besar 15 MB, tanpa makro dan tanpa kata sandi."),
        render_kw={"accept": ".pdf,.docx,.xlsx,.pptx,.jpg,.jpeg,.png,image/jpeg,image/png,application/pdf"},
    )
    url = StringField(
        _l("Atau alamatnya"),
        description=_l("Bila sudah ada di laman resmi, misalnya https://contoh.go.id/sop.pdf."),
        filters=[lambda value: value.strip() if value else value],
        render_kw={"inputmode": "url", "autocomplete": "off"},
    )
    title = StringField(_l("Judul"), description=_l("Tanpa judul, nama berkasnya yang dipakai."), filters=[tidy_text])


class RemoveForm(Form):
    """Which piece of evidence the button beside it takes away."""

    evidence_id = HiddenField()
