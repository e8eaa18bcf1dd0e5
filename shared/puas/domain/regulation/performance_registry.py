"""Which rules on the performance of service units this product knows."""

from dataclasses import dataclass

from puas.domain.regulation import permenpanrb_17_2017, permenpanrb_29_2022
from puas.domain.regulation.performance_edition import PerformanceEdition

NEWEST_PERFORMANCE_EDITION_ID = permenpanrb_29_2022.EDITION.id

_EDITIONS = {each.id: each for each in (permenpanrb_29_2022.EDITION, permenpanrb_17_2017.EDITION)}


@dataclass(frozen=True, slots=True)
class PerformanceRule:
    """By what a unit is assessed: the rule, its form for the kind of unit, and its set of weights."""

    edition_id: str
    form: str = ""
    weights: str = "exact"


class UnknownPerformanceEdition(KeyError):
    """No rule has this id."""


def performance_edition(edition_id: str = NEWEST_PERFORMANCE_EDITION_ID) -> PerformanceEdition:
    """The rule with this id; the newest when none is named."""
    try:
        return _EDITIONS[edition_id]
    except KeyError:
        raise UnknownPerformanceEdition(edition_id) from None


def indicator_name(code: str) -> str:
    """What an indicator is called, by its code alone, which no other rule or form has; empty of none that is known."""
    forms = (form for edition in _EDITIONS.values() for form in edition.forms)
    return next((each.name for form in forms for each in form.indicators if each.code == code), "")


def all_performance_editions() -> tuple[PerformanceEdition, ...]:
    """Every known rule, the newest first."""
    return tuple(sorted(_EDITIONS.values(), key=lambda each: each.year, reverse=True))
