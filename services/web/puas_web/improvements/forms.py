"""Forms for one improvement item and for what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from puas.db.queries.improvement_lists import Improvement
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.followup_plan import due_of
from puas.domain.improvements import LONGEST_ACTION, LONGEST_DESCRIPTION, LONGEST_PART, LONGEST_PERSON, LONGEST_TOPIC, year_of
from puas.usecases.save_improvement import PlannedImprovement
from puas_web.due_field import DueField
from puas_web.forms import Form, agency_choices, tidy_lines, tidy_text
from puas_web.promise_words import STATE_CHOICES
from puas_web.yardstick_words import YARDSTICK_NAMES


class ImprovementForm(Form):
    """A promise: what is to become better, what is done for it, by when and by whom."""

    agency = SelectField(_l("Perangkat daerah"), validators=[InputRequired(_l("Pilih perangkat daerahnya."))])
    source = SelectField(_l("Asal rencana"), choices=[SelectChoice(value, label) for value, label in YARDSTICK_NAMES.items()])
    topic = StringField(
        _l("Hal yang diperbaiki"),
        description=_l("Indikator, komponen, atau prosedur yang masih lemah."),
        filters=[tidy_text],
        validators=[InputRequired(), Length(max=LONGEST_TOPIC)],
    )
    action = TextAreaField(
        _l("Program atau kegiatan"),
        description=_l("Apa yang akan dikerjakan, sehingga orang luar dapat memeriksanya."),
        filters=[tidy_lines],
        validators=[InputRequired(), Length(max=LONGEST_ACTION)],
        render_kw={"rows": 4},
    )
    due = DueField(_l("Waktu"), default="")
    person = StringField(
        _l("Penanggung jawab"),
        description=_l("Jabatan lebih awet daripada nama."),
        filters=[tidy_text],
        validators=[Length(max=LONGEST_PERSON)],
    )
    # Made with the form, so that a form sent twice makes one item.
    key = HiddenField()
    entry = HiddenField()
    part = HiddenField(validators=[Length(max=LONGEST_PART)])
    seen = HiddenField()

    def offer(self, agencies: Sequence[tuple[UUID, str]], today: date) -> ImprovementForm:
        """Give the form its choices; a single agency needs no choosing."""
        self.agency.choices = agency_choices(agencies)
        self.due.offer(today)
        return self

    def planned(self, today: date, item_id: UUID | None = None) -> PlannedImprovement:
        """What was typed, once it is valid."""
        due = self.due.due
        return PlannedImprovement(
            id=item_id or read_id(self.key.data) or uuid4(),
            agency_id=UUID(self.agency.data),
            source=self.source.data,
            source_id=read_id(self.entry.data),
            source_part=self.part.data or "",
            topic=self.topic.data or "",
            year=year_of(due, today),
            action=self.action.data or "",
            due=due,
            person_in_charge=self.person.data or "",
        )

    @property
    def seen_at(self) -> datetime | None:
        """When the item was last changed, as this form knew it."""
        return read_moment(self.seen.data)


class ImprovementProgressForm(Form):
    """What became of one item."""

    state = SelectField(_l("Keadaan"), choices=[SelectChoice(value, label) for value, label in STATE_CHOICES])
    description = TextAreaField(
        _l("Yang sudah dikerjakan"),
        description=_l("Wajib diisi bila rencana ini sudah selesai."),
        filters=[tidy_lines],
        validators=[Length(max=LONGEST_DESCRIPTION)],
        render_kw={"rows": 5},
    )
    seen = HiddenField()

    @property
    def seen_at(self) -> datetime | None:
        """When the item was last changed, as this form knew it."""
        return read_moment(self.seen.data)


def saved_data(found: Improvement) -> dict[str, Any]:
    """An item as its form shows it."""
    item: ImprovementItem = found.item
    due = due_of(item.due_on, item.due_precision)
    return {
        "agency": str(item.agency_id),
        "source": item.source,
        "topic": item.topic,
        "action": item.action,
        "due": due.code if due else "",
        "person": item.person_in_charge,
        "entry": str(item.source_id or ""),
        "part": item.source_part,
        "seen": item.updated_at.isoformat(),
    }


def read_id(text: str | None) -> UUID | None:
    """An id; None where the text is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def read_moment(text: str | None) -> datetime | None:
    """A moment with its offset; None where the text is none."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else None
