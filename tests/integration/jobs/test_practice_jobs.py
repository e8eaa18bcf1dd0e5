"""Jobs around practice tenants: pools are filled, files are brought, what is over is erased, other sweeps pass them by."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.session import unit_of_work
from puas.db.tables.agencies import Agency
from puas.db.tables.people import Locator
from puas.db.tables.places import Tenant
from puas.db.tables.responses import Response
from puas.db.tables.surveys import SurveyPeriod
from puas.db.tables.training import PracticeTenant
from puas.domain.practice_stories import KABUPATEN, PUSKESMAS
from puas.jobs import run as job_run
from puas.runtime import clock
from puas.runtime.file_store import DiskStore, tenant_key
from puas.usecases import _practice_clones
from puas.usecases._practice_present import advance
from puas.usecases.erase_practice_files import erase_practice_files
from puas_worker import each_tenant
from puas_worker.jobs import (
    bring_practice_files,
    close_due_periods,
    count_participation,
    fill_practice_pool,
    mail_notices,
    remind,
    sweep,
    sweep_practice,
)
from tests.conftest import Committing
from tests.factories.practice import NOW, UNTIL, add_training, build_story, take
from tests.factories.tenants import add_tenant


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[datetime]]:
    """What the clock says, to be changed."""
    said = [NOW]
    monkeypatch.setattr(clock, "now", lambda: said[0])
    yield said


@pytest.fixture
def owner(job_database: Committing, worker_settings: None, moment: list[datetime]) -> int:
    with unit_of_work(job_database.session_factory) as session:
        return add_tenant(session, slug="nusa-contoh", name="Provinsi Nusa Contoh", kind="province", region_code=None).id


def _training(database: Committing, owner: int, **values: object) -> UUID:
    with unit_of_work(database.session_factory) as session:
        return add_training(session, owner_id=owner, **values)  # type: ignore[arg-type]


def _practice(database: Committing, *conditions: object) -> list[PracticeTenant]:
    with database.session_factory() as session:
        return list(session.scalars(select(PracticeTenant).where(*conditions).order_by(PracticeTenant.tenant_id)))  # type: ignore[arg-type]


def test_a_pool_is_filled_and_a_second_run_adds_nothing(job_database: Committing, owner: int) -> None:
    training = _training(job_database, owner, seats=4)
    for _turn in range(2):
        fill_practice_pool.run(owner_id=owner, session_id=str(training), unknown="ignored")
        made = _practice(job_database, PracticeTenant.session_id == training)
        assert len(made) == 4 and len({each.seed for each in made}) == 4
    assert len(_practice(job_database, PracticeTenant.session_id.is_(None))) == 1


def test_two_fillers_at_once_make_no_more_than_the_seats(job_database: Committing, owner: int) -> None:
    training = _training(job_database, owner, seats=5)
    failures: list[Exception] = []

    def fill() -> None:
        try:
            fill_practice_pool.run(owner_id=owner, session_id=str(training))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=fill) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == []
    assert len(_practice(job_database, PracticeTenant.session_id == training)) == 5
    assert len(_practice(job_database, PracticeTenant.session_id.is_(None))) == 1


def test_people_who_join_at_once_get_one_each(job_database: Committing, owner: int) -> None:
    """Some from the pool, the others made at once; a session that joins sees no tenant of another."""
    training = _training(job_database, owner, seats=4)
    fill_practice_pool.run(owner_id=owner, session_id=str(training))
    pool = {each.tenant_id for each in _practice(job_database, PracticeTenant.session_id == training)}
    taken: list[int] = []
    together = threading.Barrier(6)

    def join(number: int) -> None:
        with unit_of_work(job_database.session_factory) as session:
            together.wait()
            taken.append(take(session, owner_id=owner, session_id=training, number=number))

    threads = [threading.Thread(target=join, args=(number,)) for number in range(1, 7)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(taken) == len(set(taken)) == 6
    assert pool <= set(taken)


def test_answers_come_in_while_tenants_are_cloned(job_database: Committing, owner: int) -> None:
    """A room that opens takes nothing from a regency that is surveyed: every answer is stored, every clone is whole."""
    training = _training(job_database, owner, seats=12)
    with unit_of_work(job_database.session_factory) as session:
        number = build_story(session, DiskStore(Path("/nonexistent")), PUSKESMAS)
    stored = 0
    done = threading.Event()

    def clone() -> None:
        fill_practice_pool.run(owner_id=owner, session_id=str(training))
        done.set()

    thread = threading.Thread(target=clone)
    thread.start()
    while not done.is_set() or stored < 20:
        with unit_of_work(job_database.session_factory, tenant_id=number) as session:
            row = session.execute(text("select * from response where tenant_id = :t limit 1"), {"t": number}).mappings().one()
            session.execute(
                text("insert into response (tenant_id, id, period_id, service_type_id, channel, submitted_at, content_hash)"
                     " values (:t, gen_random_uuid(), :p, :s, 'sticker', :now, 'x')"),
                {"t": number, "p": row["period_id"], "s": row["service_type_id"], "now": NOW},
            )  # fmt: skip
        stored += 1
    thread.join()
    made = _practice(job_database, PracticeTenant.session_id == training)
    sizes = set()
    for each in made:
        with unit_of_work(job_database.session_factory, tenant_id=each.tenant_id) as session:
            periods = session.scalar(select(func.count()).select_from(SurveyPeriod).where(SurveyPeriod.tenant_id == each.tenant_id))
            agencies = session.scalar(select(func.count()).select_from(Agency).where(Agency.tenant_id == each.tenant_id))
            sizes.add((periods, agencies))
    assert len(made) == 12 and len(sizes) == 1


@pytest.mark.parametrize("how", ["raised", "killed"])
def test_a_clone_that_is_broken_off_leaves_nothing_behind(
    job_database: Committing, owner: int, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    training = _training(job_database, owner, seats=2)
    with unit_of_work(job_database.session_factory) as session:
        build_story(session, DiskStore(Path("/nonexistent")), PUSKESMAS)
    before = _everything(job_database)
    genuine = advance

    def break_off(session: Session, **_: object) -> None:
        assert session.scalar(select(func.count()).select_from(Response))
        if how == "killed":
            session.execute(text("select pg_terminate_backend(pg_backend_pid())"))
        raise RuntimeError("power cut")

    monkeypatch.setattr(_practice_clones, "advance", break_off)
    with pytest.raises(Exception, match="power cut|terminat"):
        fill_practice_pool.run(owner_id=owner, session_id=str(training))
    assert _everything(job_database) == before
    monkeypatch.setattr(_practice_clones, "advance", genuine)
    fill_practice_pool.run(owner_id=owner, session_id=str(training))
    assert len(_practice(job_database, PracticeTenant.session_id == training)) == 2


def _everything(database: Committing) -> tuple[object, ...]:
    """Counts over all tenants, as the server's superuser sees them."""
    with database.session_factory() as session:
        tenants = session.scalars(select(Tenant.id).order_by(Tenant.id)).all()
        locators = session.scalar(select(func.count()).select_from(Locator))
        rows = []
        for tenant_id in tenants:
            with tenancy.inside(session, tenant_id=tenant_id):
                rows.append(session.scalar(select(func.count()).select_from(Response).where(Response.tenant_id == tenant_id)))
        practice = session.scalar(select(func.count()).select_from(PracticeTenant))
        return (tuple(tenants), locators, tuple(rows), practice)


