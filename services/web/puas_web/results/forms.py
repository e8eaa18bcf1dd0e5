"""The form for an index of an earlier year."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from puas.domain.regulation.registry import DEFAULT_EDITION_ID, all_editions
from puas.domain.reporting_scope import PARTS, WHOLE_YEAR, reporting_scope
from puas_web.forms import Form, tidy_text
from puas_web.scope_choice import part_label


class PastResultForm(Form):
    year = IntegerField(
        _l("Tahun"),
        validators=[InputRequired(), NumberRange(min=2004, max=2100)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    part = SelectField(_l("Bagian tahun"), default=WHOLE_YEAR)
    nik = StringField(
        _l("Indeks (nilai konversi)"),
        description=_l("Seperti tercetak di laporan, pada skala 25 sampai 100, misalnya 81,75."),
        validators=[InputRequired()],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    edition = SelectField(
        _l("Aturan yang dipakai waktu itu"),
        description=_l("Hurufnya mengikuti aturan ini: 76,475 adalah B menurut aturan 2004, tetapi C menurut aturan 2017."),
        default=DEFAULT_EDITION_ID,
    )
    source = StringField(
        _l("Sumber"),
        description=_l("Misalnya Laporan SKM 2023, halaman 12."),
        filters=[tidy_text],
        validators=[Length(max=200)],
    )

    def offer_choices(self) -> None:
        """Choices in the language of the page."""
        self.part.choices = [SelectChoice(part, part_label(part)) for part in PARTS]
        self.edition.choices = [SelectChoice(each.id, each.name) for each in all_editions()]

    def validate_nik(self, field: Field) -> None:
        try:
            value = Decimal((field.data or "").strip().replace(",", "."))
        except InvalidOperation:
            raise ValidationError(str(_l("Tulis angka, misalnya 81,75."))) from None
        if not value.is_finite() or value.as_tuple().exponent < -3:  # type: ignore[operator]
            raise ValidationError(str(_l("Tulis paling banyak tiga angka di belakang koma.")))

    @property
    def value(self) -> Decimal:
        """The index as a number; only after validation."""
        return Decimal(self.nik.data.strip().replace(",", "."))

    @property
    def label_of_scope(self) -> str:
        """`Triwulan II 2023`, spelled as the platform spells its own periods."""
        return reporting_scope(self.year.data, self.part.data).window.label
