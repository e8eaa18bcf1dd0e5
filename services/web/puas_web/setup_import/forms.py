"""Forms for taking a practice set-up over: its code, and the confirmation of what was shown."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from puas_web.forms import Form


class SetupCodeForm(Form):
    """The code as it is typed."""

    code = StringField(
        _l("Kode bawa pulang"), description=_l("Sembilan huruf dan angka yang dicatat peserta saat pelatihan."),
        validators=[DataRequired(message=_l("Ketik kode bawa pulang.")), Length(max=40)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-input"},
    )  # fmt: skip


class TakeOverForm(Form):
    """The code again, with the fingerprint of what the page showed."""

    code = HiddenField(validators=[DataRequired(), Length(max=40)])
    seen = HiddenField(validators=[DataRequired(), Length(max=64)])
