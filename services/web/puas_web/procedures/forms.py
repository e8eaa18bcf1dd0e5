"""Forms for one procedure and for its evaluation in a year."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from puas.db.tables.agencies import ServiceType
from puas.db.tables.standards import OperatingProcedure, ProcedureReview
from puas.domain.operating_procedures import ProcedureDetails, ReviewDetails
from puas_web.date_field import WrittenDateField
from puas_web.forms import Form, tidy_lines, tidy_text
from puas_web.procedures.words import OUTCOME_NAMES


class ProcedureForm(Form):
    """What stands on the first page of an SOP."""

    number = StringField(
        _l("Nomor SOP"), description=_l("Seperti tercetak pada SOP, misalnya 065/12/SOP/2024."), filters=[tidy_text],
        validators=[InputRequired()],
    )  # fmt: skip
    title = StringField(
        _l("Nama SOP"), description=_l("Misalnya SOP penerbitan KTP elektronik."), filters=[tidy_text], validators=[InputRequired()]
    )
    service_type_id = SelectField(_l("Layanan"), description=_l("Pilih layanan yang diaturnya. SOP urusan dalam kantor dibiarkan kosong."))
    decided_on = WrittenDateField(_l("Tanggal penetapan"), validators=[Optional()])
    revised_on = WrittenDateField(
        _l("Tanggal revisi terakhir"), description=_l("Kosongkan bila belum pernah direvisi."), validators=[Optional()]
    )
    version = HiddenField()

    @classmethod
    def about(cls, procedure: OperatingProcedure | None, services: Sequence[ServiceType]) -> ProcedureForm:
        """The form with what is known; a new one is empty."""
        form = cls() if procedure is None else cls(obj=procedure)
        kept = procedure.service_type_id if procedure else None
        offered = [each for each in services if each.state == "active" or each.id == kept]
        form.service_type_id.choices = [SelectChoice("", ""), *(SelectChoice(str(each.id), each.name) for each in offered)]
        if not form.is_submitted():
            form.service_type_id.data = str(kept or "")
        return form

    def details(self) -> ProcedureDetails:
        """What was typed; what cannot be read counts as blank, and its field says so."""
        chosen = "" if self.service_type_id.errors else self.service_type_id.data
        return ProcedureDetails(
            number=self.number.data or "", title=self.title.data or "", service_type_id=UUID(chosen) if chosen else None,
            decided_on=self.decided_on.data, revised_on=self.revised_on.data,
        )  # fmt: skip

    def looked_at(self) -> int | None:
        """The version the form was filled in with."""
        written = self.version.data or ""
        return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else None


class ReviewForm(Form):
    """What came of looking at an SOP again."""

    outcome = RadioField(
        _l("Hasil evaluasi"), choices=[SelectChoice(*each) for each in OUTCOME_NAMES.items()], validators=[InputRequired()]
    )
    findings = TextAreaField(
        _l("Temuan"), description=_l("Apa yang tidak lagi sesuai, dan apa yang perlu diubah. Wajib bila perlu direvisi."),
        filters=[tidy_lines], render_kw={"rows": 4},
    )  # fmt: skip
    reviewed_on = WrittenDateField(_l("Tanggal evaluasi"), validators=[InputRequired()])
    reviewer = StringField(
        _l("Dievaluasi oleh"), description=_l("Jabatan atau tim, misalnya Tim Evaluasi SOP Bagian Organisasi."), filters=[tidy_text]
    )

    @classmethod
    def about(cls, review: ProcedureReview | None) -> ReviewForm:
        """The form with what was recorded for the year."""
        return cls() if review is None else cls(obj=review)

    def details(self) -> ReviewDetails:
        """What was typed; what cannot be read counts as blank, and its field says so."""
        return ReviewDetails(self.outcome.data or "", self.reviewed_on.data, self.findings.data or "", self.reviewer.data or "")
