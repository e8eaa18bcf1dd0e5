"""Forms for a letter and for many at once."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from puas.domain.letter_occasions import APPRECIATION, LETTER_KINDS
from puas.domain.letter_source import CHARTER, LETTER
from puas.domain.letter_texts import IMPORTANT, LONGEST_ADDRESSEE, LONGEST_COPIES, LONGEST_SUBJECT, LONGEST_TEXT, ORDINARY, LetterDraft
from puas.domain.reporting_scope import ReportingScope
from puas.usecases.issue_letter import NewLetter
from puas_web.date_field import WrittenDateField
from puas_web.forms import Form, tidy_lines, tidy_text

_NATURES = (ORDINARY, IMPORTANT, "Segera")


class LetterForm(Form):
    """One letter; what its occasion proposes may be changed in every word."""

    form = RadioField(
        _l("Bentuk"), choices=[SelectChoice(LETTER, _l("Surat")), SelectChoice(CHARTER, _l("Piagam penghargaan"))], default=LETTER
    )
    dated_on = WrittenDateField(_l("Tanggal surat"), validators=[InputRequired(message=_l("Pilih tanggalnya."))])
    nature = SelectField(_l("Sifat"), choices=[SelectChoice(each, each) for each in _NATURES])
    subject = StringField(_l("Hal"), filters=[tidy_text], validators=[InputRequired(), Length(max=LONGEST_SUBJECT)])
    addressee = StringField(
        _l("Kepada Yth."),
        description=_l("Jabatan penerima, tanpa “Yth.”."),
        filters=[tidy_text],
        validators=[InputRequired(), Length(max=LONGEST_ADDRESSEE)],
    )
    headline = StringField(
        _l("Tulisan utama piagam"),
        description=_l("Hanya untuk piagam, misalnya “Peringkat I Indeks Kepuasan Masyarakat Semester I 2026”."),
        filters=[tidy_text],
        validators=[Length(max=LONGEST_SUBJECT)],
    )
    text = TextAreaField(
        _l("Isi surat"),
        description=_l("Paragraf dipisahkan baris kosong. Piagam mencetak paragraf pertama."),
        filters=[tidy_lines],
        validators=[InputRequired(), Length(max=LONGEST_TEXT)],
        render_kw={"rows": 16},
    )
    copies = TextAreaField(
        _l("Tembusan, satu per baris"), filters=[tidy_lines], validators=[Length(max=LONGEST_COPIES)], render_kw={"rows": 3}
    )

    def letter(self, *, occasion: str, recipient: str, scope: ReportingScope) -> NewLetter:
        """The letter as it was filled in; only after validation."""
        return NewLetter(
            occasion=occasion, form=self.form.data if LETTER_KINDS[occasion] == APPRECIATION else LETTER, scope=scope,
            recipient=recipient, dated_on=self.dated_on.data, nature=self.nature.data, subject=self.subject.data or "",
            addressee=self.addressee.data or "", text=self.text.data or "", copies=self.copies.data or "",
            headline=self.headline.data or "", only_new=True,
        )  # fmt: skip


def proposal(draft: LetterDraft, *, addressee: str, headline: str, today: date) -> dict[str, object]:
    """What the form of one letter begins with."""
    return {
        "dated_on": today, "nature": draft.nature, "subject": draft.subject, "addressee": addressee, "headline": headline,
        "text": "\n\n".join(draft.paragraphs), "form": LETTER,
    }  # fmt: skip


class ManyLettersForm(Form):
    """What all letters of one occasion have in common."""

    dated_on = WrittenDateField(_l("Tanggal surat"), validators=[InputRequired(message=_l("Pilih tanggalnya."))])
    copies = TextAreaField(
        _l("Tembusan, satu per baris"), filters=[tidy_lines], validators=[Length(max=LONGEST_COPIES)], render_kw={"rows": 3}
    )
