"""Who left is erased when the archive had its time: every row and every file, once, and nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.identifiers import new_id
from puas.db.queries.publication import find_closed_tenant
from puas.db.tables.people import AuditEvent
from puas.db.tables.places import Tenant, TenantDeparture
from puas.db.tenant_rows import tenant_tables
from puas.runtime.file_store import tenant_key
from puas_worker.jobs import erase_departed, sweep
from puas_worker.storage import file_store
from tests.conftest import Committing
from tests.factories.rows import FilledTenant, fill_tenant
from tests.factories.tenants import add_tenant

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)

pytestmark = pytest.mark.usefixtures("worker_settings")


@pytest.fixture
def left(job_database: Committing) -> FilledTenant:
    """A row in every table there is and two files; it left, and its archive's time ends now."""
    with job_database.session_factory() as session:
        add_tenant(session, slug="jatim", name="Provinsi Jawa Timur", kind="province", region_code="35")
        stays = fill_tenant(session, slug="tetap", marker="Tetap", province_code="35", region_code="35.01")
        session.commit()
        filled = fill_tenant(session, slug="pergi", marker="Pergi", province_code="35", region_code="35.22")
        session.commit()
        locators.remember(session, kind=locators.CODE, key="BCDFGHJ", target=str(new_id()), tenant_id=filled.id)
        session.execute(update(Tenant).where(Tenant.id == filled.id).values(state="left"))
        session.add(
            TenantDeparture(
                id=new_id(), tenant_id=filled.id, state="left", requested_at=NOW - timedelta(days=31), decided_at=NOW - timedelta(days=31),
                archive_state="ready", archive_key=_file(filled.id, "archives"), archived_at=NOW - timedelta(days=30), expires_at=NOW,
            )
        )  # fmt: skip
        session.commit()
    for tenant_id in (filled.id, stays.id):
        for folder in ("archives", "reports"):
            file_store().write(_file(tenant_id, folder), b"isi", content_type="application/pdf")
    return filled


def _file(tenant_id: int, folder: str) -> str:
    return tenant_key(tenant_id, folder, "x.pdf")


def _counts(place: Committing, slug: str) -> dict[str, int]:
    with place.session_factory() as session:
        tenant_id = session.scalars(select(Tenant.id).where(Tenant.slug == slug)).one()
        with tenancy.inside(session, tenant_id=tenant_id):
            counts: dict[str, int] = {}
            for table in tenant_tables():
                statement = select(func.count()).select_from(table).where(table.c.tenant_id == tenant_id)
                counts[table.name] = session.scalar(statement) or 0
            return counts


def _departure(session: Session, tenant_id: int) -> TenantDeparture:
    return session.scalars(select(TenantDeparture).where(TenantDeparture.tenant_id == tenant_id)).one()


def _pass(**moment: Any) -> int:
    with time_machine.travel(NOW + timedelta(**moment), tick=False):
        sweep.run()
        return erase_departed.run()


def test_nothing_is_left_of_a_tenant_but_its_name(job_database: Committing, left: FilledTenant) -> None:
    before = _counts(job_database, "tetap")
    assert set(before.values()) == {1} and set(_counts(job_database, "pergi").values()) == {1}, "the factory fills every table"
    assert _pass(seconds=-1) == 0
    assert set(_counts(job_database, "pergi").values()) == {1}, "its time was not over"
    assert _pass(seconds=1) == 1
    assert set(_counts(job_database, "pergi").values()) == {0}
    assert file_store().keys(f"tenant-{left.id}") == []
    with job_database.session_factory() as session:
        assert session.scalar(text("select count(*) from locator where tenant_id = :id"), {"id": left.id}) == 0
        assert _departure(session, left.id).erased_at == LATER
        assert session.scalars(select(Tenant.name).where(Tenant.id == left.id, Tenant.state == "left")).all() == ["Kabupaten Pergi"]
        closed = find_closed_tenant(session, slug="pergi")
        assert closed is not None and closed.is_erased
        province = session.scalars(select(Tenant.id).where(Tenant.slug == "jatim")).one()
        with tenancy.inside(session, tenant_id=province):
            told = session.scalars(select(AuditEvent).where(AuditEvent.action == "erase_departed_tenant")).all()
        assert [(each.subject, each.detail) for each in told] == [(f"tenant:{left.id}", {"workspace": "Kabupaten Pergi"})]
    # Of the neighbour nothing is missing, and the second turn finds nothing to do.
    assert _counts(job_database, "tetap") == before and len(file_store().keys(f"tenant-{left.id - 1}")) == 2
    assert _pass(days=1) == 0


def test_who_is_killed_between_rows_and_files_goes_on(
    job_database: Committing, left: FilledTenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(**_: Any) -> bool:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(erase_departed, "erase_departed_files", killed)
        with pytest.raises(ExceptionGroup):
            _pass(seconds=1)
    assert set(_counts(job_database, "pergi").values()) == {0} and file_store().exists(_file(left.id, "reports"))
    assert _pass(hours=1) == 1
    assert file_store().keys(f"tenant-{left.id}") == []


@pytest.mark.parametrize("values", [{"archive_state": "failed", "expires_at": None}, {"archive_state": "pending", "expires_at": None}])
def test_without_an_archive_to_take_along_nothing_is_erased(
    job_database: Committing, left: FilledTenant, values: dict[str, Any]
) -> None:
    with job_database.session_factory() as session:
        session.execute(update(TenantDeparture).where(TenantDeparture.tenant_id == left.id).values(**values))
        session.commit()
    assert _pass(days=400) == 0
    assert set(_counts(job_database, "pergi").values()) == {1}


def test_a_tenant_that_is_in_use_again_is_not_erased(job_database: Committing, left: FilledTenant) -> None:
    with job_database.session_factory() as session:
        session.execute(update(Tenant).where(Tenant.id == left.id).values(state="active"))
        session.commit()
    assert _pass(days=1) == 0
    assert set(_counts(job_database, "pergi").values()) == {1}
