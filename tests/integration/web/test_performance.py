"""The register of performance in the browser: opening, filling in, validating, recording; who sees what; every bad input."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries import performance_proposals
from puas.db.tables.performance import PerformanceAssessment, PerformanceScore, PerformanceSheet
from puas.domain.performance_proposals import Proposal
from puas.usecases import save_performance_sheet as saving
from puas.usecases import send_performance_sheet as sending
from puas.usecases.record_performance import record_performance
from puas_web.performance_sheets import queries as sheet_queries
from tests.factories.assessments import NOW, OLD_RULE, Assessed, add_assessment, add_validated
from tests.factories.members import add_login, add_membership, add_workspace
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page


@pytest.fixture
def it(session: Session) -> Assessed:
    made = add_assessment(session)
    session.commit()
    return made


def room(it: Assessed, rest: str = "") -> str:
    return f"/t/{it.place.slug}/mutu/kinerja{rest}"


def page_of(it: Assessed, rest: str = "") -> str:
    return room(it, f"/{it.assessment_id}{rest}")


def see(browser: Browser, address: str) -> Page:
    page = browser.get(address)
    assert page.status == 200, address
    return page


def submit(browser: Browser, page: Page, data: dict[str, Any], *, expect: int = 302, action: str | None = None) -> Page:
    answer = browser.send(page, data, action=action)
    assert answer.status == expect, answer.errors()
    return answer


def sheet_of(session: Session, it: Assessed, number: int | None = 0) -> str:
    tenancy.enter(session, tenant_id=it.tenant_id)
    account = None if number is None else it.evaluators[number]
    return room(it, f"/lembar/{it.sheet(session, account).id}")


def as_(browser: Browser, person: object) -> Browser:
    browser.sign_in(person.id)  # type: ignore[attr-defined]
    return browser


def scores(session: Session, it: Assessed) -> dict[str, int | None]:
    tenancy.enter(session, tenant_id=it.tenant_id)
    session.expire_all()
    return {row.indicator: row.score for row in session.scalars(select(PerformanceScore))}


def test_an_administrator_opens_assessments_of_several_units(session: Session, browser: Browser, it: Assessed) -> None:
    as_(browser, it.place.admin)
    page = see(browser, room(it, "/buka"))
    assert "PermenPANRB 17/2017, bobot tiga desimal tercetak" in page.text
    given = {
        "year": "2025", "rule": "permenpanrb-17-2017::exact", "agencies": [str(each) for each in it.place.agencies],
        "evaluators": [str(it.evaluators[0].id)],
    }  # fmt: skip
    submit(browser, page, given)
    page = see(browser, room(it, "?tahun=2025"))
    assert "2 penilaian dibuka" in page.text
    assert page.text.count("PermenPANRB 17/2017") >= 2
    submit(browser, see(browser, room(it, "/buka")), given)
    assert "Sudah ada dan dibiarkan: Dinas Kesehatan, RSUD Tirta" in see(browser, room(it)).text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"agencies": []}, "Pilih paling sedikit satu perangkat daerah"),
        ({"year": "2010"}, "sebelum aturannya berlaku"),
        ({"year": "dua ribu"}, "bilangan bulat"),
        ({"rule": "permenpanrb-1-1900::exact"}, "Pilih salah satu"),
    ],
)
def test_what_cannot_be_opened_is_said_beside_the_field(browser: Browser, it: Assessed, changes: dict[str, object], said: str) -> None:
    as_(browser, it.place.admin)
    page = see(browser, room(it, "/buka"))
    given = {"year": "2025", "rule": "permenpanrb-17-2017::exact", "agencies": [str(it.place.agencies[0])], **changes}
    assert said in submit(browser, page, given, expect=422).text


def test_an_evaluator_fills_in_one_aspect_per_step_and_sends(session: Session, browser: Browser, it: Assessed) -> None:
    as_(browser, it.evaluators[0])
    address = sheet_of(session, it)
    assert "menunggu Anda" in see(browser, room(it, "/tugas")).text
    for number in range(1, 7):
        step = see(browser, f"{address}/aspek/{number}")
        given = {name: "4" for name in step.filled() if name.startswith("nilai-")} | {"next": "1"}
        submit(browser, step, given)
    page = see(browser, address)
    assert "Semua indikator sudah dinilai" in page.text
    submit(browser, page, {}, action=f"{address}/kirim")
    assert "terkirim" in see(browser, address).text
    assert len(scores(session, it)) == 30


def test_nothing_typed_is_lost_when_a_score_is_none(session: Session, browser: Browser, it: Assessed) -> None:
    as_(browser, it.evaluators[0])
    address = sheet_of(session, it) + "/aspek/1"
    page = see(browser, address)
    answer = submit(browser, page, {"nilai-A.01": "6", "nilai-A.02": "3", "catatan-A.02": "Notulen tersedia"}, expect=422)
    assert "A.01: Pilih nilai 0 sampai 5." in answer.text and "Notulen tersedia" in answer.text
    assert scores(session, it) == {}
    # An indicator of the other rule is no field of this form, and changes nothing.
    submit(browser, page, {"nilai-1.a.K1": "5", "nilai-A.02": "3"})
    assert scores(session, it) == {"A.02": 3}


def test_what_was_typed_is_saved_before_evidence_is_added(session: Session, browser: Browser, it: Assessed) -> None:
    as_(browser, it.place.admin)
    address = sheet_of(session, it, None) + "/aspek/1"
    page = see(browser, address)
    assert not page.html.select("form a[href*='/bukti/']")
    answer = submit(browser, page, {"nilai-A.01": "3", "catatan-A.01": "Notulen tersedia", "bukti": "A.01"})
    shown = browser.follow(answer)
    assert scores(session, it) == {"A.01": 3} and "indikator A.01" in shown.text and "Tambah bukti" in shown.text
    assert shown.html.select_one(f"a[href='{address}#nilai-A.01']")
    # A code the aspect has not is no place for evidence.
    answer = submit(browser, see(browser, address), {"bukti": "A.29"})
    assert browser.follow(answer).title == "Formulir F-01"


def test_two_tabs_see_each_other_and_lose_nothing(session: Session, browser: Browser, it: Assessed) -> None:
    as_(browser, it.evaluators[0])
    address = sheet_of(session, it) + "/aspek/1"
    first, second = see(browser, address), see(browser, address)
    submit(browser, first, {"nilai-A.01": "5", "catatan-A.01": "dari tab pertama"})
    answer = submit(browser, second, {"nilai-A.01": "2", "catatan-A.01": "dari tab kedua"}, expect=422)
    assert "Tersimpan di tempat lain" in answer.text
    assert "dari tab pertama" in answer.text and "dari tab kedua" in answer.text
    assert scores(session, it)["A.01"] == 5
    submit(browser, answer, {})
    assert scores(session, it)["A.01"] == 2


def test_a_proposal_is_shown_and_another_score_needs_a_reason(
    session: Session, browser: Browser, it: Assessed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def proposals(*_: object, **__: object) -> dict[str, Proposal]:
        return {"A.07": Proposal(2, "Hasil terbit di 2 media.")}

    for module in (performance_proposals, saving, sending, sheet_queries):
        monkeypatch.setattr(module, "proposals_for", proposals)
    as_(browser, it.evaluators[0])
    page = see(browser, sheet_of(session, it) + "/aspek/1")
    assert "Usulan Puas: 2" in page.text and "Hasil terbit di 2 media." in page.text
    answer = submit(browser, page, {"nilai-A.07": "4"}, expect=422)
    assert "Nilai ini berbeda dari usulan" in answer.text
    submit(browser, answer, {"alasan-A.07": "Baliho belum tercatat"})
    assert scores(session, it)["A.07"] == 4


def test_an_evaluator_sees_what_the_unit_sent_and_not_its_draft(session: Session, browser: Browser, it: Assessed) -> None:
    it.fill(session, send=False, score=3)
    session.commit()
    as_(browser, it.evaluators[0])
    address = sheet_of(session, it) + "/aspek/1"
    assert "F-01: 3" not in see(browser, address).text
    it.fill(session, score=3)
    session.commit()
    assert "F-01: 3" in see(browser, address).text


def test_the_unit_fills_in_its_own_sheet(session: Session, browser: Browser, it: Assessed) -> None:
    as_(browser, it.place.officer)
    submit(browser, see(browser, sheet_of(session, it, None) + "/aspek/6"), {"nilai-A.29": "4"})
    assert scores(session, it) == {"A.29": 4}


def test_who_sees_which_sheet(session: Session, browser: Browser, it: Assessed) -> None:
    leader = add_login(session, "bupati@tirta.go.id", "Bupati")
    add_membership(session, tenant_id=it.tenant_id, account_id=leader.id, role="leader")
    stranger = add_login(session, "petugas2@tirta.go.id", "Petugas RSUD")
    add_membership(session, tenant_id=it.tenant_id, account_id=stranger.id, role="agency-officer", agency_ids=it.place.agencies[1:])
    session.commit()
    mine, own = sheet_of(session, it), sheet_of(session, it, None)
    for person, sees_mine, sees_own, writes in (
        (it.evaluators[0], 200, 200, 200), (it.evaluators[1], 404, 200, 404), (it.place.officer, 404, 200, 404),
        (it.place.admin, 200, 200, 404), (leader, 404, 200, 404), (stranger, 404, 404, 404),
    ):  # fmt: skip
        as_(browser, person)
        assert browser.get(mine).status == sees_mine, person.name
        assert browser.get(own).status == sees_own, person.name
        assert browser.get(f"{mine}/aspek/1").status == writes, person.name
    as_(browser, it.evaluators[1])
    assert browser.get(f"{own}/aspek/1").status == 404
    as_(browser, stranger)
    assert "Dinas Kesehatan" not in see(browser, room(it)).text
    assert browser.get(page_of(it)).status == 404


def test_scores_of_evaluators_are_hidden_until_validation(session: Session, browser: Browser, it: Assessed) -> None:
    for each in it.evaluators:
        it.fill(session, each, A_06=1)
    it.answer(session)
    session.commit()
    as_(browser, it.place.officer)
    page = see(browser, page_of(it))
    assert "tampil setelah validasi" in page.text and "Indikator yang lemah" not in page.text
    assert browser.get(page_of(it, "/kertas-kerja")).status == 404
    tenancy.enter(session, tenant_id=it.tenant_id)
    it.validate(session)
    session.commit()
    page = see(browser, page_of(it))
    assert "Indikator yang lemah" in page.text and "A.06 SKM yang dilaksanakan" in page.text


def test_an_administrator_compares_decides_and_validates(session: Session, browser: Browser, it: Assessed) -> None:
    it.fill(session, score=5)
    it.fill(session, it.evaluators[0], A_06=5)
    it.fill(session, it.evaluators[1], A_06=1)
    it.answer(session, 5)
    session.commit()
    as_(browser, it.place.admin)
    page = see(browser, page_of(it, "/validasi"))
    assert "Dewi Anggraini" in page.text and "Siap divalidasi" in see(browser, room(it)).text
    decision = see(browser, page_of(it, "/validasi/A.06"))
    assert "Tulis alasannya." in submit(browser, decision, {"score": "4", "reason": ""}, expect=422).text
    submit(browser, decision, {"score": "4", "reason": "Bukti publikasi daring ada"})
    # What was looked at before the decision is no longer what there is.
    assert "Orang lain baru saja mengubah" in submit(browser, page, {}, expect=422).text
    page = see(browser, page_of(it, "/validasi"))
    assert "diputuskan" in page.text
    submit(browser, page, {})
    page = see(browser, page_of(it))
    assert "4,25" in page.text and "Sangat Baik" in page.text
    # The second of two validators is led to what the first has done.
    see(browser, page_of(it, "/kertas-kerja"))


def test_who_validates_second_is_told(session: Session, browser: Browser, it: Assessed) -> None:
    for each in it.evaluators:
        it.fill(session, each)
    it.answer(session)
    session.commit()
    as_(browser, it.place.admin)
    page = see(browser, page_of(it, "/validasi"))
    submit(browser, page, {})
    submit(browser, page, {})
    assert "Orang lain baru saja memvalidasi penilaian ini" in see(browser, page_of(it)).text


def test_validating_says_who_is_missing(session: Session, browser: Browser, it: Assessed) -> None:
    it.fill(session, it.evaluators[0])
    session.commit()
    as_(browser, it.place.admin)
    page = see(browser, page_of(it, "/validasi"))
    assert "Rahmat Hidayat belum mengirim F-02" in page.text
    token = see(browser, room(it, "/buka")).filled()["csrf_token"]
    answer = browser.post(page_of(it, "/validasi"), {"csrf_token": token})
    assert answer.status == 422
    assert "Evaluator yang belum mengirim formulir: Rahmat Hidayat" in answer.text


def test_opening_again_and_withdrawing_need_a_reason(session: Session, browser: Browser) -> None:
    it = add_validated(session)
    session.commit()
    as_(browser, it.place.admin)
    for act in ("/buka-lagi", "/tarik"):
        page = see(browser, page_of(it, act))
        assert "Tulis alasannya." in submit(browser, page, {"reason": " "}, expect=422).text
    submit(browser, see(browser, page_of(it, "/buka-lagi")), {"reason": "Keberatan unit"})
    assert "Keberatan unit" in see(browser, page_of(it)).text
    submit(browser, see(browser, page_of(it, "/tarik")), {"reason": "Salah tahun"})
    assert browser.get(page_of(it)).status == 404


def test_a_sheet_is_given_back(session: Session, browser: Browser, it: Assessed) -> None:
    it.fill(session, it.evaluators[0])
    session.commit()
    address = sheet_of(session, it)
    as_(browser, it.place.admin)
    submit(browser, see(browser, f"{address}/buka-lagi"), {"reason": "Periksa A.06"})
    as_(browser, it.evaluators[0])
    assert browser.get(f"{address}/aspek/1").status == 200


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"index": "5,01"}, "Tulis indeks dari 0 sampai 5"),
        ({"index": "empat"}, "Tulis indeks dari 0 sampai 5"),
        ({"index": "4,535"}, "Tulis indeks dari 0 sampai 5"),
        ({"source": ""}, "Tulis dari mana"),
        ({"agency": ""}, "Pilih perangkat daerahnya"),
        ({"year": "2016"}, "sebelum aturannya berlaku"),
    ],
)
def test_what_cannot_be_recorded(browser: Browser, it: Assessed, changes: dict[str, str], said: str) -> None:
    as_(browser, it.place.admin)
    given = {
        "agency": str(it.place.agencies[0]), "year": "2019", "rule": "permenpanrb-17-2017::exact", "index": "4,53",
        "source": "Berita 12 Desember 2019", **changes,
    }  # fmt: skip
    answer = submit(browser, see(browser, room(it, "/catat")), given, expect=422)
    assert said in answer.text


def test_a_recorded_index_says_where_it_comes_from(browser: Browser, it: Assessed) -> None:
    as_(browser, it.place.admin)
    given = {
        "agency": str(it.place.agencies[0]), "year": "2019", "rule": "permenpanrb-17-2017::exact", "index": "4,53",
        "source": "Berita daerah",
    }  # fmt: skip
    submit(browser, see(browser, room(it, "/catat")), given)
    page = see(browser, room(it, "?tahun=2019"))
    assert "4,53" in page.text and "Pelayanan Prima" in page.text and "dicatat dari luar" in page.text


def test_years_and_rules_stand_side_by_side_and_the_trend_names_the_rule(session: Session, browser: Browser) -> None:
    it = add_validated(session)
    place = it.place
    old = add_assessment_again(session, it)
    session.commit()
    as_(browser, place.admin)
    page = see(browser, room(it, "/perbandingan"))
    assert "PermenPANRB 17/2017" in page.text and "PermenPANRB 29/2022" in page.text
    page = see(browser, room(it, f"/perangkat/{place.agencies[0]}"))
    drawing = page.html.select_one(".chart-frame svg")
    assert drawing is not None and "4,25 A-" in drawing.get_text(" ") and "PermenPANRB 17/2017" in drawing.get_text(" ")
    assert old.index is not None


def add_assessment_again(session: Session, it: Assessed) -> PerformanceAssessment:
    """The same unit a year earlier under the older rule."""
    assessment_id = record_performance(
        session=session, tenant_id=it.tenant_id, agency_id=it.place.agencies[0], year=2025, rule=OLD_RULE, index=Decimal("4.06"),
        source="Laporan 2025", account_id=None, now=NOW,
    )  # fmt: skip
    return session.scalars(select(PerformanceAssessment).where(PerformanceAssessment.id == assessment_id)).one()


def test_evaluators_are_named_on_their_page(session: Session, browser: Browser, it: Assessed) -> None:
    as_(browser, it.place.admin)
    page = see(browser, page_of(it, "/evaluator"))
    submit(browser, page, {"evaluators": [str(it.evaluators[0].id)]})
    tenancy.enter(session, tenant_id=it.tenant_id)
    session.expire_all()
    statement = select(PerformanceSheet.person_name).where(PerformanceSheet.form == "F-02")
    assert session.scalars(statement).all() == ["Dewi Anggraini"]


def test_an_empty_register_says_how_to_begin(session: Session, browser: Browser) -> None:
    place = add_workspace(session, "kabupaten-kosong", "Kabupaten Kosong")
    session.commit()
    as_(browser, place.admin)
    page = see(browser, f"/t/{place.slug}/mutu/kinerja")
    assert "Belum ada penilaian kinerja" in page.text and "Buka penilaian" in page.text


def test_pages_ask_the_database_a_dozen_times_at_most(session: Session, browser: Browser, count_queries: CountQueries) -> None:
    it = add_validated(session)
    session.commit()
    as_(browser, it.place.admin)
    sheet = sheet_of(session, it)
    for address in (room(it), room(it, "/perbandingan"), room(it, f"/perangkat/{it.place.agencies[0]}"), page_of(it), sheet,
                    page_of(it, "/kertas-kerja"), page_of(it, "/validasi"), room(it, "/buka")):  # fmt: skip
        see(browser, address)
        with count_queries() as statements:
            see(browser, address)
        assert len(statements) <= 18, (address, len(statements), statements)
