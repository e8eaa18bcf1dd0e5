"""The form that opens form F-03 to users."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from puas.domain.performance_users import MOST_TARGET
from puas_web.date_field import WrittenDateField
from puas_web.forms import Form


class OpenUsersForm(Form):
    """Until when users are asked, and how many are hoped for."""

    until = WrittenDateField(
        _l("Hari terakhir"),
        description=_l("Setelah hari itu kode menjelaskan bahwa formulir sudah ditutup."),
        validators=[InputRequired()],
    )
    target = IntegerField(
        _l("Jumlah pengguna yang diharapkan"),
        validators=[InputRequired(), NumberRange(0, MOST_TARGET)],
        render_kw={"inputmode": "numeric"},
    )
    version = HiddenField()

    @property
    def seen_version(self) -> int | None:
        """The version of the assessment this form knew."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
