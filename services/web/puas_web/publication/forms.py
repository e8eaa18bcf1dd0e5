"""The form that compares a file with the published one."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from puas_web.forms import Form


class CompareForm(Form):
    """A file to be compared. Nothing is changed by it, so it needs no token and leaves no cookie."""

    class Meta(Form.Meta):
        csrf = False

    file = FileField(
        _l("Berkas yang Anda terima"),
        description=_l("PDF, DOCX, XLSX, atau PPTX, paling besar 25 MB. Berkas hanya dihitung sidik jarinya dan tidak disimpan."),
        validators=[FileRequired(message=_l("Pilih berkas yang akan dibandingkan."))],
        render_kw={"accept": ".pdf,.docx,.xlsx,.pptx,.png,.zip"},
    )
