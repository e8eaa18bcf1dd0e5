"""The month or quarter a promise is due in."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectField, ValidationError

from puas.domain.followup_plan import Due, UnreadableTime, read_due
from puas_web.promise_words import time_choices


class DueField(SelectField):
    """A choice of times; none is a time too. What was chosen before stays a choice, so a time nobody can read is refused here."""

    def offer(self, today: date) -> None:
        """Give the field its choices."""
        self.choices = time_choices(self.data or "", today)

    def pre_validate(self, form: Any) -> None:
        """Once the choice is one of those offered."""
        super().pre_validate(form)
        try:
            read_due(self.data or "")
        except UnreadableTime:
            raise ValidationError(_("Pilih bulan atau triwulan.")) from None

    @property
    def due(self) -> Due | None:
        """What was chosen, once it is valid."""
        return read_due(self.data or "")
