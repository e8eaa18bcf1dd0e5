"""The editor of a curriculum. Rows move, come and go without a script; nothing changes before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, IntegerField, SelectField, StringField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from puas.domain.curricula import EXERCISE, LONGEST_TITLE, MOST_DAYS, MOST_ITEMS, TALK, AgendaItem, UnusableAgenda, check_agenda
from puas_web.curricula.words import FAULTS
from puas_web.forms import Form, IndonesianMessages, tidy_text
from puas_web.row_order import Row, moved
from puas_web.training_words import KIND_WORDS, TOPIC_CHOICES

# One more than an agenda may have, so that one too many is still told; whatever is beyond is not read.
MOST_ROWS = MOST_ITEMS + 1


class ItemRow(PlainForm):
    """One step. What it is about is one choice with its kind: `talk:rule`, `exercise:hand-index`, `break:`."""

    class Meta(PlainForm.Meta):
        def get_translations(self, form: PlainForm) -> IndonesianMessages:
            return IndonesianMessages()

    key = HiddenField()
    day = SelectField(_l("Hari"), choices=[SelectChoice(str(day), str(day)) for day in range(1, MOST_DAYS + 1)], validate_choice=False)
    title = StringField(_l("Judul"), filters=[tidy_text], validators=[Length(max=400)])
    minutes = IntegerField(_l("Menit"), validators=[Optional()], render_kw={"inputmode": "numeric"})
    about = SelectField(_l("Jenis"), validate_choice=False)


class CurriculumForm(Form):
    """A whole curriculum, with when the one that was read had been saved."""

    title = StringField(
        _l("Nama susunan acara"), filters=[tidy_text], validators=[DataRequired(), Length(max=LONGEST_TITLE)],
        description=_l("Misalnya Bimtek satu hari untuk puskesmas."),
    )  # fmt: skip
    based_on = HiddenField(validators=[Length(max=40)])
    seen_at = HiddenField(validators=[Length(max=60)])
    rows = FieldList(FormField(ItemRow), _l("Langkah"), max_entries=MOST_ROWS)

    def offer(self) -> CurriculumForm:
        """Give each row its choices."""
        for entry in self.rows:
            entry.form.about.choices = about_choices()
        return self

    def written(self) -> list[Row]:
        """Every row as it was typed."""
        return [dict(entry.form.data) for entry in self.rows]

    def items(self) -> tuple[AgendaItem, ...] | None:
        """The agenda; None, with the error at its row, where there is none. A row without a title and minutes is left out."""
        filled = [entry.form for entry in self.rows if entry.form.title.data or entry.form.minutes.data]
        taken = {row.key.data for row in filled}
        items = [_item(row, _free_key(taken, row)) for row in filled]
        try:
            return check_agenda(items)
        except UnusableAgenda as refusal:
            sentence = str(FAULTS[refusal.reason])
            if 1 <= refusal.item <= len(filled):
                filled[refusal.item - 1].title.errors = [sentence]
                sentence = _("Langkah %(number)s: %(fault)s", number=refusal.item, fault=sentence)
            self.form_errors.append(sentence)
            return None

    @property
    def seen(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.seen_at.data or "")
        except ValueError:
            return None


def about_choices() -> dict[str, list[SelectChoice]]:
    """Kinds and what they are about, grouped."""
    plain = [SelectChoice(f"{TALK}:", _("Paparan lain, misalnya pembukaan"))]
    others = [SelectChoice(f"{kind}:", str(words)) for kind, words in KIND_WORDS.items() if kind not in (TALK, EXERCISE)]
    groups = {str(group.label): [SelectChoice(value, str(words)) for value, words in group.choices] for group in TOPIC_CHOICES}
    return {**groups, _("Lainnya"): [*plain, *others]}


def rows_of(items: Sequence[AgendaItem]) -> list[Row]:
    """The rows of an agenda."""
    return [
        {"key": item.key, "day": str(item.day), "title": item.title, "minutes": item.minutes, "about": f"{item.kind}:{item.topic}"}
        for item in items
    ]


def curriculum_form(rows: Sequence[Row], title: str, based_on: str, seen_at: str) -> CurriculumForm:
    """A form that shows these rows, whatever was sent."""
    data = {"title": title, "based_on": based_on, "seen_at": seen_at, "rows": list(rows)[:MOST_ROWS]}
    return CurriculumForm(formdata=None, data=data).offer()


def rearranged(rows: Sequence[Row], act: str) -> tuple[list[Row], int] | None:
    """The rows after a button beside them was pressed, and the row to look at; None where no such button was."""
    if act == "add":
        day = rows[-1]["day"] if rows else "1"
        return [*rows, {"day": day, "about": f"{TALK}:"}], len(rows)
    return moved(rows, act)


def _free_key(taken: set[str], row: Any) -> str:
    """The row's key, for a new row one that no other has."""
    if row.key.data:
        return str(row.key.data)[:40]
    key = next(f"langkah-{number}" for number in count(1) if f"langkah-{number}" not in taken)
    taken.add(key)
    return key


def _item(row: Any, key: str) -> AgendaItem:
    kind, _colon, topic = str(row.about.data or "").partition(":")
    day = row.day.data or ""
    return AgendaItem(
        key=key, day=int(day) if day.isascii() and day.isdigit() and len(day) < 3 else 0,
        title=row.title.data or "", minutes=row.minutes.data or 0, kind=kind, topic=topic,
    )  # fmt: skip
