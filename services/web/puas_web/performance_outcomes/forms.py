"""The form that turns weak indicators into promises: one row each, one time and one person for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import Length

from puas.domain.improvements import LONGEST_ACTION, LONGEST_PERSON
from puas.usecases.plan_weak_indicators import WeakPromise
from puas_web.due_field import DueField
from puas_web.forms import Form, tidy_lines, tidy_text

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
    due = DueField(
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
        self.due.offer(today)
        return self

    def promises(self) -> Sequence[WeakPromise]:
        """The rows that are ticked."""
        return [WeakPromise(row.form.code.data or "", row.form.action.data or "") for row in self.rows if row.form.chosen.data]
