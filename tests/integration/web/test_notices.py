"""The bell and its list: what is new, what is read, where it leads, and mail on or off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.calendar import Notification
from puas.db.tables.people import Membership
from puas.domain.notices import CHANGE_REQUESTED, KINDS, REPORT_SUBMITTED
from puas.presentation.notice_texts import TEXTS, notice_text
from puas.usecases.notify import notify
from puas_web.notices.words import WORDS, notice_in_words
from tests.factories.oversight import Regency, a_regency
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser

NOW = datetime(2026, 7, 1, 3, tzinfo=UTC)
FACTS = {
    "agency": "Dinas Kesehatan", "label": "Triwulan II 2026", "reason": "Angka bab II", "step": "submit", "scope": "2026:tahun",
    "due_on": "2026-07-20", "days": "1200", "count": "3", "by": "Provinsi", "number": "007/SKM/VII/2026", "letter": "surat pengingat",
    "recipient": "Dinas Kesehatan", "sender": "Kabupaten A", "document": "ABC123XYZ",
    "year": "2026", "form": "F-02", "index": "4.25", "category": "A-",
}  # fmt: skip


@pytest.fixture
def regency(session: Session) -> Regency:
    made = a_regency(session, "35.01")
    session.commit()
    return made


def tell(
    session: Session, regency: Regency, account_id: UUID, kind: str = REPORT_SUBMITTED, subject: str = "a", path: str = "/kalender"
) -> UUID:
    facts: Mapping[str, str] = {name: FACTS[name] for name in KINDS[kind].facts}
    with tenancy.inside(session, tenant_id=regency.id):
        notify(session=session, tenant_id=regency.id, account_ids=[account_id], kind=kind, subject=subject, facts=facts, path=path, now=NOW)
        [found] = session.scalars(
            select(Notification.id).where(
                Notification.tenant_id == regency.id, Notification.kind == kind, Notification.subject == subject,
                Notification.account_id == account_id,
            )
        )  # fmt: skip
    session.commit()
    return found


def unread(session: Session, regency: Regency) -> int:
    with tenancy.inside(session, tenant_id=regency.id):
        return len(session.scalars(select(Notification.id).where(Notification.read_at.is_(None))).all())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words_on_screen_and_in_letters_alike(app: Flask, kind: str) -> None:
    facts = {name: FACTS[name] for name in KINDS[kind].facts}
    with app.test_request_context():
        title, sentence, _urgency = notice_in_words(kind, facts)
    assert (title, sentence) == (notice_text(kind, facts).title, notice_text(kind, facts).sentence)
    assert "%" not in sentence


def test_there_are_words_for_known_kinds_alone() -> None:
    assert set(WORDS) == set(TEXTS) == set(KINDS)


def test_a_kind_of_an_earlier_version_is_still_shown(app: Flask) -> None:
    with app.test_request_context():
        assert notice_in_words("something-old", {"a": "b"})[0] == "something old"


def test_a_notice_with_other_facts_is_shown_by_its_heading(app: Flask) -> None:
    with app.test_request_context():
        assert notice_in_words(REPORT_SUBMITTED, {"agency": "Dinas"})[1] == "Laporan menunggu pemeriksaan"
    assert notice_text(REPORT_SUBMITTED, {}).sentence == "Laporan menunggu pemeriksaan."


def test_the_bell_counts_what_is_not_read(browser: Browser, session: Session, regency: Regency) -> None:
    browser.sign_in(regency.admin)
    assert browser.get(f"/t/{regency.slug}/").html.select(".bell-count") == []
    tell(session, regency, regency.admin)
    tell(session, regency, regency.admin, subject="b")
    tell(session, regency, regency.officers[0])
    page = browser.get(f"/t/{regency.slug}/")
    assert page.html.select_one(".bell-count").get_text() == "2"  # type: ignore[union-attr]
    assert "2 belum dibaca" in page.html.select_one(".bell").get_text()  # type: ignore[union-attr]


def test_opening_reads_it_and_leads_on(browser: Browser, session: Session, regency: Regency) -> None:
    notice_id = tell(session, regency, regency.admin)
    browser.sign_in(regency.admin)
    page = browser.get(f"/t/{regency.slug}/pemberitahuan")
    assert "Dinas Kesehatan mengirim laporan SKM Triwulan II 2026." in page.text
    assert unread(session, regency) == 1
    opened = browser.send(page, action=f"/t/{regency.slug}/pemberitahuan/{notice_id}/buka")
    assert unread(session, regency) == 0
    # The first form of the two keeps the reader here.
    assert opened.location.endswith("/pemberitahuan")
    again = browser.get(f"/t/{regency.slug}/pemberitahuan")
    assert browser.send(again, action=f"/t/{regency.slug}/pemberitahuan/{notice_id}/buka").location == f"/t/{regency.slug}/kalender"


def test_everything_can_be_read_at_once(browser: Browser, session: Session, regency: Regency) -> None:
    for subject in "abc":
        tell(session, regency, regency.admin, subject=subject)
    tell(session, regency, regency.officers[0])
    browser.sign_in(regency.admin)
    page = browser.get(f"/t/{regency.slug}/pemberitahuan")
    browser.send(page, action=f"/t/{regency.slug}/pemberitahuan/baca-semua")
    assert unread(session, regency) == 1
    assert browser.get(f"/t/{regency.slug}/pemberitahuan").html.select("form[action$='baca-semua']") == []


def test_another_person_s_notice_is_not_found(browser: Browser, session: Session, regency: Regency) -> None:
    notice_id = tell(session, regency, regency.officers[0])
    browser.sign_in(regency.admin)
    page = browser.get(f"/t/{regency.slug}/pemberitahuan")
    assert "Belum ada pemberitahuan" in page.text
    token = page.filled(f"/t/{regency.slug}/pemberitahuan/surel")["csrf_token"]
    refused = browser.post(f"/t/{regency.slug}/pemberitahuan/{notice_id}/buka", {"csrf_token": token})
    assert refused.status == 404
    assert unread(session, regency) == 1


def test_what_a_reviewer_wrote_is_shown_as_text(browser: Browser, session: Session, regency: Regency) -> None:
    with tenancy.inside(session, tenant_id=regency.id):
        notify(
            session=session, tenant_id=regency.id, account_ids=[regency.admin], kind=CHANGE_REQUESTED, subject="a",
            facts={"agency": "100% Sehat", "label": "Triwulan II", "reason": "<script>alert(1)</script> %(x)s"}, path="//evil.example",
            now=NOW,
        )  # fmt: skip
    session.commit()
    browser.sign_in(regency.admin)
    page = browser.get(f"/t/{regency.slug}/pemberitahuan")
    assert "<script>alert" not in page.response.text
    assert "100% Sehat" in page.text
    # Two buttons lead somewhere: the second goes inside the workspace whatever the path says.
    notice_id = page.html.select_one("form[action$='/buka']")["action"]  # type: ignore[index]
    token = page.filled(f"/t/{regency.slug}/pemberitahuan/surel")["csrf_token"]
    assert browser.post(str(notice_id), {"csrf_token": token}).location == f"/t/{regency.slug}//evil.example"


def test_mail_is_stopped_and_started_for_the_person_alone(browser: Browser, session: Session, regency: Regency) -> None:
    browser.sign_in(regency.admin)
    path = f"/t/{regency.slug}/pemberitahuan"

    def wanted() -> dict[UUID, bool]:
        with tenancy.inside(session, tenant_id=regency.id):
            session.expire_all()
            rows = session.execute(select(Membership.account_id, Membership.gets_notice_mail).where(Membership.tenant_id == regency.id))
            return {row.account_id: row.gets_notice_mail for row in rows}

    browser.send(browser.get(path), action=f"{path}/surel")
    assert [account for account, is_wanted in wanted().items() if not is_wanted] == [regency.admin]
    page = browser.get(path)
    assert "Surel dari ruang kerja ini dihentikan." in page.text
    browser.send(page, action=f"{path}/surel")
    assert all(wanted().values())


def test_many_notices_are_paged_with_few_statements(
    browser: Browser, session: Session, regency: Regency, count_queries: CountQueries
) -> None:
    for number in range(40):
        tell(session, regency, regency.admin, subject=str(number))
    browser.sign_in(regency.admin)
    with count_queries() as statements:
        page = browser.get(f"/t/{regency.slug}/pemberitahuan")
    assert len(statements) <= 8
    assert "1–25 dari 40" in page.text
    assert browser.get(f"/t/{regency.slug}/pemberitahuan?halaman=2").status == 200


def test_another_workspace_is_not_found(browser: Browser, session: Session, regency: Regency) -> None:
    other = a_regency(session, "35.02")
    session.commit()
    browser.sign_in(regency.admin)
    assert browser.get(f"/t/{other.slug}/pemberitahuan").status == 404
