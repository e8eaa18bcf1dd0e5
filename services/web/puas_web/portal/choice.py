"""What a public address asks for: the scope, the order of offices, words to search for. The rest of the query is ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from puas.domain.reporting_scope import PARTS, WHOLE_YEAR, ReportingScope, reporting_scope
from puas_web.scope_choice import PART, YEAR, Choice, ScopeChoice, part_label
from puas_web.whole_numbers import read_whole

ORDER, WORDS = "urut", "cari"
BY_INDEX = "indeks"
LONGEST_WORDS = 80
_LAST_YEAR = 9999


class UnknownScope(LookupError):
    """The address names a part of a year of which nothing is public; or what it names is no part of a year."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The query of an address, read. `year` and `part` are as written: whether they are known is seen later."""

    year: str = ""
    part: str = ""
    by_index: bool = False
    words: str = ""
    theme: str = ""

    @property
    def query(self) -> str:
        """The one spelling of it, in which pages are kept."""
        named = [
            (YEAR, self.year),
            (PART, self.part),
            (ORDER, BY_INDEX if self.by_index else ""),
            (WORDS, self.words),
            ("tema", self.theme),
        ]
        return urlencode([(name, value) for name, value in named if value])

    def choose(self, scopes: Sequence[ReportingScope]) -> ReportingScope | None:
        """The scope meant: without a year the newest, without a part the whole year. None where nothing is public at all."""
        if not self.year and not self.part:
            return scopes[0] if scopes else None
        year = read_whole(self.year) if self.year else (scopes[0].year if scopes else None)
        part = self.part or WHOLE_YEAR
        if year is None or not 0 < year <= _LAST_YEAR or part not in PARTS or ReportingScope(year, part) not in scopes:
            raise UnknownScope(f"{self.year} {self.part}")
        return reporting_scope(year, part)


def read_query(arguments: Mapping[str, str]) -> Asked:
    """The parts of a query that mean something here."""
    words = " ".join(arguments.get(WORDS, "").replace("\x00", " ").split())[:LONGEST_WORDS]
    return Asked(
        year=arguments.get(YEAR, "").strip()[:8],
        part=arguments.get(PART, "").strip()[:16],
        by_index=arguments.get(ORDER) == BY_INDEX,
        words=words,
    )


def scope_query(scope: ReportingScope | None) -> str:
    """What a lasting link to the scope ends in: `?tahun=2026&bagian=tahun`."""
    return f"?{YEAR}={scope.year}&{PART}={scope.part}" if scope else ""


def links(path: str, scope: ReportingScope, scopes: Sequence[ReportingScope]) -> ScopeChoice:
    """The scopes as links of one page."""
    years = sorted({each.year for each in scopes}, reverse=True)
    newest = {year: next(each for each in scopes if each.year == year) for year in years}
    return ScopeChoice(
        scope,
        tuple(Choice(str(year), path + scope_query(newest[year]), year == scope.year) for year in years),
        tuple(
            Choice(part_label(each.part), path + scope_query(each), each.part == scope.part) for each in scopes if each.year == scope.year
        ),
    )
