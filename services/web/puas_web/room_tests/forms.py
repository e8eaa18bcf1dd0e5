"""The evaluation of a training as a form: every statement a choice of four, and two texts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from puas.domain.training_evaluation import LONGEST_WORDS, RATINGS, STATEMENTS, Evaluation
from puas_web.forms import Form, tidy_lines

_CHOICES = [SelectChoice(str(rating), words) for rating, words in RATINGS.items()]


def _statement(text: str) -> Field:
    return RadioField(text, choices=_CHOICES, validators=[InputRequired(_l("Pilih salah satu."))])


class EvaluationForm(Form):
    """What somebody thought of the training."""

    liked = TextAreaField(
        _l("Apa yang paling bermanfaat?"), filters=[tidy_lines], validators=[Length(max=LONGEST_WORDS)], render_kw={"rows": 3}
    )
    missed = TextAreaField(
        _l("Apa yang kurang atau perlu diperbaiki?"), filters=[tidy_lines], validators=[Length(max=LONGEST_WORDS)], render_kw={"rows": 3}
    )

    def statements(self) -> list[Field]:
        """The fields of the statements, in order."""
        return [self[key] for key in STATEMENTS]

    def evaluation(self) -> Evaluation:
        return Evaluation(
            {key: int(self[key].data) for key in STATEMENTS}, liked=self.liked.data or "", missed=self.missed.data or ""
        )


for _key, _text in STATEMENTS.items():
    setattr(EvaluationForm, _key, _statement(_text))
