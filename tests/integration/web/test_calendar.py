"""The calendar: what is due when, deadlines set after a preview, and the same for a calendar on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
import time_machine
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.deadlines import list_deadlines
from puas.db.tables.reports import FollowupItem
from puas.domain.reporting_scope import reporting_scope
from puas.domain.survey_period import triwulan
from puas.usecases.set_deadline import set_deadline
from puas_web.calendar.icalendar import escaped, folded
from tests.factories.oversight import Province, Regency, a_province, a_regency, a_submission, on
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page

if TYPE_CHECKING:
    from tests.conftest import Committing

NOW = on(date(2026, 7, 5))
DUE = date(2026, 7, 20)
FORM = {"step": "submit", "year": "2026", "part": "triwulan-2", "due_on": "20 Juli 2026", "note": "Surat edaran 7"}


@pytest.fixture(autouse=True)
def july() -> Iterator[None]:
    """The fifth of July in every test: a session of another day would be over."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def regency(session: Session) -> Regency:
    made = a_regency(session, "35.01")
    session.commit()
    return made


def at(browser: Browser, path: str, account_id: UUID) -> Page:
    browser.sign_in(account_id)
    return browser.get(path)


def put(session: Session, tenant_id: int, account_id: UUID, *, step: str = "submit", day: date = DUE, part: str = "triwulan-2") -> None:
    with tenancy.inside(session, tenant_id=tenant_id):
        set_deadline(
            session=session, tenant_id=tenant_id, scope=reporting_scope(2026, part), step=step, due_on=day, note="",
            account_id=account_id, now=on(date(2026, 4, 1)),
        )  # fmt: skip
    session.commit()


def days_of(session: Session, tenant_id: int) -> list[tuple[str, str, date]]:
    with tenancy.inside(session, tenant_id=tenant_id):
        return [(each.due.step, each.due.scope.part, each.due.due_on) for each in list_deadlines(session, tenant_id=tenant_id)]


def test_a_deadline_is_seen_before_it_is_set(browser: Browser, session: Session, regency: Regency) -> None:
    a_submission(session, tenant_id=regency.id, agency_id=regency.agencies[0], window=triwulan(2026, 2))
    # A correction of what was handed in once is awaited by no deadline.
    a_submission(session, tenant_id=regency.id, agency_id=regency.agencies[1], window=triwulan(2026, 2), round_number=2)
    session.commit()
    path = f"/t/{regency.slug}/kalender/batas-waktu"
    page = at(browser, path, regency.admin)
    check = browser.send(page, FORM)
    assert check.title == "Periksa batas waktu"
    assert "2 perangkat daerah. 3 orang diberi tahu" in check.text
    assert "1 laporan pada bagian tahun ini masih ditunggu" in check.text
    assert days_of(session, regency.id) == []
    done = browser.send(check)
    assert done.status == 302
    shown = browser.follow(done)
    assert days_of(session, regency.id) == [("submit", "triwulan-2", DUE)]
    assert "Batas waktu mengirim laporan ke kabupaten/kota: Triwulan II 2026" in shown.text
    assert "15 hari lagi" in shown.text
    assert "Surat edaran 7" in shown.text


def test_going_back_from_the_preview_keeps_what_was_typed_and_sets_nothing(browser: Browser, session: Session, regency: Regency) -> None:
    page = at(browser, f"/t/{regency.slug}/kalender/batas-waktu", regency.admin)
    check = browser.send(page, FORM)
    again = browser.send(check, {"ubah": "ya"})
    assert again.filled()["due_on"] == "2026-07-20"
    assert again.filled()["note"] == "Surat edaran 7"
    assert again.errors() == []
    assert days_of(session, regency.id) == []


def test_a_confirmation_of_another_day_is_previewed_again(browser: Browser, session: Session, regency: Regency) -> None:
    page = at(browser, f"/t/{regency.slug}/kalender/batas-waktu", regency.admin)
    check = browser.send(page, FORM)
    other = browser.send(check, {"due_on": "2026-07-25"})
    assert other.title == "Periksa batas waktu"
    assert "25 Juli 2026" in other.text
    assert days_of(session, regency.id) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"due_on": "31 Juni 2026"}, "Tulis tanggal yang ada di kalender"),
        ({"due_on": ""}, "Pilih tanggalnya."),
        ({"due_on": "2026-07-04"}, "Tanggal ini sudah lewat"),
        ({"due_on": "2026-03-01"}, "sebelum bagian tahun itu dimulai"),
        ({"due_on": "2028-07-04"}, "lebih dari setahun"),
        ({"part": "triwulan-9"}, "Bagian tahun"),
        ({"year": "9999"}, "Tahun survei"),
        ({"step": "hand_over"}, "Batas waktu untuk apa?"),
        ({"note": "x" * 301}, "Catatan"),
    ],
)
def test_faults_are_told_at_their_field(browser: Browser, session: Session, regency: Regency, change: dict[str, str], words: str) -> None:
    page = at(browser, f"/t/{regency.slug}/kalender/batas-waktu", regency.admin)
    refused = browser.send(page, {**FORM, **change})
    assert refused.status == 422
    assert any(words in each for each in refused.errors()), refused.errors()
    assert days_of(session, regency.id) == []


