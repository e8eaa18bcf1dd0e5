"""Freezes what a participant takes home from practice, behind a code that lives on when the practice tenant is gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.queries.practice_take_home import Portable, list_portable
from puas.db.tables.training import PracticeSetup as PracticeSetupRow
from puas.db.tables.training import TrainingParticipant
from puas.domain.agency_details import LONGEST_NAME, tidy
from puas.domain.practice_setup import KEPT_DAYS, VERSION, PracticeSetup, SetupAgency, code_of, write_setup
from puas.domain.training_people import plain
from puas.usecases._refusal import Refusal

# A code that is over is still recognised for a while, so that its owner hears why it does nothing.
_REMEMBERED_AFTER = timedelta(days=180)


class UnableToPackPracticeSetup(Refusal):
    """`reason`: nothing-chosen, too-long (a name), same-name (two agencies under one) or unknown-participant."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Parts by their ids in the practice tenant; those of an agency bring its name along.

    `names`: what agencies are called at home. Nobody works in those of the story.
    """

    agencies: Collection[UUID] = field(default=())
    services: Collection[UUID] = field(default=())
    promises: Collection[UUID] = field(default=())
    names: Mapping[UUID, str] = field(default_factory=dict)


def pack_practice_setup(
    *, session: Session, tenant_id: int, owner_id: int, participant_id: UUID, chosen: Chosen, now: datetime
) -> str:
    """The code. What the same participant packed before and nobody has taken over goes: one code a person, the newest."""
    agencies = [_packed(each, chosen) for each in list_portable(session, tenant_id=tenant_id) if _is_chosen(each, chosen)]
    if not agencies:
        raise UnableToPackPracticeSetup("nothing-chosen")
    _refuse_names([each.name for each in agencies])
    # Random in every bit: the code is made of it.
    setup_id = uuid4()
    with tenancy.inside(session, tenant_id=owner_id):
        _lock_participant(session, owner_id, participant_id)
        _forget_earlier(session, owner_id, participant_id)
        expires_at = now + timedelta(days=KEPT_DAYS)
        content = write_setup(PracticeSetup(VERSION, now.date(), tuple(agencies)))
        session.add(
            PracticeSetupRow(
                tenant_id=owner_id, id=setup_id, participant_id=participant_id, content=content, made_at=now, expires_at=expires_at
            )
        )
        session.flush()
    locators.remember(
        session, kind=locators.PRACTICE_SETUP, key=code_of(setup_id), target=str(setup_id), tenant_id=owner_id,
        expires_at=expires_at + _REMEMBERED_AFTER,
    )  # fmt: skip
    return code_of(setup_id)


def _refuse_names(names: Sequence[str]) -> None:
    if any(len(each) > LONGEST_NAME for each in names):
        raise UnableToPackPracticeSetup("too-long")
    if len({plain(each) for each in names}) < len(names):
        raise UnableToPackPracticeSetup("same-name")


def _is_chosen(portable: Portable, chosen: Chosen) -> bool:
    return (
        portable.id in chosen.agencies
        or not portable.services.keys().isdisjoint(chosen.services)
        or not portable.promises.keys().isdisjoint(chosen.promises)
    )


def _packed(portable: Portable, chosen: Chosen) -> SetupAgency:
    known = portable.agency
    name = tidy(chosen.names.get(portable.id, "")) or known.name
    return replace(
        known,
        name=name,
        # The short name of a story's agency says nothing of the one it stands for.
        short_name=known.short_name if plain(name) == plain(known.name) else "",
        services=tuple(service for id, service in portable.services.items() if id in chosen.services),
        promises=tuple(promise for id, promise in portable.promises.items() if id in chosen.promises),
    )


def _lock_participant(session: Session, owner_id: int, participant_id: UUID) -> None:
    """Of two presses of the button one waits, and takes the first one's code back."""
    statement = (
        select(TrainingParticipant.id)
        .where(TrainingParticipant.tenant_id == owner_id, TrainingParticipant.id == participant_id)
        .with_for_update()
    )
    if session.scalar(statement) is None:
        raise UnableToPackPracticeSetup("unknown-participant")


def _forget_earlier(session: Session, owner_id: int, participant_id: UUID) -> None:
    earlier = (
        PracticeSetupRow.tenant_id == owner_id, PracticeSetupRow.participant_id == participant_id, PracticeSetupRow.taken_at.is_(None),
    )  # fmt: skip
    for setup_id in session.scalars(select(PracticeSetupRow.id).where(*earlier)):
        locators.forget(session, kind=locators.PRACTICE_SETUP, target=str(setup_id))
    session.execute(delete(PracticeSetupRow).where(*earlier))
