"""Forms of a participant: the code of the day."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from puas_web.forms import Form


class DayCodeForm(Form):
    """The code of the day, as it is said in the room."""

    code = StringField(
        _l("Kode hari ini"), description=_l("Disebutkan pelatih di ruangan."),
        validators=[DataRequired(message=_l("Ketik kode yang disebutkan pelatih.")), Length(max=40)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-input"},
    )  # fmt: skip
