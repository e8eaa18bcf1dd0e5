"""What a trainer sees of tests and evaluation: means, gain, questions, and nothing that would tell whose evaluation is whose."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.training import TrainingEvaluation, TrainingSession, TrainingTest
from puas.domain.question_bank import BANK
from puas.domain.training_evaluation import STATEMENTS
from puas.domain.training_tests import drawn_for, to_plain
from tests.factories.certified import CertifiedHall, make_certified_hall, send
from tests.factories.tenants import add_account, add_member
from tests.factories.training_rooms import NOW, account_of
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser


@pytest.fixture
def made(session: Session, browser: Browser) -> CertifiedHall:
    found = make_certified_hall(session, seats=12, earned=())
    browser.sign_in(found.hall.trainer.id)
    session.commit()
    return found


def url(made: CertifiedHall) -> str:
    return made.url.replace("/sertifikat", "/tes")


def write(session: Session, made: CertifiedHall) -> None:
    """Ten send both tests, one the first alone, one begins and does not send."""
    for place, seat in enumerate(made.seats[:11]):
        send(session, seat, "before", right=place)
    for seat in made.seats[:10]:
        send(session, seat, "after", right=14 if seat.number % 2 else 7, wrong="c")
    last = made.seats[11]
    with tenancy.inside(session, tenant_id=last.owner_id):
        session.add(
            TrainingTest(
                tenant_id=last.owner_id, session_id=last.session_id, participant_id=last.participant_id, kind="before",
                questions=to_plain(drawn_for(4711, 12, "before")), answers={}, started_at=NOW,
            )
        )  # fmt: skip
    session.commit()


def evaluate(session: Session, made: CertifiedHall, number: int, **changes: Any) -> None:
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        for place in range(number):
            values = {"ratings": {**dict.fromkeys(STATEMENTS, 3), "useful": 4}, "liked": f"Kesan {place}", "missed": "", **changes}
            session.add(
                TrainingEvaluation(
                    tenant_id=made.hall.owner_id, id=uuid4(), session_id=made.hall.session_id, sent_on=NOW.date(), **values
                )
            )
    session.commit()


def set_steps(session: Session, made: CertifiedHall, *steps: str) -> None:
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        session.execute(update(TrainingSession).where(TrainingSession.id == made.hall.session_id).values(open_steps=list(steps)))
    session.commit()


def test_before_anybody_sent_the_page_says_what_will_be_there(browser: Browser, made: CertifiedHall) -> None:
    page = browser.get(url(made))
    assert "Belum ada tes yang dikirim" in page.text and "Belum ada yang mengisi evaluasi" in page.text


def test_means_are_of_all_and_the_gain_of_those_with_both(session: Session, browser: Browser, made: CertifiedHall) -> None:
    write(session, made)
    page = browser.get(url(made))
    # Before: 0 to 10 of 14 right, on average 5 (35,7%); after: five times 14 and five times 7. Gain: 10,5 − 4,5 of 14.
    assert [each.get_text(" ", strip=True) for each in page.html.select(".stat-value")] == ["35,7%", "75,0%", "+42,9"]
    assert "11 peserta , 1 belum mengirim" in page.text.replace("peserta,", "peserta ,")
    assert "dari 10 peserta yang mengirim keduanya" in page.text
    assert len(page.html.select("svg.chart")) == 1 and "n = 10 peserta dengan kedua tes" in page.text


def test_each_question_says_how_it_fared(session: Session, browser: Browser, made: CertifiedHall) -> None:
    write(session, made)
    page = browser.get(f"{url(made)}?tes=before")
    table = next(each for each in page.html.select("table") if "Soal dan jawabannya" in each.get_text())
    asked = sum(int(row.select("td")[0].get_text()) for row in table.select("tbody tr"))
    assert asked == 11 * 14
    assert any(question.options["b"] in table.get_text() for question in BANK.values())
    tab = page.html.select_one('nav.tabs a[aria-current="page"]')
    assert tab is not None and tab.get_text() == "Tes awal"
    # Without a choice the last test that anybody sent.
    tab = browser.get(f"{url(made)}?tes=x").html.select_one('nav.tabs a[aria-current="page"]')
    assert tab is not None and tab.get_text() == "Tes akhir"


def test_a_weak_question_is_named_in_words(session: Session, browser: Browser, made: CertifiedHall) -> None:
    for seat in made.seats:
        send(session, seat, "after", right=14, drawn=1)
    session.commit()
    page = browser.get(url(made))
    assert page.text.count("terlalu mudah") == 14 and "14 soal perlu ditinjau" in page.text


def test_the_page_takes_few_statements(session: Session, browser: Browser, made: CertifiedHall, count_queries: CountQueries) -> None:
    write(session, made)
    evaluate(session, made, 30)
    with count_queries() as sent:
        browser.get(url(made))
    assert len(sent) <= 12


def test_below_five_evaluations_only_how_many_is_told(session: Session, browser: Browser, made: CertifiedHall) -> None:
    set_steps(session, made)
    evaluate(session, made, 4)
    page = browser.get(url(made))
    assert "4 peserta mengisi" in page.text and "sedikitnya lima orang" in page.text
    assert "Kesan" not in page.text and STATEMENTS["useful"] not in page.text
    evaluate(session, made, 1, liked="=HYPERLINK(1)")
    page = browser.get(url(made))
    assert "5 peserta mengisi, tanpa nama" in page.text and "Kesan 3" in page.text
    [row] = [each for each in page.html.select("tr") if STATEMENTS["useful"] in each.get_text()]
    assert [cell.get_text() for cell in row.select("td")] == ["4,00", "5", "0", "0", "0", "5"]


def test_while_people_still_answer_only_how_many_is_told(session: Session, browser: Browser, made: CertifiedHall) -> None:
    evaluate(session, made, 9)
    page = browser.get(url(made))
    assert "9 peserta sudah mengisi" in page.text and "Kesan" not in page.text
    book = load_workbook(BytesIO(browser.get(f"{url(made)}/unduh.xlsx").response.data))
    assert [book[name].max_row for name in ("Evaluasi", "Kesan")] == [1, 1]


def test_the_workbook_holds_everything_and_no_formula(session: Session, browser: Browser, made: CertifiedHall) -> None:
    write(session, made)
    set_steps(session, made)
    evaluate(session, made, 5, liked="=HYPERLINK(1)")
    answer = browser.get(f"{url(made)}/unduh.xlsx").response
    assert "tes-bimtek-contoh-2026-11-21.xlsx" in answer.headers["Content-Disposition"]
    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == ["Peserta", "Materi", "Soal", "Evaluasi", "Kesan"]
    assert [cell.value for cell in book["Peserta"][2]] == [1, "Peserta 1", 0, 14, 14, 14]
    assert [cell.value for cell in book["Peserta"][13]][2:] == [None] * 4
    assert book["Materi"].max_row == 8
    assert book["Evaluasi"]["B2"].value == 4
    assert {cell.value for cell in book["Kesan"]["A"][1:]} == {"'=HYPERLINK(1)"}
    assert all(cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line)


def test_questions_come_as_csv(session: Session, browser: Browser, made: CertifiedHall) -> None:
    write(session, made)
    answer = browser.get(f"{url(made)}/unduh.csv").response
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[0].startswith("\ufefftes,materi,pertanyaan") and len(lines) > 20
    assert "soal-bimtek-contoh-2026-11-21.csv" in answer.headers["Content-Disposition"]


def test_results_are_for_those_who_hold_the_session(session: Session, browser: Browser, made: CertifiedHall) -> None:
    other = make_certified_hall(session)
    session.commit()
    assert browser.get(url(other)).status == 404
    assert browser.get(f"/t/{made.hall.owner_slug}/pelatihan/{other.hall.session_id}/tes").status == 404
    browser.sign_in(account_of(session, made.seats[0]))
    session.commit()
    assert browser.get(url(made)).status == 404
    viewer = add_account(session, "lihat@contoh.example")
    add_member(session, tenant_id=made.hall.owner_id, account_id=viewer.id, role="province-viewer")
    session.commit()
    browser.sign_in(viewer.id)
    assert browser.get(url(made)).status == 200
