"""What the page on which a participant packs shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from puas.db.queries.practice_take_home import PackedSetup, Portable, list_portable, newest_setup
from puas.domain.practice_setup import KEPT_DAYS
from puas.domain.practice_stories import STORIES
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.usecases.pack_practice_setup import Chosen
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.take_home.forms import PackForm
from puas_web.training_seat import current_room, current_seat


@dataclass(frozen=True)
class PackPage:
    """The parts, those ticked, and what was packed before. `told`: names of agencies that come with the story."""

    portable: Sequence[Portable]
    chosen: Chosen
    told: frozenset[str]
    packed: PackedSetup | None
    rule: Edition
    days: int = KEPT_DAYS


def read_page(form: PackForm) -> PackPage:
    """Ticked at first: what participants made themselves."""
    seat = current_seat()
    portable = list_portable(db.session(), tenant_id=current_tenant().id)
    story = STORIES.get(seat.story)
    told = {agency.name: {service.name for service in agency.services} for agency in story.agencies} if story else {}
    chosen = form.chosen() if form.is_submitted() else _own(portable, told)
    packed = newest_setup(db.session(), owner_id=seat.owner_id, participant_id=seat.participant_id)
    return PackPage(portable, chosen, frozenset(told), packed, edition(current_room().edition))


def _own(portable: Sequence[Portable], told: dict[str, set[str]]) -> Chosen:
    services: set[UUID] = set()
    for each in portable:
        services |= {id for id, service in each.services.items() if service.name not in told.get(each.agency.name, set())}
    return Chosen(
        agencies=frozenset(each.id for each in portable if each.agency.name not in told),
        services=services,
        promises=frozenset(id for each in portable for id in each.promises),
    )