def test_changing_begins_with_what_is_set(browser: Browser, session: Session, regency: Regency) -> None:
    put(session, regency.id, regency.admin)
    page = at(browser, f"/t/{regency.slug}/kalender/batas-waktu?langkah=submit&tahun=2026&bagian=triwulan-2", regency.admin)
    assert page.filled()["due_on"] == "2026-07-20"
    assert page.filled()["part"] == ["triwulan-2"]


def test_nonsense_in_the_address_is_overlooked(browser: Browser, regency: Regency) -> None:
    for query in ("?tahun=99999999999999999999&bagian=x&langkah=y", "?tahun=-1", "?tahun=2026"):
        assert at(browser, f"/t/{regency.slug}/kalender{query}", regency.admin).status == 200
        assert at(browser, f"/t/{regency.slug}/kalender/batas-waktu{query}", regency.admin).status == 200


def test_a_deadline_is_removed_after_a_question(browser: Browser, session: Session, regency: Regency) -> None:
    put(session, regency.id, regency.admin)
    page = at(browser, f"/t/{regency.slug}/kalender", regency.admin)
    link = str(page.html.select_one("a[href$='/hapus']")["href"])  # type: ignore[index]
    question = browser.get(link)
    assert days_of(session, regency.id) != []
    assert browser.send(question).status == 302
    assert days_of(session, regency.id) == []
    assert browser.get(link).status == 404


def test_officers_see_their_agencies_and_set_nothing(browser: Browser, session: Session, regency: Regency) -> None:
    for agency_id in regency.agencies:
        a_submission(session, tenant_id=regency.id, agency_id=agency_id, window=triwulan(2026, 1))
    put(session, regency.id, regency.admin, part="triwulan-1", day=date(2026, 4, 20))
    path = f"/t/{regency.slug}/kalender"
    page = at(browser, path, regency.officers[0])
    assert "Belum lapor: batas waktu 20 April 2026, lewat 76 hari" in page.text
    assert "Dinas 1" in page.text
    assert "Dinas 2" not in page.text
    assert "1 laporan belum selesai." in page.text
    assert page.html.select("a[href*='batas-waktu']") == []
    assert at(browser, f"{path}/batas-waktu", regency.officers[0]).status == 404
    assert "2 laporan belum selesai." in at(browser, path, regency.admin).text


def test_windows_and_promises_stand_in_the_calendar(browser: Browser, session: Session, regency: Regency) -> None:
    period_id = a_submission(session, tenant_id=regency.id, agency_id=regency.agencies[0], window=triwulan(2026, 3), state="collecting")
    with tenancy.inside(session, tenant_id=regency.id):
        for day, precision in ((date(2026, 8, 1), "month"), (date(2026, 4, 1), "quarter")):
            session.add(
                FollowupItem(
                    tenant_id=regency.id, id=new_id(), period_id=period_id, unsur="waktu", action="x", due_on=day, due_precision=precision,
                    updated_at=NOW,
                )
            )  # fmt: skip
    session.commit()
    text = at(browser, f"/t/{regency.slug}/kalender", regency.admin).text
    assert text.index("Rencana tindak lanjut Triwulan II 2026") < text.index("Juli 2026 Hari ini, 5 Juli 2026") < text.index("Agustus 2026")
    assert text.index("Rencana tindak lanjut Agustus 2026") < text.index("Survei Triwulan III 2026 ditutup")


def test_an_empty_calendar_explains_itself(browser: Browser, regency: Regency) -> None:
    page = at(browser, f"/t/{regency.slug}/kalender", regency.admin)
    assert "Belum ada yang tercatat pada tahun 2026" in page.text


