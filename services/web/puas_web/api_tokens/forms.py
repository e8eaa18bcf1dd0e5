"""Forms about API tokens."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from puas.domain.api_scopes import ApiScope
from puas_web.forms import Form, tidy_text

SCOPE_WORDS = {ApiScope.READ_RESULTS: _l("Membaca hasil yang sudah ditetapkan")}


class TokenForm(Form):
    """A new token."""

    name = StringField(
        _l("Dipakai untuk apa"),
        description=_l("Misalnya “Situs web pemda” atau “Dasbor Kominfo”, agar kelak jelas mana yang boleh dicabut."),
        filters=[tidy_text],
        validators=[DataRequired(), Length(max=100)],
    )
    scopes = SelectMultipleField(
        _l("Boleh melakukan apa"),
        choices=[SelectChoice(scope.value, SCOPE_WORDS[scope]) for scope in ApiScope],
        default=[ApiScope.READ_RESULTS.value],
        validators=[DataRequired()],
        option_widget=CheckboxInput(),
        widget=ListWidget(),
    )
