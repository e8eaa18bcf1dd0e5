"""Dampak pelatihan: whose trainings and whose reports the page reads, who may see it, and the file of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.calendar import Deadline
from puas.db.tables.people import Account
from puas.db.tables.training import TrainingAttendance, TrainingParticipant, TrainingSession
from puas.domain.reporting_scope import reporting_scope
from tests.conftest import Committing
from tests.factories.province import Province, add_agency, add_province, add_regency, add_submission
from tests.factories.tenants import add_account, add_member
from tests.web_pages import Browser

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
HELD_ON = date(2026, 5, 4)
FIRST, THIRD = reporting_scope(2026, "triwulan-1"), reporting_scope(2026, "triwulan-3")


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def hold_training(session: Session, tenant_id: int, people: list[tuple[str, str, bool]]) -> None:
    """`people`: agency, regency, and whether they were there."""
    session_id = new_id()
    with tenancy.inside(session, tenant_id=tenant_id):
        session.add(
            TrainingSession(
                tenant_id=tenant_id, id=session_id, title="Bimtek", starts_on=HELD_ON, ends_on=HELD_ON, agenda=[], story="kabupaten",
                edition="permenpanrb-14-2017", seed=1, seats=40, hours=5, state="closed", code=session_id.hex[-7:].upper(),
                practice_until=NOW, created_at=NOW,
            )
        )  # fmt: skip
        session.flush()
        for number, (agency, region, was_there) in enumerate(people, 1):
            person = TrainingParticipant(
                tenant_id=tenant_id, id=new_id(), session_id=session_id, number=number, name=f"Rahasia {number}", agency_name=agency,
                region_code=region, code=f"P{number}{session_id.hex[-5:]}", joined_at=NOW, last_seen_at=NOW,
            )  # fmt: skip
            session.add(person)
            session.flush()
            if was_there:
                session.add(
                    TrainingAttendance(
                        tenant_id=tenant_id, session_id=session_id, participant_id=person.id, held_on=HELD_ON, marked_at=NOW
                    )
                )


@pytest.fixture
def padma(committing: Committing) -> Iterator[Province]:
    """Twelve agencies of one regency; six sent somebody who stayed, one somebody who did not."""
    with committing.session_factory() as session:
        province = add_province(session, code="51", slug="provinsi-padma")
        regency = add_regency(session, "Kabupaten Badung", code="51.03")
        names = [f"Dinas Nomor {number}" for number in range(12)]
        for number, name in enumerate(names):
            agency = add_agency(session, regency, name)
            add_submission(session, regency, agency, FIRST, handed_over_at=datetime(2026, 4, 5, tzinfo=UTC), promises=2, promises_done=1)
            late = number >= 6
            add_submission(session, regency, agency, THIRD, handed_over_at=datetime(2026, 11 if late else 10, 5, tzinfo=UTC))
        with tenancy.inside(session, tenant_id=province.tenant.id):
            for scope, due in ((FIRST, date(2026, 4, 15)), (THIRD, date(2026, 10, 15))):
                owner = {"tenant_id": province.tenant.id, "id": new_id()}
                session.add(Deadline(**owner, year=2026, part=scope.part, step="hand_over", due_on=due, set_at=NOW))
        stayed = [(name, "51.03", True) for name in names[:6]]
        hold_training(session, province.tenant.id, [*stayed, (names[6], "51.03", False), ("Entah", "51.03", True)])
        # Another province's training names the same office and must not count here.
        other = add_province(session, code="52", slug="provinsi-lain")
        hold_training(session, other.tenant.id, [(names[7], "51.03", True)])
        session.commit()
    yield province


def signed_in(browser: Browser, account_id: object) -> Browser:
    browser.sign_in(account_id)  # type: ignore[arg-type]
    return browser


def member(committing: Committing, province: Province, role: str) -> Account:
    with committing.session_factory() as session:
        account = add_account(session, f"{role}-dua@padma.example")
        add_member(session, tenant_id=province.tenant.id, account_id=account.id, role=role)
        session.commit()
        session.expunge_all()
        return account


def test_the_page_compares_and_warns(committed_browser: Browser, padma: Province) -> None:
    page = signed_in(committed_browser, padma.account_id).get(f"{padma.path}/pelatihan/dampak")
    assert page.status == 200
    assert "bukan bukti sebab" in page.text
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.html.select("figure table tbody tr")[:4]]
    assert rows == [
        ["Sudah terlatih", "sebelum", "100,0%", "6", "6"],
        ["Sudah terlatih", "sesudah", "100,0%", "6", "6"],
        ["Belum terlatih", "sebelum", "100,0%", "6", "6"],
        ["Belum terlatih", "sesudah", "0,0%", "6", "6"],
    ]
    assert "1 peserta tidak cocok" in page.text
    assert "Rahasia" not in page.response.text


def test_a_regency_opens_its_agencies(committed_browser: Browser, padma: Province) -> None:
    browser = signed_in(committed_browser, padma.account_id)
    (link,) = (each for each in browser.get(f"{padma.path}/pelatihan/dampak").html.select("th a") if each.get_text() == "Kabupaten Badung")
    address = str(link["href"])
    assert address.endswith("#judul-daftar")
    page = browser.get(address)
    listed = [row.get_text(" ", strip=True) for row in page.html.select("section[aria-labelledby=judul-daftar] tbody tr")]
    assert len(listed) == 12
    assert sum("belum terlatih" in each for each in listed) == 6
    assert browser.get(f"{padma.path}/pelatihan/dampak?kabupaten=99.99").status == 200


def test_the_file_names_every_agency_and_nobody(committed_browser: Browser, padma: Province) -> None:
    answer = signed_in(committed_browser, padma.account_id).get(f"{padma.path}/pelatihan/dampak.csv")
    lines = answer.response.text.strip().splitlines()
    assert len(lines) == 13
    assert lines[1] == "51.03,Kabupaten Badung,Dinas Nomor 0,1,0,2026-05-04,nama sama"
    assert "Rahasia" not in answer.response.text


@pytest.mark.parametrize("role", ["province-viewer", "trainer"])
def test_viewers_and_trainers_of_the_province_may_look(
    committed_browser: Browser, committing: Committing, padma: Province, role: str
) -> None:
    browser = signed_in(committed_browser, member(committing, padma, role).id)
    assert browser.get(f"{padma.path}/pelatihan/dampak").status == 200


def test_nobody_of_a_regency_or_another_province_may(committed_browser: Browser, committing: Committing, padma: Province) -> None:
    with committing.session_factory() as session:
        stranger = add_province(session, code="53", slug="provinsi-ketiga")
        session.commit()
        account_id = stranger.account_id
    browser = signed_in(committed_browser, account_id)
    assert browser.get(f"{padma.path}/pelatihan/dampak").status == 404
    assert browser.get(f"{padma.path}/pelatihan/dampak.csv").status == 404
    empty = browser.get("/t/provinsi-ketiga/pelatihan/dampak")
    assert empty.status == 200
    assert "Belum ada yang dapat dibandingkan" in empty.text


def test_the_page_costs_few_statements(committed_browser: Browser, padma: Province) -> None:
    browser, sent = signed_in(committed_browser, padma.account_id), []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append(statement)

    browser.get(f"{padma.path}/pelatihan/dampak")
    event.listen(Engine, "before_cursor_execute", note)
    try:
        browser.get(f"{padma.path}/pelatihan/dampak?kabupaten=51.03")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert 4 <= len(sent) <= 12
