"""Form F-03: opened by an officer, answered by a code, counted once, refused with everything kept; and what is shown of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.performance_answers import answers_of
from puas.db.tables.people import AuditEvent
from puas.db.tables.performance import PerformanceAnswer, PerformanceAssessment
from puas.db.tables.places import Tenant
from puas.domain.regulation.performance_registry import performance_edition
from puas.usecases import submit_users_form as submitting
from tests.factories.regency import Regency, make_agency, make_member, make_regency
from tests.factories.users_forms import OLD_RULE, add_answer, add_assessment
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page

TODAY = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
STATEMENTS = [each.code for each in performance_edition().form("A").questions]
ALL_GOOD = dict.fromkeys(STATEMENTS, "4")


@dataclass(frozen=True)
class Unit:
    """An assessed unit, and somebody of its office."""

    browser: Browser
    session: Session
    regency: Regency
    assessment: PerformanceAssessment

    @property
    def path(self) -> str:
        return f"/t/{self.regency.slug}/mutu/kinerja/{self.assessment.id}/pengguna"

    def enter(self, role: str, *agencies: uuid.UUID) -> None:
        account = make_member(self.session, self.regency.id, role, agency_ids=agencies)
        self.session.commit()
        self.browser.sign_in(account.id)

    def open(self, **typed: str) -> Page:
        return self.browser.send(self.browser.get(f"{self.path}/buka"), {"until": "30 November 2026", "target": "15", **typed})

    @property
    def row(self) -> PerformanceAssessment:
        self.session.expire_all()
        tenancy.enter(self.session, tenant_id=self.regency.id)
        return self.session.scalars(select(PerformanceAssessment).where(PerformanceAssessment.id == self.assessment.id)).one()

    def code(self) -> str:
        self.open()
        return self.row.code

    def answers(self) -> list[PerformanceAnswer]:
        self.session.expire_all()
        tenancy.enter(self.session, tenant_id=self.regency.id)
        return list(self.session.scalars(select(PerformanceAnswer)))


@pytest.fixture
def unit(session: Session, browser: Browser) -> Iterator[Unit]:
    regency = make_regency(session)
    agency, _ = make_agency(session, regency.id)
    made = Unit(browser, session, regency, add_assessment(session, regency.id, agency.id))
    with time_machine.travel(TODAY, tick=False):
        made.enter("tenant-admin")
        yield made


def visitor(unit: Unit) -> Browser:
    return Browser(unit.browser._app)


def test_an_officer_opens_the_form_and_prints_its_code(unit: Unit) -> None:
    assert "Pengguna belum ditanya" in unit.browser.get(unit.path).text
    form = unit.browser.get(f"{unit.path}/buka")
    assert "belum terverifikasi" in form.text and form.filled()["target"] == "20"
    page = unit.browser.follow(unit.open())
    row = unit.row
    assert (row.users_until, row.users_target, row.version, len(row.code)) == (date(2026, 11, 30), 15, 2, 7)
    assert f"/n/{row.code}" in page.text and "menerima jawaban" in page.text
    sheet = unit.browser.get(f"{unit.path}/cetak")
    assert sheet.html.select_one("svg.qr") and f"/n/{row.code}" in sheet.text
    assert unit.browser.get(f"{unit.path}/kode-qr.svg").response.mimetype == "image/svg+xml"
    unit.open(until="2026-12-15")
    assert (unit.row.code, unit.row.users_until) == (row.code, date(2026, 12, 15))
    assert unit.session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "open_users_form")) == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"until": "20 November 2026"}, "Hari terakhir"),
        ({"until": "2028-01-01"}, "Hari terakhir"),
        ({"until": "31 November 2026"}, "Hari terakhir"),
        ({"until": ""}, "Hari terakhir"),
        ({"target": "1001"}, "Jumlah pengguna yang diharapkan"),
        ({"target": "-1"}, "Jumlah pengguna yang diharapkan"),
        ({"target": "banyak"}, "Jumlah pengguna yang diharapkan"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(unit: Unit, typed: dict[str, str], field: str) -> None:
    refused = unit.open(**typed)
    assert refused.status == 422 and refused.errors()[0].startswith(field)
    assert unit.row.code == ""


def test_the_second_of_two_editors_is_told(unit: Unit) -> None:
    first, second = unit.browser.get(f"{unit.path}/buka"), unit.browser.get(f"{unit.path}/buka")
    unit.browser.send(first, {"until": "2026-11-30"})
    clash = unit.browser.send(second, {"until": "2026-12-24"})
    assert clash.status == 422 and "Orang lain" in clash.errors()[0] and clash.filled()["until"] == "2026-12-24"
    assert unit.browser.send(clash).status == 302
    assert unit.row.users_until == date(2026, 12, 24)


def test_users_answer_without_a_session_or_a_script(unit: Unit) -> None:
    code, guest = unit.code(), visitor(unit)
    page = guest.get(f"/n/{code}")
    assert page.status == 200 and "Set-Cookie" not in page.response.headers and page.response.headers["Cache-Control"] == "no-store"
    assert page.html.select("script, [style], iframe") == []
    assert len(page.html.select("fieldset.question")) == 14 and len(page.html.select(".questions h2")) == 5
    assert len(page.html.select(".questions .progress i")) == 14
    assert "0 · Sangat tidak setuju" in page.text and "disusun oleh Puas" in page.html.get_text()
    assert len({each["id"] for each in page.html.select("[id]")}) == len(page.html.select("[id]"))
    done = guest.send(page, {**ALL_GOOD, STATEMENTS[0]: "0", STATEMENTS[1]: "-", "suggestion": "Tambah kursi"})
    assert done.status == 200 and "Terima kasih" in done.text and "Set-Cookie" not in done.response.headers
    (kept,) = unit.answers()
    assert kept.scores[STATEMENTS[0]] == 0 and STATEMENTS[1] not in kept.scores and kept.suggestion == "Tambah kursi"
    assert set(PerformanceAnswer.__table__.columns.keys()) == {
        "tenant_id", "id", "assessment_id", "scores", "suggestion", "language", "answered_at",
    }  # fmt: skip


def test_the_form_online_asks_its_own_statements(unit: Unit) -> None:
    unit.session.execute(update(PerformanceAssessment).values(form="B"))
    page = visitor(unit).get(f"/n/{unit.code()}")
    assert len(page.html.select("fieldset.question")) == 11 and "Layanan daring mudah diakses." in page.text


def test_a_form_sent_twice_counts_once(unit: Unit) -> None:
    guest = visitor(unit)
    page = guest.get(f"/n/{unit.code()}")
    assert [guest.send(page, ALL_GOOD).status, guest.send(page, {**ALL_GOOD, STATEMENTS[0]: "1"}).status] == [200, 200]
    assert [each.scores[STATEMENTS[0]] for each in unit.answers()] == [4]
    unit.browser.send(unit.browser.get(unit.path), action=f"{unit.path}/tutup")
    assert "Terima kasih" in guest.send(page, ALL_GOOD).text


def test_what_is_wrong_is_told_and_everything_kept(unit: Unit) -> None:
    guest = visitor(unit)
    page = guest.get(f"/n/{unit.code()}")
    given = {STATEMENTS[0]: "9", STATEMENTS[2]: "5", "suggestion": "Panjang " * 300, "A.01": "5", "spoofed": "x"}
    again = guest.send(page, given)
    assert again.status == 422 and len(again.html.select(".problems li")) == 14
    kept = again.filled()
    assert kept[STATEMENTS[2]] == ["5"] and kept["suggestion"].strip() == given["suggestion"].strip() and kept["id"] == page.filled()["id"]
    assert unit.answers() == []
    assert "paling sedikit satu" in guest.send(page, dict.fromkeys(STATEMENTS, "-")).text
    assert guest.post(f"/n/{unit.row.code}", {**ALL_GOOD, "suggestion": "x" * 70_000}).status == 413
    assert guest.post(f"/n/{unit.row.code}", {**ALL_GOOD, "id": "no id"}).status == 200
    assert len(unit.answers()) == 1


def test_the_language_can_be_switched(unit: Unit) -> None:
    code, guest = unit.code(), visitor(unit)
    page = guest.get(f"/n/{code}?bahasa=en")
    assert "The procedure to get the service is easy." in page.text and "5 · Strongly agree" in page.text
    assert page.html.select_one("footer a")["href"] == f"/n/{code}?bahasa=id"  # type: ignore[index]
    guest.send(page, ALL_GOOD)
    assert [each.language for each in unit.answers()] == ["en"]
    assert guest.get(f"/n/{code}?bahasa=xx").status == 200


def test_codes_that_take_nothing_explain_themselves(unit: Unit) -> None:
    guest = visitor(unit)
    assert guest.get("/n/BCDFGHJ").status == 404 and guest.post("/n/BCDFGHJ", ALL_GOOD).status == 404
    code = unit.code()
    page = guest.get(f"/n/{code}")
    for spelled in (code.lower(), f"{code[:3]}-{code[3:]}"):
        assert guest.get(f"/n/{spelled}").status == 200
    with time_machine.travel(datetime(2026, 11, 30, 16, 59, tzinfo=UTC), tick=False):
        assert "Setujukah" in guest.get(f"/n/{code}").text
    with time_machine.travel(datetime(2026, 11, 30, 17, 0, tzinfo=UTC), tick=False):
        assert "sampai 30 November 2026" in guest.get(f"/n/{code}").text
        assert "sudah ditutup" in guest.send(page, ALL_GOOD).text
        assert "sudah ditutup" in guest.send(page, {}).text
        assert "berlangsung sampai" in guest.send(page, {}).text
    for state, words, status in (("validated", "sudah ditutup", 200), ("withdrawn", "sudah tidak dipakai", 410)):
        tenancy.enter(unit.session, tenant_id=unit.regency.id)
        unit.session.execute(update(PerformanceAssessment).values(state=state))
        unit.session.commit()
        for answer in (guest.get(f"/n/{code}"), guest.send(page, ALL_GOOD)):
            assert words in answer.text and answer.status == status
        # Closed early, a day to come is no day it lasted until.
        with time_machine.travel(datetime(2026, 11, 20, tzinfo=UTC), tick=False):
            assert "berlangsung sampai" not in guest.get(f"/n/{code}").text
    unit.session.execute(update(Tenant).where(Tenant.id == unit.regency.id).values(state="suspended"))
    unit.session.commit()
    assert guest.get(f"/n/{code}").status == 503
    tenancy.enter(unit.session, tenant_id=unit.regency.id)
    assert unit.answers() == []


def test_one_code_does_not_take_in_without_end(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submitting, "MOST_ANSWERS", 1)
    code, guest = unit.code(), visitor(unit)
    guest.send(guest.get(f"/n/{code}"), ALL_GOOD)
    assert "sudah cukup" in guest.send(guest.get(f"/n/{code}"), ALL_GOOD).text
    assert len(unit.answers()) == 1


def test_small_groups_carry_a_warning(unit: Unit) -> None:
    unit.code()
    for number in range(9):
        add_answer(unit.session, unit.row, dict.fromkeys(STATEMENTS, number % 6), "Saran" if number == 0 else "")
    unit.session.commit()
    page = unit.browser.get(unit.path)
    assert "Jawaban masih sedikit" in page.text and "2,00" in page.text and "Saran pengguna" in page.text
    add_answer(unit.session, unit.row, dict.fromkeys(STATEMENTS, 2))
    unit.session.commit()
    page = unit.browser.get(unit.path)
    assert "Jawaban masih sedikit" not in page.text and "10 pengguna" in page.text
    cells = [each.get_text() for each in page.html.select("tbody")[1].select("tr")[0].select("td")]
    assert cells == ["2", "2", "3", "1", "1", "1", "10", "2,00"]
    counted = answers_of(unit.session, tenant_id=unit.regency.id, assessment_id=unit.assessment.id)
    assert counted.counts[STATEMENTS[0]] == (2, 2, 3, 1, 1, 1)


def test_the_older_rule_says_what_is_not_known(unit: Unit) -> None:
    unit.session.execute(update(PerformanceAssessment).values(edition=OLD_RULE, form=""))
    unit.session.commit()
    page = unit.browser.get(unit.path)
    assert "tidak kami ketahui" in page.text and "belum terverifikasi" in page.text
    assert unit.browser.get(f"{unit.path}/buka").status == 302 and unit.row.code == ""


def test_a_frozen_assessment_is_not_opened(unit: Unit) -> None:
    form = unit.browser.get(f"{unit.path}/buka")
    unit.session.execute(update(PerformanceAssessment).values(state="validated"))
    unit.session.commit()
    assert unit.browser.get(f"{unit.path}/buka").status == 302
    assert unit.browser.send(form, {"until": "2026-11-30"}).status == 302 and unit.row.code == ""


def test_who_may_do_what(unit: Unit) -> None:
    other, _ = make_agency(unit.session, unit.regency.id, "Dinas Lain")
    unit.code()
    unit.enter("agency-officer", unit.assessment.agency_id)
    assert unit.browser.get(f"{unit.path}/buka").status == 200
    unit.enter("agency-officer", other.id)
    for path in ("", "/buka", "/cetak", "/kode-qr.svg"):
        assert unit.browser.get(unit.path + path).status == 404, path
    assert unit.browser.post(f"{unit.path}/tutup").status in (400, 404)
    for role in ("leader", "evaluator"):
        unit.enter(role)
        page = unit.browser.get(unit.path)
        assert page.status == 200 and "Tutup sekarang" not in page.text
        assert unit.browser.get(f"{unit.path}/buka").status == 404


def test_statements_do_not_grow_with_the_answers(unit: Unit, count_queries: CountQueries) -> None:
    unit.code()
    add_answer(unit.session, unit.row, dict.fromkeys(STATEMENTS, 3), "a")
    unit.session.commit()
    with count_queries() as few:
        unit.browser.get(unit.path)
    for _ in range(30):
        add_answer(unit.session, unit.row, dict.fromkeys(STATEMENTS, 3), "a")
    unit.session.commit()
    with count_queries() as many:
        unit.browser.get(unit.path)
    assert len(many) == len(few) <= 12
    with count_queries() as form:
        visitor(unit).get(f"/n/{unit.row.code}")
    assert len(form) <= 6
