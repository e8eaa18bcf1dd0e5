"""Which agency and time each line of a recap belongs to: as proposed, and as a person confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from puas.domain.old_recap_import import KnownPoint, Proposal
from puas.domain.old_recap_words import plain
from puas.domain.reporting_scope import PARTS, WHOLE_YEAR, reporting_scope
from puas.usecases.import_recap import Decision
from puas_web.whole_numbers import read_whole

SKIP = "lewati"
REGION = "wilayah"
_FIRST_YEAR, _LAST_YEAR = 2004, 2100


@dataclass(frozen=True)
class OfficeChoice:
    """A name in the recap, and what it stands for here: an agency's id, the region, or nothing."""

    number: int
    title: str
    chosen: str
    is_regional: bool
    lines: int

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"milik-{self.number}"

    @property
    def agency_id(self) -> UUID | None:
        """The agency chosen, if one was."""
        return None if self.chosen in (SKIP, REGION) else UUID(self.chosen)


@dataclass(frozen=True)
class LineChoice:
    """A line with the time it is of, whether it is taken, and the figure that stands there already."""

    proposal: Proposal
    office: OfficeChoice
    taken: bool
    year: int | None
    part: str
    standing: KnownPoint | None
    replaces: bool

    @property
    def is_same(self) -> bool:
        """Whether the figure that stands there is this one."""
        return self.standing is not None and (self.standing.nik, self.standing.edition_id) == (self.proposal.nik, self.proposal.edition_id)

    @property
    def conflicts(self) -> bool:
        """Whether another figure stands for that time."""
        return self.standing is not None and not self.is_same

    @property
    def counts(self) -> bool:
        """Whether it is to go into a trend."""
        return self.taken and self.office.chosen != SKIP


@dataclass(frozen=True)
class RecapMapping:
    """The whole page. `seen` are lines whose conflict the person was shown."""

    offices: tuple[OfficeChoice, ...]
    lines: tuple[LineChoice, ...]
    was_sent: bool = False
    seen: frozenset[int] = frozenset()

    @property
    def conflicts(self) -> tuple[LineChoice, ...]:
        """Lines that would meet another figure."""
        return tuple(each for each in self.lines if each.counts and each.conflicts)

    @property
    def problem(self) -> str:
        """Why it cannot be saved yet: nothing chosen, a year that is missing, or a conflict nobody was asked about."""
        if not any(each.counts for each in self.lines):
            return "nothing"
        if any(each.counts and each.year is None for each in self.lines):
            return "year"
        if any(each.proposal.line not in self.seen for each in self.conflicts):
            return "conflict"
        return ""

    def decisions(self) -> list[Decision]:
        """What the person decided; only without a problem."""
        return [
            Decision(each.proposal.at(agency_id=each.office.agency_id, year=each.year or 0, part=each.part), each.replaces)
            for each in self.lines
            if each.counts
        ]


def recap_mapping(
    proposals: Sequence[Proposal], agency_ids: Sequence[UUID], known: Sequence[KnownPoint], sent: Mapping[str, str] | None
) -> RecapMapping:
    """The proposals as a page, with what was sent laid over them; an agency that is not the person's is none."""
    allowed = {str(each) for each in agency_ids}
    offices = _offices(proposals, allowed, sent)
    standing = {(each.agency_id, each.label): each for each in known}
    lines = tuple(_line(each, offices[_key(each)], standing, sent) for each in proposals)
    seen = frozenset(each.line for each in proposals if sent and sent.get(f"terlihat-{each.line}"))
    return RecapMapping(tuple(offices.values()), lines, sent is not None, seen)


def _key(proposal: Proposal) -> str:
    return f"{plain(proposal.title)}/{proposal.is_regional}/{proposal.agency_id}"


def _offices(proposals: Sequence[Proposal], allowed: set[str], sent: Mapping[str, str] | None) -> dict[str, OfficeChoice]:
    found: dict[str, OfficeChoice] = {}
    for proposal in proposals:
        key = _key(proposal)
        if key in found:
            continue
        number = len(found)
        proposed = REGION if proposal.is_regional else str(proposal.agency_id or SKIP)
        wanted = sent.get(f"milik-{number}", SKIP) if sent is not None else proposed
        chosen = wanted if wanted in allowed or (wanted == REGION and proposal.is_regional) else SKIP
        lines = sum(1 for each in proposals if _key(each) == key)
        found[key] = OfficeChoice(number, proposal.title, chosen, proposal.is_regional, lines)
    return found


def _line(
    proposal: Proposal, office: OfficeChoice, standing: Mapping[tuple[UUID | None, str], KnownPoint], sent: Mapping[str, str] | None
) -> LineChoice:
    year, part = proposal.year, proposal.part
    if sent is not None and year is None:
        year = read_whole(sent.get(f"tahun-{proposal.line}", "").strip())
        year = year if year is not None and _FIRST_YEAR <= year <= _LAST_YEAR else None
        part = sent.get(f"bagian-{proposal.line}", WHOLE_YEAR)
        part = part if part in PARTS else WHOLE_YEAR
    there = None
    if year is not None and office.chosen != SKIP:
        there = standing.get((office.agency_id, reporting_scope(year, part).window.label))
    taken = sent is None or bool(sent.get(f"pakai-{proposal.line}"))
    replaces = sent is not None and sent.get(f"ganti-{proposal.line}") == "ya"
    return LineChoice(proposal, office, taken, year, part, there, replaces)
