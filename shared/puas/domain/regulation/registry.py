"""Which editions of the rule this product knows."""

from puas.domain.regulation import kepmenpan_25_2004, permenpanrb_14_2017, permenpanrb_16_2014
from puas.domain.regulation.edition import Edition

DEFAULT_EDITION_ID = permenpanrb_14_2017.EDITION.id

_EDITIONS = {
    each.id: each
    for each in (permenpanrb_14_2017.EDITION, permenpanrb_16_2014.EDITION, kepmenpan_25_2004.EDITION)
}


class UnknownEdition(KeyError):
    """No edition has this id."""


def edition(edition_id: str = DEFAULT_EDITION_ID) -> Edition:
    """The edition with this id; the one in force when none is named."""
    try:
        return _EDITIONS[edition_id]
    except KeyError:
        raise UnknownEdition(edition_id) from None


def all_editions() -> tuple[Edition, ...]:
    """Every known edition, the newest first."""
    return tuple(sorted(_EDITIONS.values(), key=lambda each: each.year, reverse=True))
