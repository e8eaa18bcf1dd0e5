"""Forms for opening and closing a survey period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from puas.db.queries.agencies import AgencyRow
from puas.domain.survey_period import CUSTOM, Period, UnusablePeriod, custom
from puas.presentation.dates import date_range
from puas_web.date_field import WrittenDateField
from puas_web.forms import Form, tidy_text
from puas_web.layout import page_language
from puas_web.surveys.windows import Window


class OpenPeriodForm(Form):
    window = RadioField(_l("Kapan survei berlangsung?"))
    starts_on = WrittenDateField(_l("Tanggal mulai"))
    ends_on = WrittenDateField(_l("Tanggal selesai"), description=_l("Hari terakhir warga dapat menjawab."))
    agencies = SelectMultipleField(
        _l("Untuk perangkat daerah mana?"), coerce=UUID, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def offer(self, windows: Sequence[Window], agencies: Sequence[AgencyRow]) -> OpenPeriodForm:
        """Fill in what can be chosen."""
        self.window.choices = [
            *(SelectChoice(each.key, each.period.label) for each in windows),
            SelectChoice(CUSTOM, _("Tanggal sendiri")),
        ]
        self.agencies.choices = [SelectChoice(str(agency.id), agency.name) for agency in agencies]
        return self

    def period(self, windows: Sequence[Window]) -> Period | None:
        """The window chosen; None, with errors at their fields, where there is none."""
        if self.window.data != CUSTOM:
            return next((each.period for each in windows if each.key == self.window.data), None)
        return self._own_dates(self.starts_on.data, self.ends_on.data)

    def _own_dates(self, starts_on: date | None, ends_on: date | None) -> Period | None:
        for field, day in ((self.starts_on, starts_on), (self.ends_on, ends_on)):
            if day is None and not field.errors:
                self.add_error(field, _("Isian ini wajib diisi."))
        if starts_on is None or ends_on is None:
            return None
        try:
            return custom(starts_on, ends_on)
        except UnusablePeriod as error:
            self.add_error(self.ends_on, str(_PERIOD_SENTENCES[error.code]))
            return None


_PERIOD_SENTENCES = {
    "ends_before_start": _l("Tanggal selesai lebih awal daripada tanggal mulai."),
    "too_long": _l("Satu periode paling lama satu tahun."),
}


def window_hints(windows: Sequence[Window]) -> dict[str, str]:
    """The dates under each choice."""
    return {each.key: date_range(each.period.starts_on, each.period.ends_on, page_language()) for each in windows}


class ClosePeriodForm(Form):
    typed_name = StringField(_l("Ketik nama periode untuk melanjutkan"), filters=[tidy_text])

    def is_confirmed(self, label: str) -> bool:
        """Whether the name was typed, in any case; keyboards have no en dash."""
        if _as_typed(self.typed_name.data or "") == _as_typed(label):
            return True
        self.add_error(self.typed_name, _("Ketik persis: %(label)s", label=label))
        return False


def _as_typed(name: str) -> str:
    return "".join(name.lower().replace("\N{EN DASH}", "-").split())
