"""A proposal for an innovation competition: its words counted, its age, and what is still missing before it can be handed in.

Rules are those of the edition (PermenPANRB 7/2021); a call may set limits and age otherwise, as competitions of a province do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from puas.domain.regulation.innovation_edition import InnovationEdition, ProposalField

MOST_CHARACTERS = 20_000
"""Of one field; more is a slip of the clipboard."""

LONGEST_TITLE = 200
LONGEST_LINK = 500
EARLIEST_START = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class CallRules:
    """The edition as one call applies it. `deadlines` are last days by stage."""

    edition: InnovationEdition
    words: Mapping[str, int] = field(default_factory=dict)
    age_months: int | None = None
    deadlines: Mapping[str, date] = field(default_factory=dict)

    @property
    def least_age_months(self) -> int:
        return self.edition.least_age_months if self.age_months is None else self.age_months

    def most_words(self, part: ProposalField) -> int:
        """The limit of a field in this call."""
        return self.words.get(part.slug, part.words)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is known of an innovation."""

    title: str
    group: str
    started_on: date | None
    decree: str
    video_url: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps a proposal from being handed in. `part` is a field's slug or a column's name; numbers belong to the sentence."""

    part: str
    reason: str
    number: int = 0
    most: int = 0


def count_words(text: str) -> int:
    """Words as an office program counts them: what stands between blanks; a lone dash or dot is no word."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def link_fault(text: str) -> str:
    """Why the text is no address of a video; empty where it is one, or nothing."""
    if not text:
        return ""
    if len(text) > LONGEST_LINK:
        return "too-long"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "not-a-link"
    is_link = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not any(each.isspace() for each in text)
    return "" if is_link else "not-a-link"


def months_between(start: date, end: date) -> int:
    """Full months from the one day to the other; negative where the start lies ahead."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def age_on(proposal: Proposal, rules: CallRules, today: date) -> int | None:
    """Full months in use on the last day of registration, or today where the call has none; None without a first day."""
    if proposal.started_on is None:
        return None
    return months_between(proposal.started_on, rules.deadlines.get(rules.edition.stages[0].slug, today))


def missing_parts(proposal: Proposal, rules: CallRules, today: date) -> tuple[Missing, ...]:
    """Everything that keeps the proposal from being handed in, in the order of the form; empty when it is ready."""
    return (*_facts_missing(proposal, rules, today), *_fields_missing(proposal, rules))


def is_old_enough(proposal: Proposal, rules: CallRules, today: date) -> bool:
    """Whether it was in use for as long as the rule asks."""
    age = age_on(proposal, rules, today)
    return age is not None and age >= rules.least_age_months


def _facts_missing(proposal: Proposal, rules: CallRules, today: date) -> list[Missing]:
    found = []
    age = age_on(proposal, rules, today)
    if age is None:
        found.append(Missing("started_on", "no-start"))
    elif age < rules.least_age_months:
        found.append(Missing("started_on", "too-young", max(age, 0), rules.least_age_months))
    if rules.edition.asks_for_decree and not proposal.decree.strip():
        found.append(Missing("decree", "no-decree"))
    if not proposal.video_url.strip():
        found.append(Missing("video_url", "no-video", most=rules.edition.longest_video_minutes))
    return found


def _fields_missing(proposal: Proposal, rules: CallRules) -> list[Missing]:
    found = []
    for part in rules.edition.fields[proposal.group]:
        words, most = count_words(proposal.fields.get(part.slug, "")), rules.most_words(part)
        if not words:
            found.append(Missing(part.slug, "empty", most=most))
        elif words > most:
            found.append(Missing(part.slug, "too-long", words, most))
    return found


def deadline_faults(edition: InnovationEdition, deadlines: Mapping[str, date], year: int) -> dict[str, str]:
    """Faults by stage: a day long before or after the call's year, or before that of an earlier stage."""
    faults: dict[str, str] = {}
    latest: date | None = None
    for stage in edition.stages:
        day = deadlines.get(stage.slug)
        if day is None:
            continue
        if not year - 1 <= day.year <= year + 1:
            faults[stage.slug] = "other-year"
        elif latest is not None and day < latest:
            faults[stage.slug] = "before-earlier-stage"
        latest = day if latest is None else max(latest, day)
    return faults