def test_files_are_brought_by_their_job(job_database: Committing, owner: int, tmp_path: Path) -> None:
    training = _training(job_database, owner, seats=1, story=KABUPATEN)
    fill_practice_pool.run(owner_id=owner, session_id=str(training))
    (template,) = _practice(job_database, PracticeTenant.session_id.is_(None))
    (room,) = _practice(job_database, PracticeTenant.session_id == training)
    assert bring_practice_files.run(template_id=template.tenant_id, tenant_id=room.tenant_id, unknown="ignored") == 1
    assert bring_practice_files.run(template_id=template.tenant_id, tenant_id=room.tenant_id) == 0
    assert len(DiskStore(tmp_path).keys(tenant_key(room.tenant_id))) == 1


def test_the_sweep_prepares_rooms_and_clears_them_away(
    job_database: Committing, owner: int, tmp_path: Path, moment: list[datetime]
) -> None:
    training = _training(job_database, owner, seats=2, state="planned")
    # The template is there before the session opens.
    sweep_practice.run(unknown="ignored")
    assert [each.story for each in _practice(job_database)] == [PUSKESMAS]
    with unit_of_work(job_database.session_factory, tenant_id=owner) as session:
        session.execute(text("update training_session set state = 'open' where tenant_id = :t"), {"t": owner})
    fill_practice_pool.run(owner_id=owner, session_id=str(training))
    with unit_of_work(job_database.session_factory) as session:
        number = take(session, owner_id=owner, session_id=training)
    key = tenant_key(number, "reports", "laporan.pdf")
    DiskStore(tmp_path).write(key, b"x", content_type="application/pdf")
    moment[0] = UNTIL - timedelta(minutes=1)
    # A week later the template of the first day has been replaced; the room's tenants are still there.
    assert sweep_practice.run() == 0
    assert sweep_practice.run() == 1
    assert {each.gone_at for each in _practice(job_database, PracticeTenant.session_id == training)} == {None}
    moment[0] = UNTIL
    assert sweep_practice.run() == 2
    assert sweep_practice.run() == 0
    assert {each.gone_at for each in _practice(job_database, PracticeTenant.session_id == training)} == {UNTIL}
    assert not DiskStore(tmp_path).exists(key)
    with job_database.session_factory() as session:
        assert session.scalars(select(Tenant.state).where(Tenant.id == number)).one() == "left"


