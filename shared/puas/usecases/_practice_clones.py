"""Copies a template into a practice tenant: its rows as lines, once read and then kept by the process, under the new number."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.locators import new_code, take_codes
from puas.db.queries.practice_tenants import Template
from puas.db.tables.places import Tenant
from puas.db.tables.training import PracticeTenant
from puas.db.tenant_rows import lines_of, put_lines, put_references, refers_to_itself, tenant_tables
from puas.domain.practice_stories import STORIES
from puas.jobs.catalogue import BRING_PRACTICE_FILES
from puas.jobs.enqueue import enqueue
from puas.runtime.signing_key import SigningKey
from puas.usecases._practice_present import advance

Lines = dict[str, tuple[bytes, ...]]

# The trail of a practice tenant begins with the participant.
NOT_CLONED = frozenset({"audit_event", "membership", "agency_assignment", "notification"})
_STICKERS = "collection_point"
_MOST_KEPT = 4
_SLUG_LENGTH = 8
_lines: OrderedDict[str, Lines] = OrderedDict()


def make_practice_tenant(
    session: Session,
    *,
    template: Template,
    owner_id: int,
    session_id: UUID,
    checkpoint: str,
    seed: int,
    signing_key: SigningKey | None,
    expires_at: datetime,
    taken_at: datetime | None,
    now: datetime,
) -> int:
    """A new practice tenant of a training session, at the checkpoint wanted; its number."""
    tenant = Tenant(
        slug=f"latihan-{new_code(_SLUG_LENGTH).lower()}", kind="demo", name=template.name, time_zone=template.time_zone, is_sample=True,
        created_at=now,
    )  # fmt: skip
    session.add(tenant)
    session.flush()
    own_seed = practice_seed(seed, tenant.id)
    session.add(
        PracticeTenant(
            tenant_id=tenant.id, owner_id=owner_id, session_id=session_id, version=template.version, story=template.story,
            checkpoint=checkpoint, seed=own_seed, made_at=now, expires_at=expires_at, taken_at=taken_at,
        )
    )  # fmt: skip
    session.flush()
    fill_practice_tenant(
        session, template=template, tenant_id=tenant.id, checkpoint=checkpoint, seed=own_seed, signing_key=signing_key, now=now
    )
    return tenant.id


def practice_seed(seed: int, tenant_id: int) -> int:
    """What a practice tenant's own figures are made of: another number for each tenant of a session."""
    return (seed * 1_000_003 + tenant_id) % 2**62


def fill_practice_tenant(
    session: Session, *, template: Template, tenant_id: int, checkpoint: str, seed: int, signing_key: SigningKey | None, now: datetime
) -> None:
    """Put the template's rows into the empty tenant and go on to the checkpoint; files follow after the commit."""
    lines = _lines_of_template(session, template)
    with tenancy.inside(session, tenant_id=tenant_id):
        for table in tenant_tables():
            rows = lines.get(table.name, ())
            if table.name == _STICKERS:
                rows = tuple(_own_stickers(session, tenant_id, rows))
            if rows:
                put_lines(session, table=table, tenant_id=tenant_id, lines=rows)
            if rows and refers_to_itself(table):
                put_references(session, table=table, tenant_id=tenant_id, lines=rows)
        advance(
            session, tenant_id=tenant_id, story=STORIES[template.story], checkpoint=checkpoint, seed=seed, signing_key=signing_key, now=now
        )
    enqueue(session, BRING_PRACTICE_FILES, template_id=template.tenant_id, tenant_id=tenant_id)


def _lines_of_template(session: Session, template: Template) -> Lines:
    """A template never changes, so its lines are read once; its address is random and never used again."""
    found = _lines.get(template.slug)
    if found is None:
        with tenancy.inside(session, tenant_id=template.tenant_id):
            found = {
                table.name: tuple(lines_of(session, table=table, tenant_id=template.tenant_id))
                for table in tenant_tables()
                if table.name not in NOT_CLONED
            }
        _lines[template.slug] = found
        while len(_lines) > _MOST_KEPT:
            _lines.popitem(last=False)
    return found


def _own_stickers(session: Session, tenant_id: int, lines: Iterable[bytes]) -> Iterable[bytes]:
    """Stickers under ids and codes of their own: the locator knows a code by its row's id alone."""
    rows = [{**json.loads(line), "id": str(new_id())} for line in lines]
    codes = take_codes(session, tenant_id=tenant_id, targets=[row["id"] for row in rows])
    return [json.dumps({**row, "code": code}).encode() for row, code in zip(rows, codes, strict=True)]
