"""Forms for the texts of a report, its follow-up plan and the look back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from puas.db.tables.reports import FollowupItem
from puas.domain.regulation.edition import Edition
from puas.domain.report_details import SIGNATORY_RANK, SIGNED_ON, SIGNING_PLACE
from puas.usecases.record_followup import Progress
from puas.usecases.save_followup_plan import PlannedItem
from puas_web.date_field import WrittenDateField
from puas_web.forms import Form, tidy_lines, tidy_text
from puas_web.reports.words import FOLLOW_UP_CHOICES
from puas_web.rule_words import unsur_name

EMPTY_ROWS = 3
# More than a plan may have, so that one row too many is still told; whatever is beyond is not read.
MOST_ROWS = 60
MOST_SUGGESTIONS = 200
MONTHS_HINT = "2026-12"


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
        description=_l("Kosongkan bila tanggal ditulis tangan saat ditandatangani."),
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


class PlanRow(PlainForm):
    """One promise. A row without an action is left out."""

    id = HiddenField()
    # What was chosen is checked with the row, for a row that says nothing needs no unsur.
    unsur = SelectField(_l("Unsur"), validate_choice=False)
    action = TextAreaField(_l("Rencana tindak lanjut"), filters=[tidy_lines], render_kw={"rows": 3})
    due = StringField(_l("Bulan selesai"), filters=[tidy_text], render_kw={"type": "month", "placeholder": MONTHS_HINT})
    person = StringField(_l("Penanggung jawab"), filters=[tidy_text], validators=[Length(max=200)])


class PlanForm(Form):
    rows = FieldList(FormField(PlanRow), max_entries=MOST_ROWS)

    def offer(self, rule: Edition) -> PlanForm:
        choices = [SelectChoice("", _("Pilih unsur")), *(SelectChoice(each.slug, unsur_name(each.slug, rule)) for each in rule.unsur)]
        for entry in self.rows:
            entry.form.unsur.choices = choices
        return self

    def items(self) -> list[PlannedItem] | None:
        """The rows that say something; None, with the errors at their fields, where one cannot be read."""
        read = [_planned(entry.form) for entry in self.rows if entry.form.action.data]
        found = [item for item in read if item is not None]
        if len(found) == len(read):
            return found
        self.form_errors.append(_("Ada rencana yang belum lengkap. Periksa unsur dan bulannya."))
        return None


def _planned(row: Any) -> PlannedItem | None:
    if row.unsur.data not in {choice.value for choice in row.unsur.choices if choice.value}:
        row.unsur.errors = [_("Pilih unsur rencana ini.")]
        return None
    try:
        due = _month(row.due.data)
    except ValueError:
        row.due.errors = [_("Tulis bulan seperti 2026-12.")]
        return None
    return PlannedItem(row.unsur.data, row.action.data, due, row.person.data or "", _uuid(row.id.data))


_LINES = [Length(max=2_000)]


class ProgressRow(PlainForm):
    """What became of one promise."""

    id = HiddenField()
    state = SelectField(_l("Apakah sudah ditindaklanjuti"), choices=[SelectChoice(value, label) for value, label in FOLLOW_UP_CHOICES])
    description = TextAreaField(_l("Yang sudah dikerjakan"), filters=[tidy_lines], validators=_LINES, render_kw={"rows": 3})
    obstacle = TextAreaField(_l("Hambatan"), filters=[tidy_lines], validators=_LINES, render_kw={"rows": 2})
    documents = TextAreaField(_l("Dokumentasi, satu per baris"), filters=[tidy_lines], validators=_LINES, render_kw={"rows": 2})


class ProgressForm(Form):
    rows = FieldList(FormField(ProgressRow), max_entries=MOST_ROWS)

    def progress(self) -> list[Progress]:
        """All rows whose item is named."""
        found = []
        for entry in self.rows:
            row = entry.form
            item_id = _uuid(row.id.data)
            if item_id is not None:
                lines = [line.strip() for line in (row.documents.data or "").splitlines()]
                found.append(
                    Progress(item_id, row.state.data, row.description.data or "", row.obstacle.data or "", [line for line in lines if line])
                )
        return found


class SuggestionsForm(Form):
    """Which suggestions are printed."""

    chosen = SelectMultipleField(
        _l("Saran yang dicetak"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
    )

    def ids(self) -> list[UUID]:
        return [found for text in (self.chosen.data or [])[:MOST_SUGGESTIONS] if (found := _uuid(text)) is not None]


def plan_data(items: Sequence[FollowupItem], ideas: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The rows shown: what is saved, or proposals where nothing is, and a few empty ones."""
    rows: list[dict[str, Any]] = [
        {
            "id": str(item.id),
            "unsur": item.unsur,
            "action": item.action,
            "due": f"{item.due_on:%Y-%m}" if item.due_on else "",
            "person": item.person_in_charge,
        }
        for item in items
    ] or [{"unsur": unsur, "action": action} for unsur, action in ideas]
    return {"rows": rows + [{} for _ in range(EMPTY_ROWS)]}


def progress_data(items: Sequence[FollowupItem]) -> dict[str, Any]:
    return {
        "rows": [
            {
                "id": str(item.id),
                "state": item.state,
                "description": item.description,
                "obstacle": str(item.evidence.get("obstacle", "")),
                "documents": "\n".join(str(each) for each in item.evidence.get("documents", [])),
            }
            for item in items
        ]
    }


def _month(text: str | None) -> date | None:
    """`2026-12` or `12/2026`, as browsers and people write a month."""
    if not text:
        return None
    parts = text.replace("/", "-").split("-")
    if len(parts) != 2:
        raise ValueError(text)
    first, second = (int(part) for part in parts)
    year, month = (first, second) if first > 12 else (second, first)
    if not 2000 <= year <= 2100:
        raise ValueError(text)
    return date(year, month, 1)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
