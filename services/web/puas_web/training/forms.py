"""Forms of a training session, of its participants, and of noting who was there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, RadioField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from puas.db.queries.training_participants import Person
from puas.db.tables.training import Curriculum, TrainingSession
from puas.domain.curricula import PROPOSALS, AgendaItem, find_proposal, from_plain, lessons_of
from puas.domain.practice_stories import STORIES
from puas.domain.training_people import LONGEST_GROUP, LONGEST_NAME, LONGEST_WORDS, ParticipantDetails
from puas.domain.training_plan import (
    LONGEST_PLACE,
    LONGEST_TITLE,
    MOST_HOURS,
    MOST_PRACTICE_DAYS,
    MOST_SEATS,
    TrainingPlan,
    practice_days_of,
)
from puas_web.date_field import WrittenDateField
from puas_web.forms import Form, tidy_text
from puas_web.training_words import PROPOSAL_MARK

KEEP = "tetap"
PROPOSAL, OWN = "usulan", "sendiri"

Regions = Sequence[tuple[str, str]]


class SessionForm(Form):
    """A session as it is planned."""

    title = StringField(
        _l("Nama pelatihan"), description=_l("Misalnya Bimtek SKM Gelombang 2. Tercetak pada daftar hadir dan sertifikat."),
        filters=[tidy_text], validators=[DataRequired(), Length(max=LONGEST_TITLE)],
    )  # fmt: skip
    starts_on = WrittenDateField(_l("Hari pertama"), validators=[InputRequired()], render_kw={"inputmode": "text"})
    ends_on = WrittenDateField(_l("Hari terakhir"), description=_l("Kosongkan bila hanya satu hari."), validators=[Optional()])
    place = StringField(
        _l("Tempat"), description=_l("Misalnya Aula Biro Organisasi. Isi tempat, tautan pertemuan daring, atau keduanya."),
        filters=[tidy_text], validators=[Length(max=LONGEST_PLACE)],
    )  # fmt: skip
    link = StringField(
        _l("Tautan pertemuan daring"), description=_l("Untuk peserta dari jauh, misalnya https://…"), filters=[tidy_text],
        validators=[Length(max=LONGEST_PLACE)], render_kw={"inputmode": "url", "autocapitalize": "none"},
    )  # fmt: skip
    region_code = SelectField(_l("Untuk siapa"), default="")
    curriculum = RadioField(_l("Susunan acara"), validators=[InputRequired(message=_l("Pilih satu susunan acara."))])
    story = RadioField(_l("Cerita data latihan"), validators=[InputRequired(message=_l("Pilih satu cerita."))])
    seats = IntegerField(
        _l("Jumlah kursi"), default=40, validators=[InputRequired(), NumberRange(1, MOST_SEATS)], render_kw={"inputmode": "numeric"}
    )
    hours = IntegerField(
        _l("Jam pelajaran (JP)"), description=_l("Satu JP 45 menit; tercetak pada sertifikat. Kosongkan untuk menghitungnya dari susunan."),
        validators=[Optional(), NumberRange(1, MOST_HOURS)], render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    practice_days = IntegerField(
        _l("Ruang latihan tetap ada setelah hari terakhir"), default=14,
        description=_l("Setelah itu ruang latihan dihapus beserta isinya. Hasil latihan, daftar hadir, dan sertifikat tetap ada."),
        validators=[InputRequired(), NumberRange(0, MOST_PRACTICE_DAYS)], render_kw={"inputmode": "numeric"},
    )  # fmt: skip

    def offer(self, regions: Regions, own: Sequence[Curriculum], *, everybody: str, may_keep: bool) -> SessionForm:
        """What may be chosen. `may_keep`: the session has an agenda of its own already."""
        self._own = {str(each.id): each for each in own}
        self.region_code.choices = [SelectChoice("", everybody), *(SelectChoice(code, name) for code, name in regions)]
        kept = [SelectChoice(KEEP, _("Tetap seperti sekarang"))] if may_keep else []
        mine = [SelectChoice(f"{OWN}:{each.id}", each.title) for each in own]
        proposed = [SelectChoice(f"{PROPOSAL}:{each.key}", each.title) for each in PROPOSALS]
        self.curriculum.choices = [*kept, *mine, *proposed]
        self.curriculum_hints = {f"{PROPOSAL}:{each.key}": PROPOSAL_MARK for each in PROPOSALS}
        self.story.choices = [SelectChoice(each.key, each.title) for each in STORIES.values()]
        self.story_hints = {each.key: each.explanation for each in STORIES.values()}
        return self

    def validate_ends_on(self, field: Field) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("Hari terakhir tidak boleh sebelum hari pertama."))

    def validate_link(self, field: Field) -> None:
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("Tulis alamat lengkap yang dimulai dengan https://"))

    def plan(self, current: Sequence[AgendaItem] = ()) -> TrainingPlan:
        """The plan as it was filled in; `current` is the agenda that stays where nothing else was chosen."""
        agenda = self._agenda()
        hours = self.hours.data or lessons_of(agenda if agenda is not None else current)
        starts_on = self.starts_on.data
        return TrainingPlan(
            self.title.data, starts_on, self.ends_on.data or starts_on, self.place.data or "", self.link.data or "",
            self.region_code.data or None, self.story.data, self.seats.data, min(hours, MOST_HOURS), self.practice_days.data, agenda,
        )  # fmt: skip

    def _agenda(self) -> tuple[AgendaItem, ...] | None:
        source, _colon, key = str(self.curriculum.data).partition(":")
        if source == OWN:
            return from_plain(self._own[key].agenda)
        proposal = find_proposal(key) if source == PROPOSAL else None
        return None if proposal is None else proposal.items


def data_of(row: TrainingSession, time_zone: str, *, copy: bool = False) -> dict[str, Any]:
    """A session as its form shows it; a copy has no days yet."""
    data = {
        "title": row.title, "place": row.place, "link": row.link, "region_code": row.region_code or "", "story": row.story,
        "seats": row.seats, "hours": row.hours, "practice_days": practice_days_of(row.ends_on, row.practice_until, time_zone),
        "curriculum": KEEP,
    }  # fmt: skip
    return data if copy else {**data, "starts_on": row.starts_on, "ends_on": row.ends_on if row.ends_on != row.starts_on else None}


class PersonForm(Form):
    """A participant as the trainer writes or corrects them."""

    name = StringField(
        _l("Nama lengkap"), description=_l("Beserta gelar, seperti akan tercetak pada sertifikat."), filters=[tidy_text],
        validators=[DataRequired(), Length(max=LONGEST_NAME)], render_kw={"autocomplete": "off"},
    )  # fmt: skip
    position = StringField(_l("Jabatan"), filters=[tidy_text], validators=[Length(max=LONGEST_WORDS)])
    agency_name = StringField(_l("Perangkat daerah atau unit kerja"), filters=[tidy_text], validators=[Length(max=LONGEST_WORDS)])
    region_code = SelectField(_l("Kabupaten/kota"), default="")
    group_name = StringField(
        _l("Kelompok"), description=_l("Peserta satu kelompok berlatih di satu ruang latihan."), filters=[tidy_text],
        validators=[Length(max=LONGEST_GROUP)],
    )  # fmt: skip

    def offer(self, regions: Regions) -> PersonForm:
        """The regencies one may come from."""
        self.region_code.choices = [SelectChoice("", _("– tidak disebut –")), *(SelectChoice(code, name) for code, name in regions)]
        return self

    def details(self) -> ParticipantDetails:
        return ParticipantDetails(
            self.name.data, self.position.data or "", self.agency_name.data or "", self.region_code.data or None, self.group_name.data or ""
        )


def data_of_person(person: Person) -> dict[str, Any]:
    """A participant as the form shows them."""
    return {
        "name": person.name, "position": person.position, "agency_name": person.agency_name, "region_code": person.region_code or "",
        "group_name": person.group_name,
    }  # fmt: skip


class MarkForm(Form):
    """Who was there on which day, one person at a time, so that nobody overwrites what a phone has just sent."""

    participant = StringField(validators=[DataRequired()])
    day = WrittenDateField(validators=[InputRequired()])
    present = StringField(validators=[Optional()])

    def person(self) -> UUID | None:
        try:
            return UUID(self.participant.data)
        except ValueError:
            return None
