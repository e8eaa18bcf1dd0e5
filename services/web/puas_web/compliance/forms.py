"""The form of one score, and the checklist as it was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from puas.db.queries.compliance_checks import CheckedAgency
from puas.db.tables.compliance import ComplianceScore
from puas.domain.compliance_checklist import ITEMS, LONGEST_NOTE, UNKNOWN, CheckItem
from puas.domain.compliance_entry import LONGEST, ComplianceEntry
from puas.domain.compliance_known import Proposal
from puas.domain.regulation.ombudsman import COMPLAINTS, INPUT, OUTPUT, PROCESS, TRUST
from puas.usecases.save_compliance_checks import CHANGED_MEANWHILE, CheckEdit
from puas_web.compliance.words import CHECK_FAULTS, ENTRY_FAULTS
from puas_web.forms import Form, tidy_lines, tidy_text
from puas_web.whole_numbers import read_whole

REGENCY = "daerah"
DIMENSION_FIELDS = (INPUT, PROCESS, OUTPUT, COMPLAINTS, TRUST)
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_DECIMAL: dict[str, Any] = {"inputmode": "decimal", "autocomplete": "off"}
_WHOLE: dict[str, Any] = {"inputmode": "numeric", "autocomplete": "off"}


def a_number(_form: Any, field: Field) -> None:
    """Validator: a number with comma or point."""
    if field.data and not _NUMBER.fullmatch(field.data):
        raise ValidationError(_("Tulis angka, misalnya 88,31."))


def a_whole_number(_form: Any, field: Field) -> None:
    """Validator: digits only."""
    if field.data and read_whole(field.data) is None:
        raise ValidationError(_("Tulis bilangan bulat tanpa huruf, misalnya 12."))


def _figure(label: Any, description: Any = "") -> StringField:
    return StringField(label, description=description, filters=[tidy_text], validators=[Optional(), a_number], render_kw=_DECIMAL)


class ScoreForm(Form):
    """What was published about one unit in one year."""

    year = StringField(_l("Tahun penilaian"), filters=[tidy_text], validators=[InputRequired(), a_whole_number], render_kw=_WHOLE)
    unit = SelectField(_l("Yang dinilai"), description=_l("Kabupaten/kota seluruhnya, atau perangkat daerah yang menjadi sampel."))
    score = _figure(_l("Nilai"), _l("Seperti diumumkan, 0 sampai 100. Zona dan huruf mengikuti skala tahunnya."))
    opinion = StringField(
        _l("Opini"), description=_l("Kata-kata yang diumumkan, misalnya Kualitas Tertinggi Tanpa Maladministrasi. Wajib sejak 2025."),
        filters=[tidy_text], validators=[Length(max=LONGEST["opinion"])],
    )  # fmt: skip
    input = _figure(_l("Input"))
    proses = _figure(_l("Proses"))
    output = _figure(_l("Output"))
    pengaduan = _figure(_l("Pengaduan"))
    kepercayaan = _figure(_l("Kepercayaan Masyarakat"))
    rank = StringField(_l("Peringkat di provinsi"), filters=[tidy_text], validators=[Optional(), a_whole_number], render_kw=_WHOLE)
    rank_of = StringField(_l("Dari berapa yang dinilai"), filters=[tidy_text], validators=[Optional(), a_whole_number], render_kw=_WHOLE)
    source = StringField(
        _l("Sumber"), description=_l("Di mana diumumkan: nomor surat, piagam, atau alamat berita."), filters=[tidy_text],
        validators=[Length(max=LONGEST["source"])],
    )  # fmt: skip
    note = TextAreaField(_l("Catatan"), filters=[tidy_lines], validators=[Length(max=LONGEST["note"])], render_kw={"rows": 3})
    version = HiddenField()

    def offer(self, regency: str, agencies: Sequence[tuple[UUID, str]]) -> ScoreForm:
        """The units that can be chosen."""
        self.unit.choices = [SelectChoice(REGENCY, regency), *(SelectChoice(str(key), name) for key, name in agencies)]
        return self

    def entry(self) -> ComplianceEntry:
        """What was typed; what cannot be read counts as blank, and its field says so."""
        dimensions = {key: value for key in DIMENSION_FIELDS if (value := _decimal(self[key].data)) is not None}
        return ComplianceEntry(
            year=read_whole(self.year.data) or 0, score=_decimal(self.score.data),
            agency_id=None if self.unit.errors or self.unit.data == REGENCY else UUID(self.unit.data), opinion=self.opinion.data or "",
            dimensions=dimensions, rank=read_whole(self.rank.data or ""), rank_of=read_whole(self.rank_of.data or ""),
            source=self.source.data or "", note=self.note.data or "",
        )  # fmt: skip

    @property
    def seen_version(self) -> int | None:
        return read_whole(self.version.data or "")

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """What saving found wrong, at its field."""
        self.add_errors({{"agency": "unit"}.get(name, name): ENTRY_FAULTS[fault] for name, fault in faults.items()})


def score_data(score: ComplianceScore) -> dict[str, str]:
    """A stored score as its form shows it."""
    plain = {
        "year": str(score.year), "unit": str(score.agency_id) if score.agency_id else REGENCY, "score": _written(score.score),
        "opinion": score.opinion, "rank": str(score.rank or ""), "rank_of": str(score.rank_of or ""), "source": score.source,
        "note": score.note, "version": str(score.version),
    }  # fmt: skip
    return plain | {key: _written(value) for key, value in score.dimensions.items() if key in DIMENSION_FIELDS}


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if text and _NUMBER.fullmatch(text) else None


def _written(value: object) -> str:
    return "" if value is None else str(value).replace(".", ",")


@dataclass(frozen=True)
class CheckLine:
    """An item of a checklist: its two fields as typed and as they were shown saved, that version, and what may be proposed."""

    item: CheckItem
    state: str
    note: str
    version: int
    seen_state: str
    seen_note: str
    fault: str = ""
    proposal: Proposal | None = None
    is_proposed: bool = False

    @property
    def fault_text(self) -> str:
        return str(CHECK_FAULTS[self.fault]) if self.fault else ""

    @property
    def is_touched(self) -> bool:
        """Whether what is in the fields is not what was shown: what a person did not touch stays as another saved it."""
        return (self.state, self.note) != (self.seen_state, self.seen_note)

    def edit(self) -> CheckEdit:
        return CheckEdit(self.item.key, self.state, self.note, self.version)


def saved_lines(agency: CheckedAgency, proposals: Mapping[str, Proposal]) -> list[CheckLine]:
    """The checklist as it is saved, with what other registers propose beside it."""
    found = []
    for each in ITEMS:
        state, note = agency.states.get(each.key, UNKNOWN), agency.notes.get(each.key, "")
        found.append(CheckLine(each, state, note, agency.versions.get(each.key, 0), state, note, proposal=proposals.get(each.key)))
    return found


def proposed(lines: Sequence[CheckLine]) -> list[CheckLine]:
    """The same with proposals in what nobody has looked at yet; nothing is saved by it."""
    return [
        replace(line, state=line.proposal.state, is_proposed=True) if line.proposal and line.state == UNKNOWN else line
        for line in lines
    ]


def sent_lines(lines: Sequence[CheckLine], form: Mapping[str, str]) -> list[CheckLine]:
    """The checklist as it was sent; an item the sender did not have stays as it is saved."""
    found = []
    for line in lines:
        key = line.item.key
        if f"keadaan-{key}" not in form:
            found.append(line)
            continue
        note = (tidy_text(form.get(f"catatan-{key}", "")) or "")[: LONGEST_NOTE + 1]
        seen = read_whole(form.get(f"versi-{key}", ""))
        found.append(
            replace(
                line, state=form[f"keadaan-{key}"], note=note, version=line.version if seen is None else seen,
                seen_state=form.get(f"lama-keadaan-{key}", line.state), seen_note=form.get(f"lama-catatan-{key}", line.note),
            )
        )  # fmt: skip
    return found


def with_faults(lines: Sequence[CheckLine], faults: Mapping[str, str], stored: CheckedAgency) -> list[CheckLine]:
    """What saving found wrong, at its item; what somebody else saved meanwhile is what the item was shown from now on."""
    found = []
    for line in lines:
        key = line.item.key
        fault = faults.get(key, "")
        if fault == CHANGED_MEANWHILE:
            line = replace(
                line, version=stored.versions.get(key, 0), seen_state=stored.states.get(key, UNKNOWN), seen_note=stored.notes.get(key, "")
            )
        found.append(replace(line, fault=fault) if fault else line)
    return found