def test_a_clash_with_the_province_is_shown(browser: Browser, session: Session) -> None:
    province = a_province(session, regencies=1)
    regency = province.regencies[0]
    put(session, regency.id, regency.admin)
    put(session, province.id, province.admin, step="hand_over", day=date(2026, 7, 15))
    page = at(browser, f"/t/{regency.slug}/kalender", regency.admin)
    assert "Dua batas waktu tidak cocok" in page.text
    assert "Ditetapkan provinsi. " in page.text
    # The province's own cannot be changed here.
    assert len(page.html.select("a[href$='/hapus']")) == 1


def test_the_calendar_file_is_one_that_calendars_read(browser: Browser, session: Session, regency: Regency) -> None:
    put(session, regency.id, regency.admin)
    answer = at(browser, f"/t/{regency.slug}/kalender/kalender.ics?tahun=2026", regency.officers[0]).response
    assert answer.mimetype == "text/calendar"
    text = answer.get_data(as_text=True)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20260720" in unfolded
    assert "DTEND;VALUE=DATE:20260721" in unfolded
    assert "UID:kabupaten-35-01-submit-2026-triwulan-2-own@puas" in unfolded


def test_texts_of_a_calendar_file_are_escaped_and_folded() -> None:
    assert escaped("a,b;c\\d\r\ne\x07") == "a\\,b\\;c\\\\d\\ne"
    long = "é" * 60
    parts = folded(f"SUMMARY:{long}").split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == f"SUMMARY:{long}"


def test_another_regency_s_calendar_is_not_found(browser: Browser, session: Session, regency: Regency) -> None:
    other = a_regency(session, "35.02")
    put(session, other.id, other.admin)
    with tenancy.inside(session, tenant_id=other.id):
        [foreign] = [each.id for each in list_deadlines(session, tenant_id=other.id)]
    assert at(browser, f"/t/{other.slug}/kalender", regency.admin).status == 404
    assert at(browser, f"/t/{regency.slug}/kalender/batas-waktu/{foreign}/hapus", regency.admin).status == 404


def test_a_full_calendar_needs_a_dozen_statements_at_most(
    browser: Browser, session: Session, regency: Regency, count_queries: CountQueries
) -> None:
    for number in (1, 2, 3, 4):
        for agency_id in regency.agencies:
            a_submission(session, tenant_id=regency.id, agency_id=agency_id, window=triwulan(2026, number))
        window = triwulan(2026, number)
        put(session, regency.id, regency.admin, part=f"triwulan-{number}", day=window.ends_on + timedelta(30))
    browser.sign_in(regency.officers[0])
    with count_queries() as statements:
        assert browser.get(f"/t/{regency.slug}/kalender").status == 200
    assert len(statements) <= 12, "\n\n".join(statements)


# A province


@pytest.fixture
def province(committing: Committing) -> Province:
    with committing.session_factory() as session:
        made = a_province(session)
        session.commit()
    return made


def test_a_province_sees_how_many_regencies_owe_it(committing: Committing, committed_browser: Browser, province: Province) -> None:
    with committing.session_factory() as session:
        first, second = province.regencies
        for agency_id in first.agencies:
            a_submission(session, tenant_id=first.id, agency_id=agency_id, window=triwulan(2026, 2))
        a_submission(session, tenant_id=second.id, agency_id=second.agencies[0], window=triwulan(2026, 2), state="handed_over")
        away = a_regency(session, "35.77", state="suspended")
        a_submission(session, tenant_id=away.id, agency_id=away.agencies[0], window=triwulan(2026, 2))
        a_regency(session, "35.03")
        put(session, province.id, province.admin, step="hand_over")
    page = at(committed_browser, f"/t/{province.slug}/kalender", province.admin)
    assert "1 kabupaten/kota belum selesai." in page.text
    assert "Batas waktu menyerahkan laporan ke provinsi: Triwulan II 2026" in page.text
    with time_machine.travel(on(DUE + timedelta(days=5))):
        late = at(committed_browser, f"/t/{province.slug}/kalender", province.admin)
    # Once the day has passed the one that surveyed nobody has not reported either.
    assert "2 kabupaten/kota belum selesai." in late.text


def test_a_province_sets_a_deadline_for_its_regencies(committing: Committing, committed_browser: Browser, province: Province) -> None:
    page = at(committed_browser, f"/t/{province.slug}/kalender/batas-waktu", province.admin)
    check = committed_browser.send(page, {**FORM, "step": "hand_over"})
    assert "2 kabupaten/kota yang aktif" in check.text
    assert "Kabupaten 35.01" in check.text
    assert committed_browser.send(check).status == 302
    with committing.session_factory() as session:
        for regency in province.regencies:
            assert days_of(session, regency.id) == [("hand_over", "triwulan-2", DUE)]
