"""Makes the template of a practice story: a demo tenant nobody enters, from which practice tenants are cloned."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.locators import CODE_LENGTH, new_code
from puas.db.practice_lock import hold_story
from puas.db.queries.practice_tenants import find_template
from puas.db.tables.people import Locator
from puas.db.tables.places import Tenant, TenantProfile
from puas.db.tables.training import PracticeTenant
from puas.domain.practice_stories import SIGNATORIES, START, STORIES, version_of
from puas.domain.survey_period import local_day
from puas.runtime.file_store import FileStore
from puas.runtime.signing_key import SigningKey
from puas.usecases._practice_past import PastWriter

_ZONE = "Asia/Jakarta"


class UnableToBuildPracticeStory(Exception):
    """There is no such story."""


def build_practice_story(*, session: Session, store: FileStore, signing_key: SigningKey, story: str, now: datetime) -> int:
    """The number of the story's template of today; made where there is none. Of two who want it one waits for the other.

    A template replaced by a newer one is erased by the sweep; until then who has begun with it may go on.
    """
    told = STORIES.get(story)
    if told is None:
        raise UnableToBuildPracticeStory(story)
    hold_story(session, story=story)
    version = version_of(local_day(now, _ZONE))
    newest = find_template(session, story=story)
    if newest is not None and newest.version == version:
        return newest.tenant_id
    tenant = Tenant(
        slug=f"templat-{story}-{new_code(CODE_LENGTH).lower()}", kind="demo", name=told.tenant_name, time_zone=_ZONE, is_sample=True,
        created_at=now,
    )  # fmt: skip
    session.add(tenant)
    session.flush()
    session.add(PracticeTenant(tenant_id=tenant.id, version=version, story=story, checkpoint=START, made_at=now))
    with tenancy.inside(session, tenant_id=tenant.id):
        session.add(
            TenantProfile(
                tenant_id=tenant.id, government_name=f"Pemerintah {told.tenant_name}", office_name=told.office_name, address=told.address,
                accent=told.accent, report_form=told.report_form, signatory_name=SIGNATORIES[0], signatory_position="Sekretaris Daerah",
                updated_at=now,
            )
        )  # fmt: skip
        session.flush()
        PastWriter(session, store, signing_key, tenant, told, now).write()
    # Nobody is to answer here.
    session.execute(delete(Locator).where(Locator.tenant_id == tenant.id))
    return tenant.id
