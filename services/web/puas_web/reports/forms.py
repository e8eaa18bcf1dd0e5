"""Forms for the texts of a report, its follow-up plan and the look back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from puas.domain.report_details import SIGNATORY_RANK, SIGNED_ON, SIGNING_PLACE
from puas_web.date_field import WrittenDateField
from puas_web.forms import Form, tidy_lines, tidy_text

MOST_SUGGESTIONS = 200


class TextForm(Form):
    """One section of the report."""

    body = TextAreaField(
        _l("Isi bagian ini"),
        description=_l("Kosongkan satu baris untuk memulai paragraf baru."),
        filters=[tidy_lines],
        render_kw={"rows": 14},
    )
    version = IntegerField(validators=[Optional()])


class DetailsForm(Form):
    """What is printed at the signature."""

    place = StringField(_l("Tempat pengesahan"), filters=[tidy_text], validators=[Length(max=120)])
    signed_on = WrittenDateField(
        _l("Tanggal pengesahan"),
        description=_l("Laporan final memerlukan tanggal; untuk draf boleh dikosongkan."),
        validators=[Optional()],
    )
    rank = StringField(
        _l("Pangkat/golongan penanda tangan"), description=_l("Misalnya Pembina Utama Muda (IV/c)."), filters=[tidy_text],
        validators=[Length(max=120)],
    )  # fmt: skip

    def details(self) -> dict[str, str]:
        """What was typed, by section."""
        day: date | None = self.signed_on.data
        return {
            SIGNING_PLACE: self.place.data or "",
            SIGNED_ON: day.isoformat() if day else "",
            SIGNATORY_RANK: self.rank.data or "",
        }


class SuggestionsForm(Form):
    """Which suggestions are printed."""

    chosen = SelectMultipleField(
        _l("Saran yang dicetak"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
    )

    def ids(self) -> list[UUID]:
        return [found for text in (self.chosen.data or [])[:MOST_SUGGESTIONS] if (found := _uuid(text)) is not None]


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
