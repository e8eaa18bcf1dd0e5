"""The form that takes a document back."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from puas.db.locators import tidy_code
from puas.usecases.withdraw_document import LONGEST_REASON
from puas_web.forms import Form, tidy_lines, tidy_text


class WithdrawForm(Form):
    """Why, and the number of the document as a sign that this one is meant."""

    reason = TextAreaField(
        _l("Alasan penarikan"),
        description=_l("Dibaca siapa pun yang memeriksa dokumen ini, misalnya: satu kabupaten memperbaiki hasilnya."),
        filters=[tidy_lines],
        validators=[InputRequired(), Length(max=LONGEST_REASON)],
        render_kw={"rows": 3},
    )
    typed_name = StringField(
        _l("Ketik nomor dokumen untuk melanjutkan"), filters=[tidy_text], validators=[InputRequired()],
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"},
    )  # fmt: skip

    def of(self, number: str) -> WithdrawForm:
        """The form for the document of this number."""
        self._number = number
        return self

    def validate_typed_name(self, field: StringField) -> None:
        if tidy_code(field.data or "") != tidy_code(self._number):
            raise ValidationError(_("Nomor ini tidak sama dengan nomor dokumen, %(number)s.", number=self._number))
