"""Forms of the way of a report: remarks by chapter, their answers, the reason of a correction, and a choice of many."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, IntegerField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from puas.db.queries.submission_pages import RemarkLine
from puas.domain.report_review import LONGEST_REMARK, ReviewChapter
from puas.usecases.begin_correction import LONGEST_REASON
from puas.usecases.request_report_change import Remark
from puas_web.forms import Form, tidy_lines

# More chapters and remarks than a report ever has; whatever is beyond is not read.
MOST_ROWS = 60


class StepForm(Form):
    """A button, with the version of the report's way that was seen."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())


class RemarkRow(PlainForm):
    """What is to be changed in one chapter; empty where nothing is."""

    chapter = HiddenField()
    body = TextAreaField(filters=[tidy_lines], validators=[Length(max=LONGEST_REMARK)], render_kw={"rows": 3})


class ReviewForm(Form):
    """Remarks by chapter."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())
    rows = FieldList(FormField(RemarkRow), max_entries=MOST_ROWS)

    def remarks(self) -> list[Remark]:
        return [Remark(each.form.chapter.data or "", each.form.body.data or "") for each in self.rows]


def review_form(chapters: Sequence[ReviewChapter], version: int) -> ReviewForm:
    """A box for each chapter of the report's form."""
    return ReviewForm(data={"version": version, "rows": [{"chapter": each.key, "body": ""} for each in chapters]})


class AnswerRow(PlainForm):
    """The agency's answer to one remark."""

    remark = HiddenField()
    answer = TextAreaField(_l("Jawaban Anda"), filters=[tidy_lines], validators=[Length(max=LONGEST_REMARK)], render_kw={"rows": 3})


class AnswersForm(Form):
    """Answers to every remark; those left empty are answered later."""

    rows = FieldList(FormField(AnswerRow), max_entries=MOST_ROWS)

    def answers(self) -> dict[UUID, str]:
        """What was written, by remark; what names no remark is passed over."""
        found = {}
        for each in self.rows:
            try:
                found[UUID(each.form.remark.data or "")] = each.form.answer.data or ""
            except ValueError:
                continue
        return found


def answers_form(remarks: Sequence[RemarkLine]) -> AnswersForm:
    """A box for each remark, with what was answered so far."""
    return AnswersForm(data={"rows": [{"remark": str(each.id), "answer": each.answer} for each in remarks]})


class CorrectionForm(Form):
    """Why a report that was approved is corrected."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())
    reason = TextAreaField(
        _l("Alasan koreksi"),
        description=_l("Tercetak pada riwayat versi laporan yang baru dan dibaca oleh perangkat daerah."),
        filters=[tidy_lines],
        validators=[Length(max=LONGEST_REASON)],
        render_kw={"rows": 4},
    )
    count_late = BooleanField(_l("Hitung juga jawaban yang masuk setelah survei ditutup"))

    def validate(self, extra_validators: object = None) -> bool:
        is_valid = super().validate(extra_validators)
        if is_valid and not self.reason.data:
            self.add_error(self.reason, _("Tulis alasan koreksi."))
            return False
        return is_valid


def chosen_periods() -> list[UUID]:
    """The reports that stayed ticked in the form."""
    return _periods(request.form.getlist("periode"))


def named_periods() -> list[UUID] | None:
    """The reports the address names; None where it names none."""
    named = request.args.getlist("periode")
    return _periods(named) if named else None


def _periods(texts: Sequence[str]) -> list[UUID]:
    """What is no id is passed over."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
