"""Two administrators take the same set-up over in the same moment, with commits that are real."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import func, select

from puas.db import locators, tenancy
from puas.db.queries.practice_setups import takeover_of
from puas.db.session import unit_of_work
from puas.db.tables.agencies import Agency
from puas.db.tables.people import AuditEvent
from puas.db.tables.training import PracticeSetup as PracticeSetupRow
from puas.domain.practice_setup import PracticeSetup, SetupAgency, SetupService, code_of, write_setup
from puas.usecases.unpack_practice_setup import UnableToUnpackPracticeSetup, unpack_practice_setup
from tests.conftest import Committing
from tests.factories.regency import make_regency
from tests.factories.training_rooms import NOW, make_hall, take_seat

SETUP = PracticeSetup(1, date(2026, 11, 21), (SetupAgency("Dinas Sosial", "", "dinas", (SetupService("PKH", True, False),), ()),))


def test_of_two_who_confirm_at_once_one_finds_it_taken(committing: Committing) -> None:
    content, setup_id = write_setup(SETUP), uuid4()
    with unit_of_work(committing.session_factory) as session:
        hall = make_hall(session)
        seat = take_seat(session, hall)
        with tenancy.inside(session, tenant_id=hall.owner_id):
            session.add(
                PracticeSetupRow(
                    tenant_id=hall.owner_id, id=setup_id, participant_id=seat.participant_id, content=content, made_at=NOW,
                    expires_at=NOW + timedelta(days=90),
                )
            )  # fmt: skip
        locators.remember(
            session, kind=locators.PRACTICE_SETUP, key=code_of(setup_id), target=str(setup_id), tenant_id=hall.owner_id
        )
        home = make_regency(session)
        seen = takeover_of(session, tenant_id=home.id, content=content, today=NOW.date()).fingerprint()
    start, told = threading.Barrier(2), []

    def confirm() -> None:
        try:
            with unit_of_work(committing.session_factory, tenant_id=home.id) as own:
                start.wait()
                unpack_practice_setup(session=own, tenant_id=home.id, code=code_of(setup_id), seen=seen, account_id=None, now=NOW)
            told.append("done")
        except UnableToUnpackPracticeSetup as refusal:
            told.append(refusal.reason)

    threads = [threading.Thread(target=confirm) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(told) == ["done", "taken"]
    with unit_of_work(committing.session_factory, tenant_id=home.id) as session:
        assert session.scalar(select(func.count()).select_from(Agency).where(Agency.tenant_id == home.id)) == 1
        acts = select(func.count()).select_from(AuditEvent).where(
            AuditEvent.tenant_id == home.id, AuditEvent.action == "unpack_practice_setup"
        )  # fmt: skip
        assert session.scalar(acts) == 1
