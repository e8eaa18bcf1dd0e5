"""Forms of the register of performance: open assessments, record an index, name evaluators, decide, and reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from puas.db.queries.performance_assessments import Evaluator
from puas.domain.regulation.performance_edition import HIGHEST_SCORE, ScoreScale
from puas.domain.regulation.performance_registry import PerformanceRule, UnknownPerformanceEdition, performance_edition
from puas.domain.service_performance import SCORES
from puas_web.english_registers import register_word
from puas_web.forms import Form, tidy_lines, tidy_text
from puas_web.performance_words import REFUSALS, read_rule, rule_choices

MEAN = "rata-rata"
_INDEX = re.compile(r"[0-9](?:[.,][0-9]{1,2})?")
_Choices = Sequence[tuple[str, str]]


def _many(label: Any, description: Any = "") -> SelectMultipleField:
    return SelectMultipleField(label, description=description, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())


class RuleForm(Form):
    """Year and rule, asked alike wherever an assessment begins."""

    year = IntegerField(_l("Tahun penilaian"), validators=[InputRequired(_l("Tulis tahunnya, misalnya 2026."))])
    rule = RadioField(
        _l("Aturan dan formulir"),
        description=_l("Aturan yang dipakai menilai tahun itu. PermenPANRB 29/2022 menggantikan 17/2017."),
        validators=[InputRequired(_l("Pilih salah satu aturan."))],
    )

    def offer_rules(self) -> None:
        self.rule.choices = rule_choices()

    def validate_year(self, field: Field) -> None:
        """Told together with everything else; where no rule was chosen that is what has to be said."""
        try:
            first = performance_edition(self.chosen_rule.edition_id).year
        except UnknownPerformanceEdition:
            return
        if field.data is not None and field.data < first:
            raise ValidationError(str(REFUSALS["impossible-year"]))

    @property
    def chosen_rule(self) -> PerformanceRule:
        return read_rule(self.rule.data or "")


class OpenForm(RuleForm):
    """Assessments of several units at once."""

    agencies = _many(_l("Unit yang dinilai"), _l("Satu penilaian dibuka untuk setiap perangkat daerah yang dicentang."))
    evaluators = _many(_l("Evaluator"), _l("Setiap evaluator mengisi formulir F-02 sendiri. Boleh ditunjuk belakangan."))

    def offer(self, agencies: _Choices, evaluators: Sequence[Evaluator]) -> OpenForm:
        self.offer_rules()
        self.agencies.choices = list(agencies)
        self.evaluators.choices = [(str(each.id), each.name) for each in evaluators]
        return self


class RecordForm(RuleForm):
    """An index known only from outside."""

    agency = SelectField(_l("Perangkat daerah"), validators=[InputRequired(_l("Pilih perangkat daerahnya."))])
    index = StringField(
        _l("Indeks (IPP)"),
        description=_l("Dari 0 sampai 5, misalnya 4,53. Kategorinya mengikuti tabel."),
        filters=[tidy_text],
        validators=[InputRequired(_l("Tulis indeksnya, misalnya 4,53."))],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    source = TextAreaField(
        _l("Sumber"),
        description=_l("Misalnya nomor surat Kementerian PANRB, atau alamat berita dan tanggalnya."),
        filters=[tidy_lines],
        validators=[InputRequired(_l("Tulis dari mana indeks ini diketahui.")), Length(max=500)],
        render_kw={"rows": 3},
    )

    def validate_index(self, field: Field) -> None:
        """The same for an index that is on no scale."""
        if not _INDEX.fullmatch(field.data) or self.value > HIGHEST_SCORE:
            raise ValidationError(str(REFUSALS["index-out-of-range"]))

    def offer(self, agencies: _Choices) -> RecordForm:
        self.offer_rules()
        self.agency.choices = [("", _("Pilih perangkat daerah")), *agencies]
        return self

    @property
    def value(self) -> Decimal:
        return Decimal((self.index.data or "").replace(",", "."))


class EvaluatorsForm(Form):
    """Who evaluates one unit."""

    evaluators = _many(_l("Evaluator"), _l("Setiap evaluator mengisi formulir F-02 sendiri; nilainya dirata-rata."))

    def offer(self, people: Sequence[Evaluator], agency_id: UUID) -> EvaluatorsForm:
        """Everybody but those who work for the unit."""
        self.evaluators.choices = [(str(each.id), each.name) for each in people if agency_id not in each.agency_ids]
        return self


class ReasonForm(Form):
    """Why something is taken back; with the version that was seen."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())
    reason = TextAreaField(
        _l("Alasan"),
        description=_l("Tercatat pada riwayat dan dibaca oleh yang bersangkutan."),
        filters=[tidy_lines],
        validators=[InputRequired(_l("Tulis alasannya.")), Length(max=500)],
        render_kw={"rows": 3},
    )


class DecisionForm(Form):
    """The validator's word on one indicator."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())
    score = RadioField(_l("Nilai yang berlaku"), validators=[InputRequired(_l("Pilih salah satu."))])
    reason = TextAreaField(
        _l("Alasan"),
        description=_l("Wajib bila nilainya diputuskan; tercetak pada lembar penilaian."),
        filters=[tidy_lines],
        validators=[Length(max=500)],
        render_kw={"rows": 3},
    )

    def offer(self, scale: ScoreScale | None) -> DecisionForm:
        words = [f"{score}: {register_word(scale.steps[score])}" if scale else str(score) for score in SCORES]
        self.score.choices = [(MEAN, _("Rata-rata evaluator")), *((str(score), words[score]) for score in SCORES)]
        return self

    @property
    def decided(self) -> int | None:
        """The score; None for the evaluators' mean."""
        return None if self.score.data == MEAN else int(self.score.data)


class ValidationForm(Form):
    """The button that validates, with the version that was looked at."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())


def ids(texts: Sequence[str] | None) -> list[UUID]:
    """What was ticked; every value is one that was offered."""
    return [UUID(text) for text in texts or ()]
