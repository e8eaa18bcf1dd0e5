"""The form for the index a regency has to reach in a year."""

from __future__ import annotations

import re
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, StringField
from wtforms.validators import InputRequired, ValidationError

from puas_web.forms import Form, tidy_text

# Decimal also reads NaN, 8e1 and 8_0, which nobody means here.
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")


class TargetForm(Form):
    year = IntegerField(_l("Tahun"), validators=[InputRequired()], render_kw={"inputmode": "numeric", "autocomplete": "off"})
    nik = StringField(
        _l("Target indeks (nilai konversi)"),
        description=_l("Pada skala 25 sampai 100, misalnya 81,75."),
        validators=[InputRequired()],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    source = StringField(_l("Sumber"), description=_l("Dokumen yang menetapkannya, misalnya RPJMD 2025–2029."), filters=[tidy_text])

    def validate_nik(self, field: Field) -> None:
        if not _NUMBER.fullmatch((field.data or "").strip()):
            raise ValidationError(str(_l("Tulis angka, misalnya 81,75.")))
        if self.value.as_tuple().exponent < -2:  # type: ignore[operator]
            raise ValidationError(str(_l("Tulis paling banyak dua angka di belakang koma.")))

    @property
    def value(self) -> Decimal:
        """The target as a number; only after validation."""
        return Decimal(self.nik.data.strip().replace(",", "."))
