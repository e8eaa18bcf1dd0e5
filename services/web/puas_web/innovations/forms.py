"""Forms of an innovation, its proposal, a step on its way, and a competition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField, URLField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from puas.db.tables.innovations import Innovation, InnovationCall
from puas.domain.regulation.innovation_edition import InnovationEdition, ProposalField
from puas.domain.regulation.innovation_registry import LATEST
from puas.domain.regulation.performance_registry import all_performance_editions
from puas.domain.regulation.registry import edition
from puas.usecases.save_innovation import InnovationDetails
from puas.usecases.save_innovation_call import CallDetails
from puas_web.date_field import WrittenDateField, read_date
from puas_web.english_registers import register_word
from puas_web.forms import Form, agency_choices, tidy_lines, tidy_text
from puas_web.innovations.words import SAVE_FAULTS, WHOLE_FAULTS
from puas_web.performance_words import rule_in_words


class FactsForm(Form):
    """What an innovation is, since when, and what it makes better."""

    version = HiddenField()
    agency = SelectField(_l("Perangkat daerah"), validators=[InputRequired(_l("Pilih perangkat daerahnya."))])
    title = StringField(_l("Judul inovasi"), filters=[tidy_text], validators=[InputRequired()])
    group = RadioField(_l("Kelompok"), choices=[SelectChoice(slug, name) for slug, name in LATEST.groups.items()], default="general")
    call = SelectField(_l("Kompetisi"), description=_l("Boleh dipilih nanti; syarat usia dan batas kata mengikuti kompetisinya."))
    started_on = WrittenDateField(
        _l("Mulai diterapkan"), description=_l("Hari pertama inovasi benar-benar dipakai."), validators=[Optional()]
    )
    decree = StringField(
        _l("Dasar penetapan"), description=_l("Keputusan atau surat yang menetapkan, dengan nomor dan tanggalnya."), filters=[tidy_text]
    )
    video_url = URLField(_l("Tautan video"), description=_l("Video paling lama tiga menit."), filters=[tidy_text])
    unsur = SelectField(_l("Unsur yang diperbaiki"))
    indicator = SelectField(_l("Indikator kinerja yang diperbaiki"), validate_choice=False)

    def offer(self, agencies: Sequence[tuple[UUID, str]], calls: Sequence[InnovationCall]) -> FactsForm:
        """Fill the lists."""
        self.agency.choices = agency_choices(agencies)
        self.call.choices = [
            SelectChoice("", _("Belum ikut kompetisi")), *(SelectChoice(str(each.id), f"{each.title} ({each.year})") for each in calls)
        ]  # fmt: skip
        self.unsur.choices = [
            SelectChoice("", _("Tidak khusus satu unsur")), *(SelectChoice(each.slug, each.name) for each in edition().unsur)
        ]  # fmt: skip
        self.indicator.choices = [SelectChoice("", "–"), *indicator_choices()]
        return self

    def details(self) -> InnovationDetails:
        """What was typed; parts of the proposal stay as they are."""
        return InnovationDetails(
            title=self.title.data or "", group=self.group.data, call_id=UUID(self.call.data) if self.call.data else None,
            started_on=self.started_on.data, decree=self.decree.data or "", video_url=self.video_url.data or "",
            unsur=self.unsur.data or "", indicator=self.indicator.data or "",
        )  # fmt: skip

    def explain(self, faults: Mapping[str, str]) -> None:
        """Each fault at its field."""
        names = {"call_id": "call"}
        for name, reason in faults.items():
            field = names.get(name, name)
            if field in self:
                self.add_error(self[field], str(SAVE_FAULTS[reason]))
            else:
                self.form_errors.append(str(WHOLE_FAULTS[reason]))


def indicator_choices() -> list[SelectChoice]:
    """Every indicator that counts, the newest rule first."""
    return [
        SelectChoice(each.code, f"{each.code} {register_word(each.name)}", optgroup=rule_in_words(rule.id, form.id))
        for rule in all_performance_editions()
        for form in rule.forms
        for each in form.scored
    ]


def facts_of(row: Innovation) -> dict[str, Any]:
    """The stored values as the form names them."""
    return {
        "version": row.version, "agency": str(row.agency_id), "title": row.title, "group": row.group_name,
        "call": str(row.call_id) if row.call_id else "", "started_on": row.started_on, "decree": row.decree, "video_url": row.video_url,
        "unsur": row.unsur, "indicator": row.indicator,
    }  # fmt: skip


class TextForm(Form):
    """The parts of a proposal; fields are those of the group, so they are read by hand."""

    version = HiddenField()

    def texts(self, parts: Sequence[ProposalField]) -> dict[str, str]:
        """What was typed, by part."""
        return {part.slug: tidy_lines(request.form.get(part.slug, "")) or "" for part in parts}


class StepForm(Form):
    """A step on the way."""

    stage = SelectField(_l("Tahap"))
    outcome = RadioField(
        _l("Hasil"), default="reached",
        choices=[SelectChoice("reached", _l("Sampai di tahap ini")), SelectChoice("out", _l("Tidak lolos di tahap ini"))],
    )  # fmt: skip
    happened_on = WrittenDateField(_l("Tanggal"), validators=[InputRequired()])
    note = TextAreaField(_l("Catatan"), filters=[tidy_lines], render_kw={"rows": 3})

    def offer(self, rules: InnovationEdition, reached: str) -> StepForm:
        """Only stages that lie ahead."""
        ahead = rules.stages[rules.position(reached) :] if reached else rules.stages[:1]
        self.stage.choices = [SelectChoice(each.slug, register_word(each.name)) for each in ahead]
        return self


class CallForm(Form):
    """A competition of a year. Deadlines and limits are read by hand: one of each for every stage and part."""

    version = HiddenField()
    year = IntegerField(_l("Tahun"), validators=[InputRequired()], render_kw={"inputmode": "numeric"})
    title = StringField(
        _l("Nama kompetisi"), description=_l("Misalnya KIPP tingkat nasional, atau kompetisi tingkat provinsi."), filters=[tidy_text],
        validators=[InputRequired()],
    )  # fmt: skip
    age_months = IntegerField(
        _l("Usia paling sedikit (bulan)"), validators=[Optional()], render_kw={"inputmode": "numeric"},
        description=_l("Kosongkan bila mengikuti aturan: 24 bulan, sebagaimana kompetisi tahun 2022."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part_errors: dict[str, str] = {}

    def details(self) -> CallDetails | None:
        """What was typed; None where a date or a number cannot be read, with a sentence beside it."""
        deadlines = {stage.slug: day for stage in LATEST.stages if (day := self._day(stage.slug)) is not None}
        words = {slug: most for slug in part_slugs() if (most := self._most(slug)) is not None}
        if self.part_errors:
            return None
        return CallDetails(self.year.data or 0, self.title.data or "", deadlines, words, self.age_months.data)

    def explain(self, faults: Mapping[str, str]) -> None:
        """Each fault at its field, or beside its stage or part."""
        for name, reason in faults.items():
            if name in self:
                self.add_error(self[name], str(SAVE_FAULTS[reason]))
            elif name == "call":
                self.form_errors.append(str(WHOLE_FAULTS[reason]))
            else:
                self.part_errors[name] = str(SAVE_FAULTS[reason])

    def _day(self, slug: str) -> date | None:
        text = (request.form.get(f"day-{slug}") or "").strip()
        try:
            return read_date(text) if text else None
        except ValueError:
            self.part_errors[slug] = _("Tulis tanggal yang ada di kalender, misalnya 30 Juni 2026.")
            return None

    def _most(self, slug: str) -> int | None:
        text = (request.form.get(f"words-{slug}") or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 6):
            self.part_errors[slug] = _("Tulis bilangan bulat tanpa huruf, misalnya 1250.")
            return None
        return int(text)


def part_slugs() -> tuple[str, ...]:
    """Every part of a proposal of any group, once."""
    return tuple(dict.fromkeys(part.slug for parts in LATEST.fields.values() for part in parts))
