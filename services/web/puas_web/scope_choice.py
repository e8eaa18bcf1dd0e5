"""Which part of which year a page of results shows, from the address; an unknown choice falls back to the newest year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from flask import request, url_for
from flask_babel import gettext as _

from puas.domain.reporting_scope import WHOLE_YEAR, ReportingScope, reporting_scope
from puas.presentation.numbers import roman
from puas_web.whole_numbers import read_whole

YEAR = "tahun"
PART = "bagian"
_SHORTER = (("Triwulan ", "TW "), ("Semester ", "Smt "), ("Tahun ", ""))


@dataclass(frozen=True)
class Choice:
    """One link of the choice."""

    label: str
    url: str
    is_current: bool


class KnownScopes(Protocol):
    """Whatever knows in which years, and in which parts of them, there is something to show."""

    @property
    def years(self) -> tuple[int, ...]: ...

    def parts_of(self, year: int) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class ScopeChoice:
    """The scope shown, and the links to the others that have periods."""

    scope: ReportingScope
    years: tuple[Choice, ...]
    parts: tuple[Choice, ...]

    @property
    def arguments(self) -> dict[str, str]:
        """What other addresses carry to stay in this scope."""
        return {YEAR: str(self.scope.year), PART: self.scope.part}


def choose_scope(periods: KnownScopes, *, keep: Collection[str] = ()) -> ScopeChoice | None:
    """The scope the address names, if periods fall into it; None when there is no period at all.

    The links to other scopes carry the arguments named in `keep` along.
    """
    kept = {name: request.args[name] for name in keep if name in request.args}
    years = periods.years
    if not years:
        return None
    wanted = read_whole(request.args.get(YEAR, ""))
    year = wanted if wanted is not None and wanted in years else years[0]
    parts = periods.parts_of(year)
    part = request.args.get(PART, WHOLE_YEAR)
    scope = reporting_scope(year, part if part in parts else WHOLE_YEAR)
    return ScopeChoice(
        scope,
        tuple(Choice(str(each), _address(each, WHOLE_YEAR, kept), each == year) for each in years),
        tuple(Choice(part_label(each), _address(year, each, kept), each == scope.part) for each in parts),
    )


def part_label(part: str) -> str:
    """`triwulan-2` as Triwulan II."""
    word, _separator, number = part.partition("-")
    if not number:
        return _("Setahun")
    in_roman = roman(int(number))
    return _("Triwulan %(number)s", number=in_roman) if word == "triwulan" else _("Semester %(number)s", number=in_roman)


def shorter_label(label: str) -> str:
    """`Triwulan II 2026` as `TW II 2026`: room is scarce under a chart."""
    for long, short in _SHORTER:
        if label.startswith(long):
            return short + label.removeprefix(long)
    return label


def _address(year: int, part: str, kept: dict[str, str]) -> str:
    arguments = {**kept, **(request.view_args or {}), YEAR: year, PART: part}
    return url_for(request.endpoint or "", **arguments)
