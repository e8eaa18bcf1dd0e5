"""Official letters: numbers without gaps or doubles, frozen words, only to recipients of one's own, and everyone told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.letters import find_letter, list_letters
from puas.db.tables.agencies import Agency
from puas.db.tables.calendar import Notification
from puas.db.tables.letters import Letter
from puas.db.tables.places import TenantProfile
from puas.db.tables.reports import Report
from puas.domain.letter_source import LetterSource
from puas.domain.reporting_scope import reporting_scope
from puas.usecases.issue_letter import NewLetter, UnableToIssueLetter, issue_letter
from puas.usecases.withdraw_document import withdraw_document
from tests.factories.oversight import Province, Regency, a_province, a_regency, on

if TYPE_CHECKING:
    from tests.conftest import Committing

TODAY = date(2026, 7, 22)
LETTER = NewLetter(
    occasion="not_reported", form="letter", scope=reporting_scope(2026, "semester-1"), recipient="", dated_on=TODAY, nature="Penting",
    subject="Laporan", addressee="Kepala Dinas", text="Satu.\n\nDua.", copies="Bupati\n\n Inspektur ",
)  # fmt: skip


def sign(session: Session, tenant_id: int, **changes: str) -> None:
    values = {"signatory_name": "Dr. Sari", "signatory_position": "Sekretaris Daerah", "signatory_nip": "197001011995032001", **changes}
    with tenancy.inside(session, tenant_id=tenant_id):
        session.execute(update(TenantProfile).where(TenantProfile.tenant_id == tenant_id).values(**values))


def issue(session: Session, place: Regency | Province, letter: NewLetter = LETTER, **changes: Any) -> Letter:
    with tenancy.inside(session, tenant_id=place.id):
        return issue_letter(
            session=session, tenant_id=place.id, letter=replace(letter, **changes), account_id=place.admin,
            base_url="https://skm.example.go.id/", now=on(TODAY),
        )  # fmt: skip


@pytest.fixture
def regency(session: Session) -> Regency:
    made = a_regency(session, "35.01")
    sign(session, made.id)
    return made


def test_a_letter_is_numbered_frozen_and_asked_for(session: Session, regency: Regency) -> None:
    letter = issue(session, regency, recipient=str(regency.agencies[0]))
    assert (letter.number, letter.printed_number, letter.kind) == (1, "001/SKM/VII/2026", "reminder")
    with tenancy.inside(session, tenant_id=regency.id):
        report = session.scalars(select(Report).where(Report.tenant_id == regency.id)).one()
        [told] = session.scalars(select(Notification).where(Notification.tenant_id == regency.id)).all()
    source = LetterSource.from_json(report.snapshot)
    assert (report.document, report.agency_id, report.state) == ("official_letter", regency.agencies[0], "pending")
    assert source.verification_url == f"https://skm.example.go.id/verifikasi/{report.document_id}"
    assert (source.paragraphs, source.copies) == (("Satu.", "Dua."), ("Bupati", "Inspektur"))
    assert (source.signatory.name, source.signatory.place) == ("Dr. Sari", "35.01")
    assert told.account_id == regency.officers[0]
    assert told.path == f"/surat/{letter.id}"
    assert told.facts["number"] == "001/SKM/VII/2026"


def test_a_later_change_of_settings_changes_no_letter(session: Session, regency: Regency) -> None:
    letter = issue(session, regency, recipient=str(regency.agencies[0]))
    sign(session, regency.id, signatory_name="Orang Lain", letter_number="{nomor}/X/{tahun}")
    with tenancy.inside(session, tenant_id=regency.id):
        found = find_letter(session, tenant_id=regency.id, letter_id=letter.id, agency_ids=None)
    assert found is not None
    assert LetterSource.from_json(found.snapshot).signatory.name == "Dr. Sari"
    assert found.printed_number == "001/SKM/VII/2026"
    assert issue(session, regency, recipient=str(regency.agencies[0])).printed_number == "002/X/2026"


def test_numbers_begin_again_with_the_year_of_the_letter(session: Session, regency: Regency) -> None:
    key = str(regency.agencies[0])
    new_year = date(2027, 1, 3)
    numbers = []
    for day, now in ((date(2026, 12, 30), date(2026, 12, 30)), (new_year, new_year), (date(2026, 12, 31), new_year), (new_year, new_year)):
        with tenancy.inside(session, tenant_id=regency.id):
            letter = issue_letter(
                session=session, tenant_id=regency.id, letter=replace(LETTER, recipient=key, dated_on=day), account_id=regency.admin,
                base_url="https://x.example", now=on(now),
            )  # fmt: skip
        numbers.append(letter.printed_number)
    assert numbers == ["001/SKM/XII/2026", "001/SKM/I/2027", "002/SKM/XII/2026", "002/SKM/I/2027"]


def test_tenants_number_for_themselves(session: Session, regency: Regency) -> None:
    other = a_regency(session, "35.02")
    sign(session, other.id)
    issue(session, regency, recipient=str(regency.agencies[0]))
    assert issue(session, other, recipient=str(other.agencies[0])).number == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"occasion": "birthday"}, "unknown-occasion"),
        ({"form": "charter"}, "unknown-form"),
        ({"form": "poster"}, "unknown-form"),
        ({"recipient": "0" * 8}, "unknown-recipient"),
        ({"recipient": "1 or 1=1"}, "unknown-recipient"),
        ({"subject": "  "}, "no-subject"),
        ({"addressee": ""}, "no-addressee"),
        ({"text": "\n \n"}, "no-text"),
        ({"text": "Indeksnya [isi capaiannya]."}, "open-place"),
        ({"text": "x" * 6001}, "too-long"),
        ({"copies": "x" * 601}, "too-long"),
        ({"dated_on": TODAY + timedelta(32)}, "wrong-date"),
        ({"dated_on": TODAY - timedelta(32)}, "wrong-date"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_takes_no_number(
    session: Session, regency: Regency, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UnableToIssueLetter, match=reason):
        issue(session, regency, **{"recipient": str(regency.agencies[0]), **changes})
    assert issue(session, regency, recipient=str(regency.agencies[0])).number == 1


@pytest.mark.parametrize(
    ("setting", "reason"),
    [({"signatory_name": ""}, "no-signatory"), ({"signatory_position": ""}, "no-signatory"), ({"letter_number": "{nomor}"}, "bad-pattern")],
)
def test_without_signatory_or_pattern_nothing_is_issued(session: Session, regency: Regency, setting: dict[str, str], reason: str) -> None:
    sign(session, regency.id, **setting)
    with pytest.raises(UnableToIssueLetter, match=reason):
        issue(session, regency, recipient=str(regency.agencies[0]))


def test_only_active_agencies_of_the_own_regency_are_written_to(session: Session, regency: Regency) -> None:
    other = a_regency(session, "35.02")
    with pytest.raises(UnableToIssueLetter, match="unknown-recipient"):
        issue(session, regency, recipient=str(other.agencies[0]))
    with tenancy.inside(session, tenant_id=regency.id):
        session.execute(update(Agency).where(Agency.tenant_id == regency.id, Agency.id == regency.agencies[0]).values(state="archived"))
    with pytest.raises(UnableToIssueLetter, match="unknown-recipient"):
        issue(session, regency, recipient=str(regency.agencies[0]))


def test_a_province_writes_to_its_active_regencies_and_their_administrators_are_told(session: Session) -> None:
    province = a_province(session)
    sign(session, province.id)
    foreign, away = a_regency(session, "36.01"), a_regency(session, "35.09", state="suspended")
    for stranger in (foreign, away):
        with pytest.raises(UnableToIssueLetter, match="unknown-recipient"):
            issue(session, province, recipient=str(stranger.id))
    target = province.regencies[0]
    with pytest.raises(UnableToIssueLetter, match="unknown-recipient"):
        issue(session, province, recipient=str(target.agencies[0]))
    letter = issue(session, province, recipient=str(target.id))
    assert (letter.regency_id, letter.agency_id, letter.recipient) == (target.id, None, "Kabupaten 35.01")
    with tenancy.inside(session, tenant_id=target.id):
        [told] = session.scalars(select(Notification).where(Notification.tenant_id == target.id)).all()
    assert told.account_id == target.admin
    assert told.path == f"/surat/periksa/{told.facts['document']}"


def test_one_of_many_is_not_sent_twice_unless_the_first_was_withdrawn(session: Session, regency: Regency) -> None:
    key = str(regency.agencies[0])
    first = issue(session, regency, recipient=key, only_once=True)
    with pytest.raises(UnableToIssueLetter, match="already-written"):
        issue(session, regency, recipient=key, only_once=True)
    assert issue(session, regency, recipient=key, only_once=True, scope=reporting_scope(2026)).number == 2
    with tenancy.inside(session, tenant_id=regency.id):
        session.execute(update(Report).where(Report.tenant_id == regency.id, Report.id == first.report_id).values(state="ready"))
        assert first.report_id is not None
        withdraw_document(
            session=session, tenant_id=regency.id, report_id=first.report_id, why="Keliru", account_id=regency.admin, now=on(TODAY)
        )
    # The number of a letter that was taken back is not given again.
    assert issue(session, regency, recipient=key, only_once=True).number == 3


def test_officers_see_letters_to_their_agency_alone(session: Session, regency: Regency) -> None:
    for agency_id in regency.agencies:
        issue(session, regency, recipient=str(agency_id))
    with tenancy.inside(session, tenant_id=regency.id):
        mine = list_letters(session, tenant_id=regency.id, agency_ids=regency.agencies[:1], limit=9)
        everything = list_letters(session, tenant_id=regency.id, agency_ids=None, limit=9)
        foreign = find_letter(session, tenant_id=regency.id, letter_id=everything[0].id, agency_ids=regency.agencies[:1])
    assert [each.recipient for each in mine] == ["Dinas 1 35.01"]
    assert len(everything) == 2
    assert foreign is None


def test_many_at_once_get_numbers_without_gaps_or_doubles(committing: Committing) -> None:
    with committing.session_factory() as session:
        regency = a_regency(session, "35.01")
        sign(session, regency.id)
        session.commit()
    start = Barrier(6)

    def act(number: int) -> None:
        with committing.session_factory() as session:
            tenancy.enter(session, tenant_id=regency.id)
            start.wait()
            for _ in range(4):
                issue(session, regency, recipient=str(regency.agencies[number % 2]))
            # A third of them fails at the end and must leave no hole.
            session.rollback() if number % 3 == 0 else session.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, range(6)))
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=regency.id)
        numbers = sorted(session.scalars(select(Letter.number).where(Letter.tenant_id == regency.id)))
        printed = set(session.scalars(select(Letter.printed_number).where(Letter.tenant_id == regency.id)))
    assert numbers == list(range(1, 17))
    assert len(printed) == 16


def test_two_who_write_to_everyone_at_once_write_once(committing: Committing) -> None:
    with committing.session_factory() as session:
        regency = a_regency(session, "35.01")
        sign(session, regency.id)
        session.commit()
    start = Barrier(2)

    def act(_number: int) -> str:
        with committing.session_factory() as session:
            tenancy.enter(session, tenant_id=regency.id)
            start.wait()
            try:
                for agency_id in regency.agencies:
                    issue(session, regency, recipient=str(agency_id), only_once=True)
            except UnableToIssueLetter as refusal:
                session.rollback()
                return refusal.reason
            session.commit()
            return "issued"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(act, range(2))) == ["already-written", "issued"]
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=regency.id)
        assert len(session.scalars(select(Letter.id).where(Letter.tenant_id == regency.id)).all()) == 2
