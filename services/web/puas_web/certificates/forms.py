"""Forms of certificates: the rule, and a reason for one given by hand."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from puas.domain.certificate_rule import CertificateRule
from puas.usecases.issue_certificate import LONGEST_REASON
from puas_web.forms import Form, tidy_lines


def _whole(label: object, most: int) -> IntegerField:
    # Zero is an answer, so it is asked whether anything was typed, not whether it counts as true.
    return IntegerField(label, validators=[InputRequired(), NumberRange(min=0, max=most)], render_kw={"inputmode": "numeric"})


class RuleForm(Form):
    """What a certificate asks for. Field names are those of the rule's parts."""

    attendance = _whole(_l("Kehadiran"), 100)
    test = _whole(_l("Jawaban benar pada tes akhir"), 100)
    exercises = _whole(_l("Latihan yang diselesaikan"), 99)
    evaluation = BooleanField(_l("Evaluasi pelatihan sudah diisi"))

    def rule(self) -> CertificateRule:
        return CertificateRule(self.attendance.data, self.test.data, self.exercises.data, bool(self.evaluation.data))


def data_of(rule: CertificateRule) -> dict[str, object]:
    """The rule as the form shows it."""
    return {"attendance": rule.attendance, "test": rule.test, "exercises": rule.exercises, "evaluation": rule.needs_evaluation}


class IssueForm(Form):
    """Why somebody gets a certificate all the same."""

    why = TextAreaField(_l("Alasan"), filters=[tidy_lines], validators=[Length(max=LONGEST_REASON)], render_kw={"rows": 3})
