"""Forms of every import from a sheet: choose a file, confirm the preview."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileAllowed, FileField, FileRequired
from wtforms import HiddenField

from puas_web.forms import Form


class UploadForm(Form):
    sheet = FileField(
        _l("Berkas templat yang sudah diisi"),
        description=_l("XLSX atau CSV, paling besar 10 MB."),
        validators=[
            FileRequired(_l("Pilih berkas yang akan diunggah.")),
            FileAllowed(["xlsx", "csv", "xls", "txt"], _l("Gunakan berkas XLSX atau CSV.")),
        ],
        render_kw={"accept": ".xlsx,.csv"},
    )


class ImportForm(Form):
    """Carries the sheet that was read from the preview to the confirmation, signed."""

    carried = HiddenField()
