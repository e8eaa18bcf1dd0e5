"""The form for a deadline. It is sent twice: once to see whom it concerns, once more to set it."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from puas.domain.deadlines import HAND_OVER, LONGEST_NOTE, OWN, STEPS, SUBMIT, DueDay
from puas.domain.reporting_scope import PARTS, ReportingScope, reporting_scope
from puas_web.date_field import WrittenDateField
from puas_web.deadline_words import STEPS as STEP_NAMES
from puas_web.forms import Form, tidy_text
from puas_web.scope_choice import part_label
from puas_web.whole_numbers import read_whole


class DeadlineForm(Form):
    step = SelectField(_l("Batas waktu untuk apa?"))
    year = SelectField(_l("Tahun survei"))
    part = SelectField(_l("Bagian tahun"), description=_l("Berlaku untuk semua periode yang seluruhnya terletak di dalamnya."))
    due_on = WrittenDateField(
        _l("Hari terakhir"),
        description=_l("Hari itu sendiri masih tepat waktu."),
        validators=[InputRequired(message=_l("Pilih tanggalnya."))],
    )
    note = StringField(
        _l("Catatan"),
        description=_l("Misalnya nomor surat edaran. Tampil pada kalender semua yang bersangkutan."),
        filters=[tidy_text],
        validators=[Length(max=LONGEST_NOTE)],
    )
    # The day that was previewed; set only when what is confirmed is what was seen.
    seen = HiddenField()

    def offer(self, *, is_province: bool, today: date) -> DeadlineForm:
        """Fill in what can be chosen."""
        steps = reversed(STEPS) if is_province else (SUBMIT,)
        self.step.choices = [SelectChoice(each, _sentence(str(STEP_NAMES[each]))) for each in steps]
        self.year.choices = [SelectChoice(str(each), str(each)) for each in range(today.year - 1, today.year + 3)]
        self.part.choices = [SelectChoice(each, part_label(each)) for each in PARTS]
        return self

    @property
    def scope(self) -> ReportingScope:
        """The scope chosen; only after validation."""
        return reporting_scope(int(self.year.data), self.part.data)

    @property
    def due(self) -> DueDay:
        """The deadline as it was filled in; only after validation."""
        return DueDay(self.scope, self.step.data, self.due_on.data, OWN)

    @property
    def fingerprint(self) -> str:
        """What a confirmation is of."""
        return f"{self.step.data}:{self.year.data}:{self.part.data}:{self.due_on.data}"


def proposed(arguments: dict[str, str], today: date, *, is_province: bool) -> dict[str, str]:
    """What an address asks the form to begin with; without it the quarter that runs."""
    year = read_whole(arguments.get("tahun", ""))
    step, part = arguments.get("langkah", ""), arguments.get("bagian", "")
    return {
        "step": step if step in STEPS else HAND_OVER if is_province else SUBMIT,
        "year": str(year or today.year),
        "part": part if part in PARTS else f"triwulan-{(today.month - 1) // 3 + 1}",
    }


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


REFUSALS = {
    "unknown-step": ("step", _l("Langkah ini ditetapkan oleh provinsi.")),
    "before-scope": ("due_on", _l("Tanggal ini sebelum bagian tahun itu dimulai. Periksa tahun dan tanggalnya.")),
    "too-late": ("due_on", _l("Tanggal ini lebih dari setahun setelah bagian tahun itu berakhir. Periksa tahunnya.")),
    "in-the-past": ("due_on", _l("Tanggal ini sudah lewat. Batas waktu baru harus hari ini atau sesudahnya.")),
    "note-too-long": ("note", _l("Catatan ini terlalu panjang.")),
    "after-hand-over": (
        "due_on",
        _l("Tanggal ini setelah batas waktu penyerahan ke provinsi. Pilih tanggal yang lebih awal agar laporan sempat diperiksa."),
    ),
}


def refuse(form: DeadlineForm, reason: str) -> None:
    """Say at the field why the deadline cannot be set."""
    name, sentence = REFUSALS[reason]
    form.add_error(form[name], str(sentence))
