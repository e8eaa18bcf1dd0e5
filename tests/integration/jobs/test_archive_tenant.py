"""A tenant leaves: the row is first, the archive is made by a job, kept for thirty days, and nothing is made twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import Engine, create_engine, select, text, update

from puas.db import tenancy
from puas.db.queries.departures import list_left_workspaces
from puas.db.queries.tenant_frame import tenant_frame
from puas.db.session import with_driver
from puas.db.tables.mail import OutgoingMail
from puas.db.tables.people import AuditEvent, Membership
from puas.db.tables.places import Tenant, TenantDeparture
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.departure_patience import ARCHIVE_KEPT_FOR, CLAIM_LASTS, MOST_ATTEMPTS
from puas.domain.tenant_archive import read_manifest
from puas.runtime.archive_files import open_archive
from puas.usecases._departures import UnableToDecideDeparture
from puas.usecases.count_participation import count_participation
from puas.usecases.leave_tenant import leave_tenant
from puas.usecases.reject_departure import reject_departure
from puas.usecases.request_departure import UnableToRequestDeparture, request_departure
from puas.usecases.share_yardsticks import share_yardsticks
from puas.usecases.withdraw_departure import UnableToWithdrawDeparture, withdraw_departure
from puas_worker.jobs import archive_tenant, sweep
from puas_worker.storage import file_store
from tests.conftest import Committing
from tests.factories.rows import fill_tenant
from tests.factories.tenants import add_account, add_member, add_tenant

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
BASE = "https://skm.example.go.id"

pytestmark = pytest.mark.usefixtures("worker_settings")


@dataclass(frozen=True)
class Leaving:
    """A regency with everything, its admin, and the province over it."""

    tenant_id: int
    admin: UUID
    province_id: int
    province_admin: UUID


@pytest.fixture
def leaving(job_database: Committing) -> Leaving:
    with job_database.session_factory() as session:
        province = add_tenant(session, slug="jatim", name="Provinsi Jawa Timur", kind="province", region_code="35")
        above = add_account(session, "biro@jatimprov.go.id")
        add_member(session, tenant_id=province.id, account_id=above.id, role="province-admin")
        made = fill_tenant(session, slug="tirta", marker="Tirta", province_code="35", region_code="35.22")
        session.add(Membership(tenant_id=made.id, account_id=made.account_id, role="tenant-admin"))
        session.commit()
        return Leaving(made.id, made.account_id, province.id, above.id)


def ask(place: Committing, leaving: Leaving) -> UUID:
    with place.session_factory() as session:
        tenancy.enter(session, tenant_id=leaving.tenant_id)
        made = request_departure(
            session=session,
            tenant_id=leaving.tenant_id,
            requested_by=leaving.admin,
            reason="Pindah ke instalasi sendiri",
            base_url=BASE,
            now=NOW,
        )
        session.commit()
        return made.id


def leave(place: Committing, departure_id: UUID, leaving: Leaving, *, province_code: str | None = "35") -> None:
    with place.session_factory() as session:
        leave_tenant(
            session=session,
            departure_id=departure_id,
            decided_by=leaving.province_admin,
            province_code=province_code,
            base_url=BASE,
            now=NOW,
        )
        session.commit()


def letters(place: Committing, recipient: str) -> list[str]:
    with place.session_factory() as session:
        rows = session.scalars(select(OutgoingMail.body).where(OutgoingMail.recipient == recipient).order_by(OutgoingMail.id))
        return list(rows)


def departure(place: Committing, departure_id: UUID) -> TenantDeparture:
    with place.session_factory() as session:
        return session.scalars(select(TenantDeparture).where(TenantDeparture.id == departure_id)).one()


def province_engine(place: Committing) -> Engine:
    return create_engine(with_driver(place.url("puas_province")))


def seen_by_province(place: Committing) -> dict[str, int]:
    """By every table the database shows to a province, whatever the code believes them to be."""
    engine = province_engine(place)
    shown = text("select tablename from pg_policies where 'puas_province' = any(roles)")
    with engine.connect() as connection:
        connection.execute(text("set local app.province_code = '35'"))
        columns = {"submission": "period_id", "followup_item": "id"}
        found = {
            name: connection.scalar(text(f"select count({columns.get(name, '*')}) from {name}"))
            for name in connection.scalars(shown).all()
        }
    engine.dispose()
    return {name: int(number or 0) for name, number in found.items()}


def tell_again(place: Committing, leaving: Leaving) -> None:
    """As a job that began before the tenant left, and comes round to it afterwards."""
    with place.session_factory() as session:
        tenancy.enter(session, tenant_id=leaving.tenant_id)
        share_yardsticks(session=session, tenant_id=leaving.tenant_id, now=NOW)
        count_participation(session=session, tenant_id=leaving.tenant_id, now=NOW)
        assert session.scalars(select(YardstickFigure.tenant_id)).all()
        assert tenant_frame(session, tenant_id=leaving.tenant_id).province_code is None
        session.commit()


def test_from_the_wish_to_the_archive(job_database: Committing, leaving: Leaving, tmp_path: Path) -> None:
    departure_id = ask(job_database, leaving)
    (to_province,) = letters(job_database, "biro@jatimprov.go.id")
    assert f"{BASE}/t/jatim/kesiapan" in to_province and "Pindah ke instalasi sendiri" in to_province
    before = seen_by_province(job_database)
    assert "yardstick_figure" in before and set(before.values()) == {1}
    leave(job_database, departure_id, leaving)
    assert set(seen_by_province(job_database).values()) == {0}
    tell_again(job_database, leaving)
    assert set(seen_by_province(job_database).values()) == {0}
    with job_database.session_factory() as session:
        assert session.scalar(select(Tenant.state).where(Tenant.id == leaving.tenant_id)) == "left"
        for tenant_id in (leaving.tenant_id, leaving.province_id):
            with tenancy.inside(session, tenant_id=tenant_id):
                assert "leave_tenant" in session.scalars(select(AuditEvent.action)).all()
    archive_tenant.run(departure_id=str(departure_id))
    row = departure(job_database, departure_id)
    assert (row.archive_state, row.attempt) == ("ready", 1)
    content = file_store().read(row.archive_key)
    assert (len(content), hashlib.sha256(content).hexdigest()) == (row.archive_size, row.archive_sha256)
    path = tmp_path / "arsip.zip"
    path.write_bytes(content)
    with open_archive(path) as archive:
        manifest = read_manifest(archive.manifest())
    assert manifest.tenant.slug == "tirta" and manifest.tenant.province_code == "35"
    assert manifest.tables["submission"].rows == 1
    told = letters(job_database, "tirta@contoh.example")
    assert len(told) == 2
    assert "/ruang-kerja/keluar/tirta" in told[1] and str(row.archive_sha256) in told[1]
    with job_database.session_factory() as session:
        tenancy.enter(session, account_id=leaving.admin)
        assert [each.slug for each in list_left_workspaces(session, account_id=leaving.admin)] == ["tirta"]
        tenancy.enter(session, account_id=leaving.province_admin)
        assert list_left_workspaces(session, account_id=leaving.province_admin) == []


def test_running_the_job_twice_makes_one_archive(job_database: Committing, leaving: Leaving) -> None:
    departure_id = ask(job_database, leaving)
    leave(job_database, departure_id, leaving)
    archive_tenant.run(departure_id=str(departure_id))
    first = departure(job_database, departure_id)
    archive_tenant.run(departure_id=str(departure_id), something="a later sender knows")
    again = departure(job_database, departure_id)
    assert (again.archive_sha256, again.attempt) == (first.archive_sha256, 1)
    assert len(letters(job_database, "tirta@contoh.example")) == 2


def test_a_lost_signal_and_a_dead_maker_are_found_by_the_sweeper(
    job_database: Committing, leaving: Leaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    departure_id = ask(job_database, leaving)
    leave(job_database, departure_id, leaving)
    asked: list[str] = []
    from puas.usecases import sweep_departures as sweeping

    monkeypatch.setattr(sweeping, "enqueue", lambda _session, job, **arguments: asked.append(f"{job.name} {arguments['departure_id']}"))
    with time_machine.travel(NOW + timedelta(seconds=10), tick=False):
        sweep.run()
    assert asked == [], "younger rows wait for their ordinary signal"
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        sweep.run()
    assert asked == [f"archive-tenant {departure_id}"]
    with job_database.session_factory() as session:
        session.execute(update(TenantDeparture).values(archive_state="running", claimed_at=NOW, attempt=1))
        session.commit()
    with time_machine.travel(NOW + CLAIM_LASTS + timedelta(minutes=1), tick=False):
        sweep.run()
        assert len(asked) == 2
        archive_tenant.run(departure_id=str(departure_id))
    assert (departure(job_database, departure_id).archive_state, departure(job_database, departure_id).attempt) == ("ready", 2)


def test_a_full_disk_is_tried_again_and_then_told(job_database: Committing, leaving: Leaving, monkeypatch: pytest.MonkeyPatch) -> None:
    departure_id = ask(job_database, leaving)
    leave(job_database, departure_id, leaving)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(file_store()), "write", full)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with pytest.raises(OSError, match="No space"):
            archive_tenant.run(departure_id=str(departure_id))
        state = "failed" if attempt == MOST_ATTEMPTS else "pending"
        assert departure(job_database, departure_id).archive_state == state
    archive_tenant.run(departure_id=str(departure_id))
    assert departure(job_database, departure_id).attempt == MOST_ATTEMPTS


def test_after_thirty_days_the_archive_is_thrown_away(job_database: Committing, leaving: Leaving) -> None:
    departure_id = ask(job_database, leaving)
    leave(job_database, departure_id, leaving)
    with time_machine.travel(NOW, tick=False):
        archive_tenant.run(departure_id=str(departure_id))
    key = departure(job_database, departure_id).archive_key
    for days, left in ((29, True), (31, False), (32, False)):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            sweep.run()
        assert file_store().exists(key) is left
    assert departure(job_database, departure_id).archive_state == "gone"
    assert timedelta(days=30) == ARCHIVE_KEPT_FOR


def test_a_second_archive_does_not_hold_the_first(job_database: Committing, leaving: Leaving, tmp_path: Path) -> None:
    departure_id = ask(job_database, leaving)
    leave(job_database, departure_id, leaving)
    file_store().write(f"tenant-{leaving.tenant_id}/archives/lama.zip", b"lama", content_type="application/zip")
    archive_tenant.run(departure_id=str(departure_id))
    path = tmp_path / "arsip.zip"
    path.write_bytes(file_store().read(departure(job_database, departure_id).archive_key))
    with open_archive(path) as archive:
        assert [name for name, _size in archive.sizes if "archives" in name] == []


def test_who_may_not_decide_and_what_was_decided(job_database: Committing, leaving: Leaving) -> None:
    departure_id = ask(job_database, leaving)
    with pytest.raises(UnableToRequestDeparture, match="already-requested"):
        ask(job_database, leaving)
    with pytest.raises(UnableToDecideDeparture, match="not-yours"):
        leave(job_database, departure_id, leaving, province_code="33")
    with job_database.session_factory() as session:
        reject_departure(
            session=session,
            departure_id=departure_id,
            decided_by=leaving.province_admin,
            province_code="35",
            reason="Tunggu akhir tahun",
            now=NOW,
        )
        session.commit()
    assert "Tunggu akhir tahun" in letters(job_database, "tirta@contoh.example")[0]
    with pytest.raises(UnableToDecideDeparture, match="already-decided"):
        leave(job_database, departure_id, leaving)
    second = ask(job_database, leaving)
    with job_database.session_factory() as session:
        tenancy.enter(session, tenant_id=leaving.tenant_id)
        withdraw_departure(session=session, tenant_id=leaving.tenant_id, withdrawn_by=leaving.admin, now=NOW)
        with pytest.raises(UnableToWithdrawDeparture):
            withdraw_departure(session=session, tenant_id=leaving.tenant_id, withdrawn_by=leaving.admin, now=NOW)
        session.commit()
    with pytest.raises(UnableToDecideDeparture, match="already-decided"):
        leave(job_database, second, leaving)
    with job_database.session_factory() as session:
        assert session.scalar(select(Tenant.state).where(Tenant.id == leaving.tenant_id)) == "active"


def test_the_region_is_free_again_and_the_operator_may_decide_too(job_database: Committing, leaving: Leaving) -> None:
    leave(job_database, ask(job_database, leaving), leaving, province_code=None)
    with job_database.session_factory() as session:
        add_tenant(session, slug="tirta-2", name="Kabupaten Bojonegoro", region_code="35.22")
        session.commit()
