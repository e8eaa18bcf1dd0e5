"""The editions of the rule on innovation competitions, by their id."""

from puas.domain.regulation import permenpanrb_7_2021
from puas.domain.regulation.innovation_edition import InnovationEdition

_EDITIONS = {each.id: each for each in (permenpanrb_7_2021.EDITION,)}

LATEST = permenpanrb_7_2021.EDITION


def innovation_edition(edition_id: str) -> InnovationEdition:
    """One edition; KeyError where there is none of that id."""
    return _EDITIONS[edition_id]
