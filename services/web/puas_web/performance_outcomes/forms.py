"""The form that turns weak indicators into promises: one row each, one time and one person for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms import Form as PlainForm
from wtforms.validators import Length

from puas.domain.followup_plan import Due, UnreadableTime, read_due
from puas.domain.improvements import LONGEST_ACTION, LONGEST_PERSON
from puas.usecases.plan_weak_indicators import WeakPromise
from puas_web.forms import Form, tidy_lines, tidy_text
from puas_web.promise_words import time_choices

MOST_ROWS = 40


class WeakRow(PlainForm):
    """One weak indicator; one that is not ticked is left out."""

    code = HiddenField()
    chosen = BooleanField(_l("Buat rencana"))
    action = TextAreaField(
        _l("Program atau kegiatan"), filters=[tidy_lines], validators=[Length(max=LONGEST_ACTION)], render_kw={"rows": 3}
    )


class WeakForm(Form):
    """All weak indicators that have no promise yet."""

    rows = FieldList(FormField(WeakRow), max_entries=MOST_ROWS)
    due = SelectField(
        _l("Waktu"),
        description=_l("Berlaku untuk semua rencana yang dicentang; dapat diubah satu per satu sesudahnya."),
        default="",
    )
    person = StringField(
        _l("Penanggung jawab"), description=_l("Jabatan lebih awet daripada nama."), filters=[tidy_text],
        validators=[Length(max=LONGEST_PERSON)],
    )  # fmt: skip

    def offer(self, today: date) -> WeakForm:
        """Give the form its times."""
        self.due.choices = time_choices(self.due.data or "", today)
        return self

    def validate_due(self, field: SelectField) -> None:
        """What was chosen before stays a choice, so a time nobody can read is refused here."""
        try:
            read_due(field.data or "")
        except UnreadableTime:
            raise ValidationError(_("Pilih bulan atau triwulan.")) from None

    @property
    def chosen_due(self) -> Due | None:
        """The time of all of them."""
        return read_due(self.due.data or "")

    def promises(self) -> Sequence[WeakPromise]:
        """The rows that are ticked."""
        return [WeakPromise(row.form.code.data or "", row.form.action.data or "") for row in self.rows if row.form.chosen.data]