def test_trouble_with_one_does_not_keep_the_others_waiting(
    job_database: Committing, owner: int, moment: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    training = _training(job_database, owner, seats=3)
    fill_practice_pool.run(owner_id=owner, session_id=str(training))
    first = _practice(job_database, PracticeTenant.session_id == training)[0].tenant_id

    def refuse(*, session: Session, store: DiskStore, tenant_id: int, now: datetime) -> bool:
        if tenant_id == first:
            raise OSError("no such disk")
        return erase_practice_files(session=session, store=store, tenant_id=tenant_id, now=now)

    monkeypatch.setattr(sweep_practice, "erase_practice_files", refuse)
    moment[0] = UNTIL
    with pytest.raises(ExceptionGroup):
        sweep_practice.run()
    left = _practice(job_database, PracticeTenant.session_id == training, PracticeTenant.gone_at.is_(None))
    assert [each.tenant_id for each in left] == [first]
    monkeypatch.setattr(sweep_practice, "erase_practice_files", erase_practice_files)
    assert sweep_practice.run() == 1


def test_other_sweeps_enter_only_rooms_somebody_is_in(
    job_database: Committing, owner: int, moment: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    training = _training(job_database, owner, seats=3)
    fill_practice_pool.run(owner_id=owner, session_id=str(training))
    with unit_of_work(job_database.session_factory) as session:
        number = take(session, owner_id=owner, session_id=training)
    assert job_run.active_tenant_ids() == [owner, number]
    assert job_run.active_tenant_ids(with_practice=False) == [owner]
    entered: list[int] = []
    genuine = job_run.transaction

    def note(*, tenant_id: int | None = None, account_id: UUID | None = None) -> object:
        if tenant_id is not None:
            entered.append(tenant_id)
        return genuine(tenant_id=tenant_id, account_id=account_id)

    monkeypatch.setattr(sweep, "transaction", note)
    monkeypatch.setattr(close_due_periods, "transaction", note)
    monkeypatch.setattr(each_tenant, "transaction", note)
    for job, expected in (
        (sweep, [owner, number]), (count_participation, [owner, number]), (close_due_periods, [owner]), (mail_notices, [owner]),
        (remind, [owner]),
    ):  # fmt: skip
        entered.clear()
        job.run()
        assert sorted(set(entered)) == expected, job
    # Erased ones are entered by none of them.
    with unit_of_work(job_database.session_factory) as session:
        session.execute(update(PracticeTenant).where(PracticeTenant.session_id == training).values(expires_at=NOW))
    assert sweep_practice.run() == 3
    assert job_run.active_tenant_ids() == [owner]


def test_a_practice_period_that_has_ended_is_closed_by_people_only(
    job_database: Committing, owner: int, moment: list[datetime]
) -> None:
    training = _training(job_database, owner, seats=1)
    fill_practice_pool.run(owner_id=owner, session_id=str(training))
    with unit_of_work(job_database.session_factory) as session:
        number = take(session, owner_id=owner, session_id=training)
    moment[0] = NOW + timedelta(days=90)
    assert close_due_periods.run() == 0
    with unit_of_work(job_database.session_factory, tenant_id=number) as session:
        assert session.scalar(select(func.count()).select_from(SurveyPeriod).where(SurveyPeriod.state == "open")) == 1
