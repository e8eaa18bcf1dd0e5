"""Writes components of a service's standard into its draft; what is in force stays as it is until the draft takes its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.service_standards import seen_of
from puas.db.tables.standards import ServiceStandard
from puas.domain.service_standards import BY_SLUG, LONGEST_COMPONENT, changed_components, written
from puas.usecases._refusal import Refusal
from puas.usecases._standards import hold_service, name_of, new_draft, share_standards, subject_of, touch
from puas.usecases.record_audit import record_audit


class UnableToSaveStandardDraft(Refusal):
    """`reason`: unknown, archived, unknown-component, too-long or changed-meanwhile; `draft` is what somebody else saved."""

    def __init__(self, reason: str, *, component: str = "", draft: ServiceStandard | None = None) -> None:
        super().__init__(reason)
        self.component = component
        self.draft = draft


def save_standard_draft(
    *,
    session: Session,
    tenant_id: int,
    service_type_id: UUID,
    components: Mapping[str, str],
    account_id: UUID | None,
    now: datetime,
    seen: str | None = None,
    is_one_of_many: bool = False,
) -> ServiceStandard:
    """The draft with these components changed; those that are not named stay.

    A first draft begins as a copy of the standard in force. `seen` is the draft the person had before them (`seen_of`); None
    where nobody looked at one. Whoever saves many shares the register's figures once at the end.
    """
    _refuse(components)
    held = hold_service(session, tenant_id=tenant_id, service_type_id=service_type_id, refusal=UnableToSaveStandardDraft)
    if not held.is_active:
        raise UnableToSaveStandardDraft("archived")
    if seen is not None and seen != seen_of(held.draft):
        raise UnableToSaveStandardDraft("changed-meanwhile", draft=held.draft)
    before = dict(held.draft.components) if held.draft else dict(held.in_force.components) if held.in_force else {}
    after = written({**before, **components})
    changed = changed_components(before, after)
    if held.draft is None:
        draft = new_draft(session, held, components=after, account_id=account_id, now=now)
    elif not changed:
        return held.draft
    else:
        draft = held.draft
        draft.components = after
        touch(draft, account_id=account_id, now=now)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_standard_draft", subject=subject_of(held), now=now,
        detail={"name": name_of(held), "version": draft.number, "components": ", ".join(BY_SLUG[slug].name for slug in changed)},
    )  # fmt: skip
    if not is_one_of_many:
        share_standards(session, tenant_id=tenant_id, now=now)
    return draft


def _refuse(components: Mapping[str, str]) -> None:
    for slug, text in components.items():
        if slug not in BY_SLUG:
            raise UnableToSaveStandardDraft("unknown-component", component=slug)
        if len(text) > LONGEST_COMPONENT:
            raise UnableToSaveStandardDraft("too-long", component=slug)
