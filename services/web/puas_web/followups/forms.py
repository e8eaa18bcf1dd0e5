"""Forms for the plan of a period and for what became of one promise. Rows move, come and go without a script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from puas.db.tables.reports import FollowupItem
from puas.domain.followup_plan import UnreadableTime, due_of, read_due
from puas.domain.regulation.edition import Edition
from puas.usecases.record_followup import LONGEST_TEXT, MOST_DOCUMENTS, Progress
from puas.usecases.save_followup_plan import LONGEST_ACTION, PlannedItem
from puas_web.forms import Form, tidy_lines, tidy_text
from puas_web.promise_words import STATE_CHOICES, time_choices
from puas_web.row_order import Row, moved
from puas_web.rule_words import unsur_name

# More than a plan may have, so that one row too many is still told; whatever is beyond is not read.
MOST_ROWS = 60


class PlanRow(PlainForm):
    """One promise. A row without an action is left out."""

    id = HiddenField()
    # What was chosen is checked with the row, for a row that says nothing needs no unsur.
    unsur = SelectField(_l("Unsur"), validate_choice=False)
    action = TextAreaField(
        _l("Program atau kegiatan"),
        description=_l("Apa yang akan dikerjakan, sehingga orang luar dapat memeriksanya."),
        filters=[tidy_lines],
        validators=[Length(max=LONGEST_ACTION)],
        render_kw={"rows": 3},
    )
    due = SelectField(_l("Waktu"), validate_choice=False)
    person = StringField(
        _l("Penanggung jawab"), description=_l("Jabatan lebih awet daripada nama."), filters=[tidy_text], validators=[Length(max=200)]
    )


class PlanForm(Form):
    """The whole plan, with the version that was seen."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())
    rows = FieldList(FormField(PlanRow), max_entries=MOST_ROWS)

    def offer(self, rule: Edition, today: date) -> PlanForm:
        """Give each row its choices; a time outside of those offered stays a choice of its row."""
        unsur = [SelectChoice("", _("Pilih unsur")), *(SelectChoice(each.slug, unsur_name(each.slug, rule)) for each in rule.unsur)]
        for entry in self.rows:
            entry.form.unsur.choices = unsur
            entry.form.due.choices = time_choices(entry.form.due.data or "", today)
        return self

    def written(self) -> list[Row]:
        """Every row as it was typed."""
        return [dict(entry.form.data) for entry in self.rows]

    def items(self) -> list[PlannedItem] | None:
        """The rows that say something; None, with the errors at their fields, where one cannot be read."""
        read = [_planned(entry.form) for entry in self.rows if entry.form.action.data]
        found = [item for item in read if item is not None]
        if len(found) == len(read):
            return found
        self.form_errors.append(_("Ada rencana yang belum lengkap. Periksa unsur dan waktunya."))
        return None


def rows_of(items: Sequence[FollowupItem]) -> list[Row]:
    """The rows of a plan as it is saved."""
    return [
        {
            "id": str(item.id),
            "unsur": item.unsur,
            "action": item.action,
            "due": due.code if (due := due_of(item.due_on, item.due_precision)) else "",
            "person": item.person_in_charge,
        }
        for item in items
    ]


def plan_form(rows: Sequence[Row], version: int, rule: Edition, today: date) -> PlanForm:
    """A form that shows these rows, whatever was sent."""
    return PlanForm(formdata=None, data={"version": version, "rows": list(rows)[:MOST_ROWS]}).offer(rule, today)


def rearranged(rows: Sequence[Row], act: str, proposals: dict[str, str]) -> tuple[list[Row], int] | None:
    """The rows after a button beside them was pressed, and the row to look at; None where no such button was."""
    if act == "add":
        return [*rows, {}], len(rows)
    if act.startswith("idea-") and (slug := act.removeprefix("idea-")) in proposals:
        return [*rows, {"unsur": slug, "action": proposals[slug]}], len(rows)
    return moved(rows, act)


class ProgressForm(Form):
    """What became of one promise."""

    state = SelectField(_l("Keadaan"), choices=[SelectChoice(value, label) for value, label in STATE_CHOICES])
    description = TextAreaField(
        _l("Yang sudah dikerjakan"),
        description=_l("Tercetak pada laporan berikutnya."),
        filters=[tidy_lines],
        validators=[Length(max=LONGEST_TEXT)],
        render_kw={"rows": 4},
    )
    obstacle = TextAreaField(
        _l("Hambatan"),
        description=_l("Jujur lebih baik daripada sempurna: hambatan juga bagian dari laporan."),
        filters=[tidy_lines],
        validators=[Length(max=LONGEST_TEXT)],
        render_kw={"rows": 3},
    )
    documents = TextAreaField(
        _l("Dokumen bukti, satu per baris"),
        description=_l("Misalnya nomor surat keputusan, notulen, atau alamat berita."),
        filters=[tidy_lines],
        validators=[Length(max=LONGEST_TEXT * MOST_DOCUMENTS)],
        render_kw={"rows": 3},
    )
    noted_at = HiddenField()

    def progress(self, item_id: UUID) -> Progress:
        lines = [line.strip() for line in (self.documents.data or "").splitlines()]
        return Progress(
            item_id, self.state.data, self.description.data or "", self.obstacle.data or "", [line for line in lines if line]
        )

    @property
    def seen_at(self) -> datetime | None:
        """When the progress was last noted, as this form knew it."""
        try:
            return datetime.fromisoformat(self.noted_at.data or "")
        except ValueError:
            return None


def progress_data(item: FollowupItem) -> Row:
    """What is noted of a promise, as its form shows it."""
    return {
        "state": item.state,
        "description": item.description,
        "obstacle": str(item.evidence.get("obstacle", "")),
        "documents": "\n".join(str(each) for each in item.evidence.get("documents", [])),
        "noted_at": item.updated_at.isoformat(),
    }


def _planned(row: Any) -> PlannedItem | None:
    if row.unsur.data not in {choice.value for choice in row.unsur.choices if choice.value}:
        row.unsur.errors = [_("Pilih unsur rencana ini.")]
        return None
    try:
        due = read_due(row.due.data or "")
    except UnreadableTime:
        row.due.errors = [_("Pilih bulan atau triwulan.")]
        return None
    return PlannedItem(row.unsur.data, row.action.data, due, row.person.data or "", _uuid(row.id.data))


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
