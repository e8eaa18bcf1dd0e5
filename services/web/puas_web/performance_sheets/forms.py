"""One aspect of a sheet as a form: each indicator's score, note and reason as typed, what it was shown, and what is wrong with it.

Built by hand and not of form fields, because every rule and form has its own indicators.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from puas.domain.performance_proposals import Proposal
from puas.domain.performance_sheet import LONGEST_NOTE, SCORE_OUT_OF_RANGE, Entry, EntryFault
from puas.domain.regulation.performance_edition import PerformanceIndicator, ScoreScale
from puas.domain.service_performance import SCORES
from puas_web.forms import Form, tidy_lines
from puas_web.performance_sheets.words import FAULTS

_OFFERED = {str(score) for score in SCORES}


class GiveBackForm(Form):
    """Why a sheet is opened again."""

    reason = TextAreaField(
        _l("Alasan"),
        description=_l("Yang mengisi formulir ini mendapat pemberitahuan dengan alasan ini."),
        filters=[tidy_lines],
        validators=[InputRequired(_l("Tulis alasannya.")), Length(max=500)],
        render_kw={"rows": 3},
    )


@dataclass(frozen=True)
class Line:
    """One indicator of the step. `own` is what the unit says of itself, `theirs` what somebody else has just saved."""

    indicator: PerformanceIndicator
    scale: ScoreScale | None
    proposal: Proposal | None
    score: str = ""
    note: str = ""
    reason: str = ""
    fault: str = ""
    own: Entry | None = None
    theirs: Entry | None = None

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def fault_text(self) -> str:
        return str(FAULTS[self.fault]) if self.fault else ""

    @property
    def entry(self) -> Entry:
        """What the line says; only where its score can be read."""
        return Entry(int(self.score) if self.score else None, self.note, self.reason)


def typed(lines: Iterable[Line], form: MultiDict[str, str]) -> list[Line]:
    """The lines as they were sent."""

    def text(name: str, code: str) -> str:
        return (tidy_lines(form.get(f"{name}-{code}", "")) or "")[: LONGEST_NOTE + 1]

    return [
        replace(line, score=text("nilai", line.code)[:4], note=text("catatan", line.code), reason=text("alasan", line.code))
        for line in lines
    ]


def stored(lines: Iterable[Line], entries: Mapping[str, Entry]) -> list[Line]:
    """The lines as they are saved."""
    found = [(line, entries.get(line.code, Entry())) for line in lines]
    return [
        replace(line, score="" if entry.score is None else str(entry.score), note=entry.note, reason=entry.reason) for line, entry in found
    ]


def unreadable(lines: Iterable[Line]) -> tuple[EntryFault, ...]:
    """Scores that are none."""
    return tuple(EntryFault(line.code, SCORE_OUT_OF_RANGE) for line in lines if line.score and line.score not in _OFFERED)


def with_faults(lines: Iterable[Line], faults: Iterable[EntryFault]) -> list[Line]:
    """The lines with what is wrong beside them."""
    by_code = {each.indicator: each.kind for each in faults}
    return [replace(line, fault=by_code.get(line.code, "")) for line in lines]


def with_theirs(lines: Iterable[Line], entries: Mapping[str, Entry]) -> list[Line]:
    """The lines with what was saved elsewhere, where it differs from what is typed."""
    return [replace(line, theirs=other if (other := entries.get(line.code, Entry())) != line.entry else None) for line in lines]
