"""The table of a year's targets as one form: every line as it was typed, what it was before, and what is wrong with it.

Built by hand and not of form fields, because a regency has as many lines as agencies, and the browser sends with each line
what it was shown, so that of two people who edit the same year nobody's work is lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from puas.db.queries.targets import AimedAgency, YearTargets
from puas.domain.yearly_targets import CHANGED_MEANWHILE, Aim, aim_fault
from puas.presentation.numbers import index_number
from puas.usecases.save_year_targets import TargetEdit
from puas_web.forms import tidy_text
from puas_web.layout import page_language
from puas_web.targets.words import LINE_FAULTS

REGENCY = "daerah"
# Decimal also reads NaN, 8e1 and 8_0, which nobody means here.
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_KEY = re.compile(r"nik-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
# What is shown again of a text nobody can have meant.
_LONGEST_SHOWN = 400


@dataclass(frozen=True)
class TargetLine:
    """One line: the two fields as typed, the two as they were shown saved, and a fault by name. `note` says what is proposed."""

    key: str
    name: str
    nik: str = ""
    source: str = ""
    seen_nik: str = ""
    seen_source: str = ""
    last_year: Aim | None = None
    fault: str = ""
    stored: Aim | None = None
    is_proposed: bool = False

    @property
    def agency_id(self) -> UUID | None:
        return None if self.key == REGENCY else UUID(self.key)

    @property
    def faulty_field(self) -> str:
        """`nik`, `source`, or nothing."""
        return LINE_FAULTS[self.fault][0] if self.fault else ""

    @property
    def fault_text(self) -> str:
        """What is wrong, in words; with what somebody else saved meanwhile."""
        if not self.fault:
            return ""
        if self.fault != CHANGED_MEANWHILE:
            return str(LINE_FAULTS[self.fault][1])
        if self.stored is None:
            return _("Orang lain baru saja menghapus target ini. Simpan sekali lagi bila isian Anda yang benar.")
        stored = index_number(self.stored.nik, page_language()) + (f" ({self.stored.source})" if self.stored.source else "")
        return _("Orang lain baru saja menyimpan %(stored)s. Simpan sekali lagi bila isian Anda yang benar.", stored=stored)

    @property
    def is_changed(self) -> bool:
        """Whether what is in the fields is not what is saved."""
        return (self.nik, self.source) != (self.seen_nik, self.seen_source)

    def edit(self) -> TargetEdit:
        """What the line asks for; only where `checked` found nothing wrong."""
        seen = Aim(_number(self.seen_nik), self.seen_source) if _NUMBER.fullmatch(self.seen_nik) else None
        return TargetEdit(self.agency_id, Aim(_number(self.nik), self.source) if self.nik else None, seen)


def saved_lines(regency_name: str, agencies: Sequence[AimedAgency], targets: YearTargets, before: YearTargets) -> list[TargetLine]:
    """The table as it is saved: the regency first."""
    found = []
    for key, name, agency_id in [(REGENCY, regency_name, None), *((str(each.id), each.name, each.id) for each in agencies)]:
        nik, source = _written(targets.of(agency_id))
        found.append(TargetLine(key, name, nik, source, nik, source, before.of(agency_id)))
    return found


def proposed(lines: Iterable[TargetLine], proposals: Mapping[UUID | None, Aim]) -> list[TargetLine]:
    """The same with proposals in the lines that have no target yet; nothing is saved by it."""
    found = []
    for line in lines:
        aim = proposals.get(line.agency_id)
        if aim is None or line.nik:
            found.append(line)
            continue
        nik, source = _written(aim)
        found.append(replace(line, nik=nik, source=source, is_proposed=True))
    return found


def sent_agencies(form: Mapping[str, str]) -> list[UUID]:
    """The agencies the sent table has lines of."""
    return [UUID(found[1]) for name in form if (found := _KEY.fullmatch(name))]


def sent_lines(lines: Iterable[TargetLine], form: Mapping[str, str]) -> list[TargetLine]:
    """The table as it was sent; a line the sender did not have stays as it is saved. An empty source takes the common one."""
    common = _text(form, "sumber-bersama")
    found = []
    for line in lines:
        if f"nik-{line.key}" not in form:
            found.append(line)
            continue
        nik, source = _text(form, f"nik-{line.key}"), _text(form, f"sumber-{line.key}")
        seen_nik, seen_source = _text(form, f"lama-nik-{line.key}"), _text(form, f"lama-sumber-{line.key}")
        written = replace(line, nik=nik, source=source or (common if nik else ""), seen_nik=seen_nik, seen_source=seen_source)
        found.append(_checked(written))
    return found


def with_faults(
    lines: Iterable[TargetLine], faults: Mapping[UUID | None, str], stored: Mapping[UUID | None, Aim | None]
) -> list[TargetLine]:
    """What saving found wrong, at its line. What somebody else saved is what the line was shown from now on."""
    found = []
    for line in lines:
        fault = faults.get(line.agency_id, "")
        if fault and line.agency_id in stored:
            aim = stored[line.agency_id]
            seen_nik, seen_source = _written(aim)
            line = replace(line, stored=aim, seen_nik=seen_nik, seen_source=seen_source)
        found.append(replace(line, fault=fault) if fault else line)
    return found


def are_faulty(lines: Collection[TargetLine]) -> bool:
    return any(line.fault for line in lines)


def _checked(line: TargetLine) -> TargetLine:
    if not line.is_changed:
        return line
    if not line.nik:
        # Taking a target back empties its number; the source that stays behind is then the old one.
        is_taken_back = bool(line.seen_nik) and line.source == line.seen_source
        return replace(line, source="") if is_taken_back or not line.source else replace(line, fault="source_without_target")
    if not _NUMBER.fullmatch(line.nik):
        return replace(line, fault="not_a_number")
    return replace(line, fault=aim_fault(Aim(_number(line.nik), line.source)))


def _written(aim: Aim | None) -> tuple[str, str]:
    return ("", "") if aim is None else (f"{aim.nik:f}".replace(".", ","), aim.source)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _text(form: Mapping[str, str], name: str) -> str:
    return (tidy_text(form.get(name, "")) or "")[:_LONGEST_SHOWN]
