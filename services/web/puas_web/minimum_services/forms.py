"""The form for one field of the minimum services that an agency carries in a year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from puas.domain.agency_details import Unreadable
from puas.domain.minimum_services import FIELDS, LEAST, MOST
from puas.domain.register_sheet import read_decimal
from puas_web.forms import Form, agency_choices, tidy_lines
from puas_web.minimum_services.words import SENTENCES


class MinimumServiceForm(Form):
    """Which agency, which field, which year, and how much was reached."""

    year = SelectField(_l("Tahun"), coerce=int)
    field = SelectField(_l("Bidang"), choices=[SelectChoice(slug, name) for slug, name in FIELDS.items()])
    agency = SelectField(_l("Perangkat daerah pengampu"), validators=[InputRequired(_l("Pilih perangkat daerahnya."))])
    reached = StringField(
        _l("Capaian (persen)"), description=_l("Seperti pada laporan SPM tahun itu, misalnya 95,25. Kosongkan bila belum dilaporkan."),
        render_kw={"inputmode": "decimal"},
    )  # fmt: skip
    note = TextAreaField(_l("Catatan"), filters=[tidy_lines], render_kw={"rows": 3})

    def offer(self, years: Sequence[int], agencies: Sequence[tuple[UUID, str]]) -> MinimumServiceForm:
        """Give the form its choices."""
        self.year.choices = [SelectChoice(each, str(each)) for each in years]
        self.agency.choices = agency_choices(agencies)
        return self

    def percent(self) -> Decimal | None:
        """What was typed; None where nothing was, or with an error at the field where it cannot be read."""
        written = (self.reached.data or "").strip()
        if not written:
            return None
        try:
            found: Decimal = read_decimal(LEAST, MOST)(written)
        except Unreadable as error:
            self.add_error(self.reached, str(SENTENCES[error.reason]))
            return None
        return found
