"""Forms for a standard, step by step; its decree, its review, where it hangs; and for a pledge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from puas.domain.service_pledge import LONGEST_BODY, LONGEST_NAME, LONGEST_PLACE
from puas.domain.service_standards import BY_SLUG, LONGEST_COMPONENT, LONGEST_DECREE, MEDIA, MOST_MEDIA, Component, Step, media_of
from puas.usecases.proclaim_pledge import NewPledge
from puas.usecases.put_standard_in_force import Decision
from puas.usecases.record_standard_review import KEPT, TO_REVISE
from puas_web.date_field import WrittenDateField
from puas_web.english_registers import register_word
from puas_web.forms import Form, tidy_lines, tidy_text

_TOO_MANY_MEDIA = MOST_MEDIA * 2


def _field_name(component: Component) -> str:
    return "isi_" + component.slug.replace("-", "_")


class StepForm(Form):
    """The components of one step; made by `step_form`."""

    seen = HiddenField()

    def components(self, step: Step) -> dict[str, str]:
        """What was written, by slug."""
        return {each.slug: self.field_of(each).data or "" for each in step.components}

    def field_of(self, component: Component) -> Any:
        """The field of a component."""
        return self[_field_name(component)]


def step_form(step: Step, components: Mapping[str, str], seen: str) -> StepForm:
    """A form with one field for each component of the step, filled with what is there."""
    fields = {
        _field_name(each): TextAreaField(
            register_word(each.name), description=register_word(each.hint), filters=[tidy_lines],
            validators=[Length(max=LONGEST_COMPONENT)], render_kw={"rows": 6},
        )  # fmt: skip
        for each in step.components
    }
    made = type("StepForm", (StepForm,), fields)
    shown = {_field_name(each): components.get(each.slug, "") for each in step.components}
    form: StepForm = made(data={"seen": seen, **shown})
    return form


class MediaForm(Form):
    """Where it hangs or is printed."""

    seen = HiddenField()
    media = SelectMultipleField(
        _l("Dipasang atau dimuat di mana?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        choices=[SelectChoice(each, each) for each in MEDIA],
    )  # fmt: skip
    other_media = TextAreaField(
        _l("Tempat lain, satu per baris"), filters=[tidy_lines], validators=[Length(max=100 * _TOO_MANY_MEDIA)], render_kw={"rows": 2}
    )

    @property
    def all_media(self) -> tuple[str, ...]:
        return media_of([*(self.media.data or []), *(self.other_media.data or "").splitlines()])


def media_data(media: Sequence[str]) -> dict[str, Any]:
    """What a form shows of the media that are recorded."""
    return {"media": [each for each in media if each in MEDIA], "other_media": "\n".join(each for each in media if each not in MEDIA)}


class DecisionForm(MediaForm):
    """The decree that puts a draft in force."""

    decree_number = StringField(
        _l("Nomor keputusan"), description=_l("Seperti tertera pada keputusan, misalnya 188.4/12/2026."), filters=[tidy_text],
        validators=[Length(max=LONGEST_DECREE)],
    )  # fmt: skip
    decree_date = WrittenDateField(_l("Tanggal keputusan"), validators=[Optional()])
    hearing_on = WrittenDateField(
        _l("Tanggal dibahas dengan masyarakat"), description=_l("Forum Konsultasi Publik atau pembahasan serupa."), validators=[Optional()]
    )
    review_due_on = WrittenDateField(_l("Ditinjau lagi paling lambat"), validators=[Optional()])
    accepts_missing = BooleanField(_l("Tetap tetapkan, walaupun belum lengkap"))

    def decision(self) -> Decision:
        return Decision(
            decree_number=self.decree_number.data or "", decree_date=self.decree_date.data, review_due_on=self.review_due_on.data,
            hearing_on=self.hearing_on.data, media=self.all_media, accepts_missing=bool(self.accepts_missing.data),
        )  # fmt: skip


class ReviewForm(Form):
    """What came of looking at a standard again."""

    seen = HiddenField()
    reviewed_on = WrittenDateField(_l("Tanggal peninjauan"), validators=[Optional()])
    outcome = RadioField(
        _l("Hasil peninjauan"), validate_choice=False,
        choices=[SelectChoice(KEPT, _l("Tetap berlaku apa adanya")), SelectChoice(TO_REVISE, _l("Perlu diubah: mulai rancangan baru"))],
    )  # fmt: skip
    next_due_on = WrittenDateField(_l("Ditinjau lagi paling lambat"), validators=[Optional()])


class CopyForm(Form):
    """Which components to take over, and from which service."""

    seen = HiddenField()
    source = SelectField(_l("Salin dari layanan"), validate_choice=False)
    components = SelectMultipleField(
        _l("Komponen yang disalin"), description=_l("Isi yang sudah ada pada rancangan akan diganti."),
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        choices=[SelectChoice(each.slug, f"{each.number}. {each.name}") for each in BY_SLUG.values()],
    )  # fmt: skip

    def offer(self, services: Sequence[tuple[UUID, str]]) -> CopyForm:
        self.source.choices = [SelectChoice(str(key), name) for key, name in services]
        return self

    @property
    def source_id(self) -> UUID | None:
        try:
            return UUID(self.source.data or "")
        except ValueError:
            return None


class SeenForm(Form):
    """A confirmation that remembers which version was on the screen."""

    seen = HiddenField()


class PledgeForm(MediaForm):
    """The maklumat of an agency."""

    body = TextAreaField(
        _l("Isi maklumat"), description=_l("Kalimat di bawah ini usulan. Ubahlah sesuai maklumat kantor Anda."), filters=[tidy_lines],
        validators=[Length(max=LONGEST_BODY)], render_kw={"rows": 8},
    )  # fmt: skip
    place = StringField(_l("Tempat"), filters=[tidy_text], validators=[Length(max=LONGEST_PLACE)])
    dated_on = WrittenDateField(_l("Tanggal"), validators=[Optional()])
    signatory_name = StringField(_l("Nama penanda tangan"), filters=[tidy_text], validators=[Length(max=LONGEST_NAME)])
    signatory_position = StringField(_l("Jabatan penanda tangan"), filters=[tidy_text], validators=[Length(max=LONGEST_NAME)])

    def pledge(self) -> NewPledge:
        return NewPledge(
            body=self.body.data or "", place=self.place.data or "", dated_on=self.dated_on.data,
            signatory_name=self.signatory_name.data or "", signatory_position=self.signatory_position.data or "", media=self.all_media,
        )  # fmt: skip


def add_refusal(form: Form, field: str, sentence: Any) -> None:
    """At its field, or on top where it is about the whole form."""
    if field and field in form:
        form.add_error(form[field], str(sentence))
    else:
        form.form_errors.append(str(sentence))
