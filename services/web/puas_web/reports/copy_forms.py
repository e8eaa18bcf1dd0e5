"""The form for a version of a published document that came back."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from puas_web.forms import Form


class CopyForm(Form):
    """What it really is, is found out by reading it."""

    file = FileField(
        _l("Berkas bertanda tangan"),
        description=_l("PDF yang sudah ditandatangani, pindaiannya, atau Word (DOCX) yang disunting. Paling besar 25 MB."),
        validators=[FileRequired(message=_l("Pilih berkas yang akan diunggah."))],
        render_kw={"accept": ".pdf,.docx"},
    )
