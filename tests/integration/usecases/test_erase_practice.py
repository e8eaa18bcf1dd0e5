"""Practice tenants go with everything in them, and nothing else does."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.erasure import erase_guest, erase_tenant_rows
from puas.db.identifiers import new_id
from puas.db.queries.practice_tenants import list_expired
from puas.db.tables.people import Account, Locator
from puas.db.tables.places import Tenant
from puas.db.tables.training import PracticeTenant, TrainingParticipant
from puas.db.tenant_rows import tenant_tables
from puas.domain.practice_stories import START
from puas.runtime.file_store import DiskStore, tenant_key
from puas.usecases.erase_practice import erase_practice
from puas.usecases.erase_practice_files import erase_practice_files
from puas.usecases.take_practice import UnableToTakePractice, take_practice
from tests.factories.log_ins import is_refused
from tests.factories.practice import NOW, UNTIL, add_participant, add_training, build_story, take
from tests.factories.rows import fill_tenant
from tests.factories.tenants import add_member, add_tenant

TABLES = [table.name for table in tenant_tables()]


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path)


@pytest.fixture
def owner(session: Session) -> int:
    return add_tenant(session, slug="nusa-contoh", name="Provinsi Nusa Contoh", kind="province", region_code=None).id


def _counts(session: Session, tenant_id: int) -> dict[str, int]:
    with tenancy.inside(session, tenant_id=tenant_id):
        return {
            name: session.scalar(text(f"select count(*) from {name} where tenant_id = :t"), {"t": tenant_id}) or 0 for name in TABLES
        }


def _make_practice(session: Session, tenant_id: int, owner_id: int) -> None:
    session.add(
        PracticeTenant(
            tenant_id=tenant_id, owner_id=owner_id, session_id=add_training(session, owner_id=owner_id), version="1", story="kabupaten",
            checkpoint=START, made_at=NOW, expires_at=UNTIL,
        )
    )  # fmt: skip
    session.flush()


def test_no_row_of_any_table_is_left(session: Session, owner: int) -> None:
    practice = fill_tenant(session, slug="latihan-satu", marker="RahasiaSatu", province_code=None, kind="demo").id
    neighbour = fill_tenant(session, slug="latihan-dua", marker="RahasiaDua", province_code=None, kind="demo").id
    for tenant_id in (practice, neighbour):
        _make_practice(session, tenant_id, owner)
        locators.remember(session, kind=locators.CODE, key=locators.new_code(), target="point", tenant_id=tenant_id)
    before = _counts(session, practice)
    assert all(before.values()), "the factory fills every table"
    untouched = _counts(session, neighbour)

    assert erase_practice(session=session, tenant_id=practice, now=UNTIL)

    assert set(_counts(session, practice).values()) == {0}
    assert _counts(session, neighbour) == untouched
    kept = session.execute(select(Locator.tenant_id, func.count()).group_by(Locator.tenant_id)).all()
    assert practice not in {tenant_id for tenant_id, _number in kept}
    assert neighbour in {tenant_id for tenant_id, _number in kept}
    left = session.scalars(select(Tenant).where(Tenant.id == practice)).one()
    assert (left.state, left.slug) == ("left", f"terhapus-{practice}")
    assert "Satu" not in left.name


def test_the_function_names_every_table_a_tenant_owns_in_an_order_that_works(session: Session) -> None:
    source = session.scalar(text("select prosrc from pg_proc where proname = 'erase_tenant_rows'")) or ""
    named = re.findall(r"delete from (\w+) where tenant_id = wanted", source)
    *of_tenant, last = named
    assert last == "locator"
    assert sorted(of_tenant) == sorted(TABLES)
    for table in tenant_tables():
        for constraint in table.foreign_key_constraints:
            target = constraint.referred_table.name
            if target in TABLES and target != table.name:
                assert of_tenant.index(table.name) < of_tenant.index(target), f"{target} goes before {table.name}"


@pytest.mark.parametrize("kind", ["regency", "province", "demo"])
@pytest.mark.parametrize("state", ["active", "suspended"])
def test_the_function_refuses_whoever_is_not_for_practice(session: Session, kind: str, state: str) -> None:
    tenant = add_tenant(session, slug="milik-orang", name="Kabupaten Asli", kind=kind, region_code=None, state=state)
    with pytest.raises(DBAPIError) as caught, session.begin_nested():
        erase_tenant_rows(session, tenant_id=tenant.id)
    assert is_refused(caught.value)
    assert _counts(session, tenant.id)["tenant_profile"] == 1


def test_a_regency_with_an_entry_among_practice_tenants_is_refused_all_the_same(session: Session, owner: int) -> None:
    tenant = add_tenant(session, slug="milik-orang", name="Kabupaten Asli", kind="regency", region_code=None)
    _make_practice(session, tenant.id, owner)
    with pytest.raises(DBAPIError) as caught, session.begin_nested():
        erase_practice(session=session, tenant_id=tenant.id, now=UNTIL)
    assert is_refused(caught.value)
    assert _counts(session, tenant.id)["tenant_profile"] == 1


def test_the_function_leaves_the_scope_as_it_was(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store)
    number = take(session, owner_id=owner, session_id=add_training(session, owner_id=owner))
    with tenancy.inside(session, tenant_id=owner):
        erase_practice(session=session, tenant_id=number, now=UNTIL)
        assert session.scalar(text("select current_setting('app.tenant_id')")) == str(owner)
        assert session.scalar(select(func.count()).select_from(TrainingParticipant)) == 1


def test_where_no_template_is_there_nothing_is_taken(session: Session, owner: int) -> None:
    with pytest.raises(UnableToTakePractice, match="not-ready"):
        take(session, owner_id=owner, session_id=add_training(session, owner_id=owner))


def test_guests_go_and_what_they_achieved_stays(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store)
    training = add_training(session, owner_id=owner)
    participant_id, account_id = add_participant(session, owner_id=owner, session_id=training)
    number = take_practice(
        session=session, owner_id=owner, session_id=training, participant_id=participant_id, account_id=account_id, group_practice_id=None,
        now=NOW,
    )  # fmt: skip
    trainer = Account(id=participant_id, email="pelatih@nusa.go.id", name="Pelatih", created_at=NOW)
    session.add(trainer)
    session.flush()
    add_member(session, tenant_id=number, account_id=trainer.id, role="tenant-admin")

    erase_practice(session=session, tenant_id=number, now=UNTIL)
    session.expire_all()

    remaining = set(session.scalars(select(Account.id)))
    assert account_id not in remaining and trainer.id in remaining
    with tenancy.inside(session, tenant_id=owner):
        row = session.scalars(select(TrainingParticipant).where(TrainingParticipant.id == participant_id)).one()
    # The number of the practice tenant is kept after it was erased.
    assert (row.account_id, row.practice_tenant_id, row.name) == (None, number, "Peserta 1")


def test_a_guest_who_works_in_another_practice_tenant_stays(session: Session, store: DiskStore, owner: int) -> None:
    build_story(session, store)
    first = add_training(session, owner_id=owner)
    number = take(session, owner_id=owner, session_id=first, number=1)
    other = take(session, owner_id=owner, session_id=add_training(session, owner_id=owner, until=UNTIL + timedelta(days=3)), number=2)
    with tenancy.inside(session, tenant_id=number):
        account_id = session.scalar(text("select account_id from membership where tenant_id = :t"), {"t": number})
    add_member(session, tenant_id=other, account_id=account_id, role="trainee")
    erase_practice(session=session, tenant_id=number, now=UNTIL)
    assert session.scalar(select(Account.id).where(Account.id == account_id)) == account_id
    erase_practice(session=session, tenant_id=other, now=UNTIL + timedelta(days=3))
    assert session.scalar(select(Account.id).where(Account.id == account_id)) is None


def test_no_other_account_can_be_erased(session: Session) -> None:
    account = Account(id=new_id(), email="budi@kab.go.id", name="Budi", created_at=NOW)
    session.add(account)
    session.flush()
    erase_guest(session, account_id=account.id)
    assert session.scalar(select(func.count()).select_from(Account).where(Account.email == "budi@kab.go.id")) == 1


def test_before_its_time_nothing_is_erased(session: Session, store: DiskStore, owner: int) -> None:
    template = build_story(session, store)
    number = take(session, owner_id=owner, session_id=add_training(session, owner_id=owner))
    just_before = UNTIL - timedelta(seconds=1)
    assert list_expired(session, now=just_before, limit=9) == []
    for tenant_id in (number, template, owner):
        assert not erase_practice(session=session, tenant_id=tenant_id, now=just_before)
    assert list_expired(session, now=UNTIL, limit=9) == [number]


def test_a_template_goes_when_its_story_has_a_newer_one(session: Session, store: DiskStore, owner: int) -> None:
    old = build_story(session, store)
    new = build_story(session, store, now=NOW + timedelta(days=1))
    assert list_expired(session, now=NOW, limit=9) == [old]
    assert erase_practice(session=session, tenant_id=old, now=NOW)
    assert not erase_practice(session=session, tenant_id=new, now=NOW)
    # Rooms go on with the newer one.
    assert take(session, owner_id=owner, session_id=add_training(session, owner_id=owner)) > new


class _BreaksOff(DiskStore):
    """A store whose process is killed at the second file."""

    deleted = 0

    def delete(self, key: str) -> None:
        if self.deleted == 1:
            raise KeyboardInterrupt
        self.deleted += 1
        super().delete(key)


def test_killed_in_the_middle_the_next_run_finishes(session: Session, tmp_path: Path, store: DiskStore, owner: int) -> None:
    build_story(session, store)
    number = take(session, owner_id=owner, session_id=add_training(session, owner_id=owner))
    other = tenant_key(number + 1000, "reports", "laporan.pdf")
    for key in (tenant_key(number, "reports", "a.pdf"), tenant_key(number, "emblem", "b.png"), other):
        store.write(key, b"x", content_type="application/pdf")
    # Files never go before their rows.
    assert not erase_practice_files(session=session, store=store, tenant_id=number, now=UNTIL)
    assert erase_practice(session=session, tenant_id=number, now=UNTIL)
    with pytest.raises(KeyboardInterrupt):
        erase_practice_files(session=session, store=_BreaksOff(tmp_path), tenant_id=number, now=UNTIL)
    assert list_expired(session, now=UNTIL, limit=9) == [number]
    assert erase_practice(session=session, tenant_id=number, now=UNTIL)
    assert erase_practice_files(session=session, store=store, tenant_id=number, now=UNTIL)
    assert store.keys(tenant_key(number)) == [] and store.exists(other)
    assert list_expired(session, now=UNTIL, limit=9) == []
    gone = session.scalars(select(PracticeTenant.gone_at).where(PracticeTenant.tenant_id == number)).one()
    assert gone == UNTIL
