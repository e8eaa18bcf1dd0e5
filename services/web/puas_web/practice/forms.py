"""Forms of a participant: the code of the day, and beginning again."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from puas.domain.practice_stories import CHECKPOINTS
from puas_web.forms import Form


class DayCodeForm(Form):
    """The code of the day, as it is said in the room."""

    code = StringField(
        _l("Kode hari ini"), description=_l("Disebutkan pelatih di ruangan."),
        validators=[DataRequired(message=_l("Ketik kode yang disebutkan pelatih.")), Length(max=40)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-input"},
    )  # fmt: skip


class ResetForm(Form):
    """Where to begin again. Says in so many words that what was made is lost."""

    checkpoint = RadioField(
        _l("Mulai lagi dari"), choices=[SelectChoice(key, words) for key, words in CHECKPOINTS.items()],
        validators=[InputRequired(message=_l("Pilih dari mana Anda ingin mulai lagi."))],
    )  # fmt: skip
    is_sure = BooleanField(
        _l("Ya, hapus yang sudah saya buat di ruang latihan ini"),
        validators=[DataRequired(message=_l("Centang bila Anda yakin."))],
    )  # fmt: skip
