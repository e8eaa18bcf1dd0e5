"""Photographs of a report and of a promise: several at once, what is refused, order, who sees them, and when files go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.people import AuditEvent
from puas.db.tables.reports import FollowupItem, Photograph, Report
from puas.db.tables.submissions import Submission
from puas.domain.document_source import SkmReportSource
from puas.jobs import enqueue
from puas.runtime.file_store import DiskStore
from puas.runtime.photograph_files import small_key
from puas.usecases.add_photograph import UnableToAddPhotograph, add_photograph
from puas.usecases.erase_removed_photographs import erase_removed_photographs
from puas.usecases.remove_photograph import UnableToRemovePhotograph, remove_photograph
from puas.usecases.save_followup_plan import save_followup_plan
from puas.usecases.save_photograph_captions import UnableToSavePhotographCaptions, save_photograph_captions
from puas_web.readable_requests import PHOTOGRAPHS_BYTES
from tests.factories.closed import ClosedPeriod, closed_period, same_period_in
from tests.factories.regency import make_member
from tests.web_pages import Browser, Page

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def jpeg(colour: int = 90, side: int = 240) -> bytes:
    target = BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "S", 2: (7.0, 9.0, 3.0)})
    exif[0x010F] = "KAMERA RAHASIA"
    Image.new("RGB", (side, side), (colour, 40, 40)).save(target, "JPEG", exif=exif)
    return target.getvalue()


@dataclass(frozen=True)
class Desk:
    """The gallery of one place."""

    browser: Browser
    path: str

    def get(self) -> Page:
        return self.browser.get(self.path)

    def upload(self, *files: tuple[str, bytes]) -> Page:
        token = self.browser.get(f"{self.path}/tambah").filled()["csrf_token"]
        parts = [b'Content-Disposition: form-data; name="csrf_token"\r\n\r\n' + str(token).encode()]
        for name, content in files:
            parts.append(f'Content-Disposition: form-data; name="pictures"; filename="{name}"\r\n\r\n'.encode() + content)
        body = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"
        return Page(self.browser.client.post(f"{self.path}/tambah", data=body, content_type="multipart/form-data; boundary=x"))

    def send(self, **typed: str) -> Page:
        return self.browser.send(self.get(), typed, action=self.path)


@pytest.fixture(autouse=True)
def quiet_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enqueue, "send", lambda request: True)


@pytest.fixture
def closed(session: Session) -> ClosedPeriod:
    made = closed_period(session)
    session.commit()
    return made


def enter(session: Session, browser: Browser, closed: ClosedPeriod, role: str, agencies: list[UUID] | None = None) -> Desk:
    account = make_member(session, closed.tenant_id, role, agency_ids=agencies or [])
    session.commit()
    browser.sign_in(account.id)
    return Desk(browser, f"/t/{closed.survey.slug}/laporan/periode/{closed.period_id}/foto")


@pytest.fixture
def desk(session: Session, browser: Browser, closed: ClosedPeriod) -> Desk:
    return enter(session, browser, closed, "agency-officer", [closed.survey.agency_id])


@pytest.fixture
def item_id(session: Session, closed: ClosedPeriod) -> UUID:
    row = FollowupItem(tenant_id=closed.tenant_id, id=new_id(), period_id=closed.period_id, unsur="waktu", action="Menambah loket")
    session.add(row)
    session.commit()
    return row.id


def kept(session: Session, closed: ClosedPeriod) -> list[Photograph]:
    session.expire_all()
    statement = select(Photograph).where(Photograph.tenant_id == closed.tenant_id, Photograph.removed_at.is_(None))
    return list(session.scalars(statement.order_by(Photograph.position, Photograph.id)))


def test_several_are_taken_and_the_rest_is_explained(desk: Desk, session: Session, closed: ClosedPeriod, tmp_path: Path) -> None:
    assert "Belum ada foto" in desk.get().text
    sent = desk.upload(
        ("loket.jpg", jpeg(10)), ("IMG_7.HEIC", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 99), ("lagi.jpg", jpeg(200)),
        ("/rumah/budi/surat.jpg", b"<svg><script>alert(1)</script></svg>"), ("kosong.jpg", b""), ("sama.jpg", jpeg(10)),
    )  # fmt: skip
    assert sent.location == desk.path
    page = desk.browser.follow(sent).html.get_text(" ")
    for words in (
        "2 foto ditambahkan",
        "IMG_7.HEIC: format HEIC",
        "surat.jpg: ini bukan foto",
        "kosong.jpg: berkas ini kosong",
        "sama.jpg: foto yang sama",
    ):
        assert words in page
    assert "budi" not in page
    rows = kept(session, closed)
    assert [row.position for row in rows] == [0, 1] and all(row.uploaded_by for row in rows)
    for row in rows:
        content = (tmp_path / row.file_key).read_bytes()
        assert row.file_key.startswith(f"tenant-{closed.tenant_id}/") and hashlib.sha256(content).hexdigest() == row.sha256
        assert b"RAHASIA" not in content and b"Exif" not in content and (tmp_path / small_key(row.file_key)).exists()
    acts = session.scalars(select(AuditEvent.action).where(AuditEvent.tenant_id == closed.tenant_id)).all()
    assert acts.count("add_photograph") == 2


def test_a_form_of_bad_files_only_is_shown_again(desk: Desk, session: Session, closed: ClosedPeriod) -> None:
    refused = desk.upload(("a.jpg", jpeg()[:600]), ("b.png", b"GIF89a"))
    assert refused.status == 422 and len(refused.errors()) == 2 and "a.jpg: ini bukan foto" in refused.errors()[0]
    nothing = desk.browser.send(desk.browser.get(f"{desk.path}/tambah"), content_type="multipart/form-data")
    assert nothing.status == 422 and "Pilih foto lebih dahulu" in nothing.text
    assert kept(session, closed) == []


def test_a_photograph_of_13_megabytes_is_left_out_and_the_other_kept(desk: Desk, session: Session, closed: ClosedPeriod) -> None:
    page = desk.browser.follow(desk.upload(("besar.jpg", jpeg(1) + b"0" * (13 * 1024 * 1024)), ("kecil.jpg", jpeg(2))))
    assert "besar.jpg: lebih dari 12 MB" in page.html.get_text() and len(kept(session, closed)) == 1


def test_more_than_40_megabytes_at_once_get_a_friendly_page(desk: Desk, session: Session, closed: ClosedPeriod) -> None:
    desk.upload(("satu.jpg", jpeg()))
    body = BytesIO(b"--x\r\n" + b"0" * (PHOTOGRAPHS_BYTES + 2 * 1024 * 1024))
    sent = Page(
        desk.browser.client.post(
            f"{desk.path}/tambah", input_stream=body, content_length=len(body.getbuffer()), content_type="multipart/form-data; boundary=x"
        )
    )
    assert sent.status == 303 and body.tell() == len(body.getbuffer()), "read to its end, so that the browser hears the answer"
    page = desk.browser.follow(sent)
    assert page.status == 422 and "lebih dari 40 MB" in " ".join(page.errors()) and page.form().find("input", type="file")
    assert len(kept(session, closed)) == 1


def test_other_pages_take_no_more_than_before(desk: Desk, closed: ClosedPeriod) -> None:
    body = BytesIO(b"--x\r\n" + b"0" * (11 * 1024 * 1024))
    answer = desk.browser.client.post(
        desk.path, input_stream=body, content_length=len(body.getbuffer()), content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code in (303, 413) and "terlalu-besar" not in desk.get().text


def test_twelve_are_the_most(desk: Desk, session: Session, closed: ClosedPeriod) -> None:
    page = desk.browser.follow(desk.upload(*((f"{number}.jpg", jpeg(number * 15)) for number in range(14))))
    assert "12 foto ditambahkan" in page.html.get_text() and "13.jpg: tempatnya sudah penuh" in page.html.get_text()
    assert len(kept(session, closed)) == 12 and "Tambah foto" not in page.text
    assert "Tempatnya sudah penuh" in desk.browser.get(f"{desk.path}/tambah").text


def test_captions_order_and_removal(desk: Desk, session: Session, closed: ClosedPeriod) -> None:
    desk.upload(*((f"{number}.jpg", jpeg(number * 40)) for number in range(3)))
    first, second, third = (row.id for row in kept(session, closed))
    desk.send(**{f"caption-{first}": "  Loket   pelayanan <b>", f"caption-{second}": "Ruang tunggu"})
    assert [row.caption for row in kept(session, closed)] == ["Loket pelayanan <b>", "Ruang tunggu", ""]
    desk.send(act=f"down-{first}", **{f"caption-{third}": "Ditulis sebelum memindah"})
    assert [row.id for row in kept(session, closed)] == [second, first, third]
    assert kept(session, closed)[2].caption == "Ditulis sebelum memindah"
    desk.send(act=f"up-{second}")
    desk.send(act=f"up-{third}")
    assert [row.id for row in kept(session, closed)] == [second, third, first]
    removed = desk.browser.follow(desk.send(act=f"remove-{third}", **{f"caption-{second}": "Ruang tunggu baru"}))
    assert "Foto dihapus" in removed.html.get_text()
    assert [(row.id, row.caption) for row in kept(session, closed)] == [(second, "Ruang tunggu baru"), (first, "Loket pelayanan <b>")]
    long = desk.send(**{f"caption-{first}": "a" * 201, f"caption-{second}": "Belum tersimpan"})
    assert long.status == 422 and long.filled()[f"caption-{first}"] == "a" * 201 and long.filled()[f"caption-{second}"] == "Belum tersimpan"
    assert kept(session, closed)[0].caption == "Ruang tunggu baru"
    for act in (f"remove-{new_id()}", "remove-x", "up-", "bogus"):
        assert desk.send(act=act).status == 302
    assert len(kept(session, closed)) == 2


def test_what_was_submitted_keeps_its_photographs_until_it_comes_back(
    desk: Desk, session: Session, closed: ClosedPeriod, item_id: UUID
) -> None:
    def stand(state: str) -> None:
        here = Submission.tenant_id == closed.tenant_id
        session.execute(update(Submission).where(here, Submission.period_id == closed.period_id).values(state=state))
        session.commit()

    desk.upload(("loket.jpg", jpeg(10)), ("antrean.jpg", jpeg(100)))
    first, second = (row.id for row in kept(session, closed))
    open_page = desk.get()
    upload = desk.browser.get(f"{desk.path}/tambah").filled()["csrf_token"]
    evidence = Desk(desk.browser, f"/t/{closed.survey.slug}/tindak-lanjut/{item_id}/foto")
    for state in ("submitted", "approved", "published", "handed_over"):
        stand(state)
        page = desk.get()
        assert "Foto dokumentasi tidak dapat diubah" in page.text and not page.html.select("main button"), state
        for typed in ({f"caption-{first}": "Diganti"}, {"act": f"down-{first}"}, {"act": f"remove-{first}"}):
            answer = desk.browser.follow(desk.browser.send(open_page, typed, action=desk.path))
            assert "sudah dikirim, jadi fotonya tidak dapat diubah" in answer.html.get_text(" ")
        body = b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n' + str(upload).encode() + (
            b'\r\n--x\r\nContent-Disposition: form-data; name="pictures"; filename="c.jpg"\r\n\r\n' + jpeg(200) + b"\r\n--x--\r\n"
        )
        desk.browser.client.post(f"{desk.path}/tambah", data=body, content_type="multipart/form-data; boundary=x")
        assert [(row.id, row.caption) for row in kept(session, closed)] == [(first, ""), (second, "")], state
    # What became of a promise is recorded after its report, with pictures.
    evidence.upload(("bukti.jpg", jpeg(150)))
    assert len(kept(session, closed)) == 3
    stand("change_requested")
    desk.send(act=f"remove-{first}")
    assert [row.id for row in kept(session, closed) if row.followup_item_id is None] == [second]


@pytest.mark.parametrize("act", ["add", "caption", "remove"])
def test_a_report_submitted_between_the_look_and_the_button_is_not_changed(
    desk: Desk, session: Session, closed: ClosedPeriod, store: DiskStore, act: str
) -> None:
    desk.upload(("loket.jpg", jpeg(10)))
    (row,) = kept(session, closed)
    here = Submission.tenant_id == closed.tenant_id
    session.execute(update(Submission).where(here, Submission.period_id == closed.period_id).values(state="submitted"))
    place: dict[str, Any] = {
        "session": session, "tenant_id": closed.tenant_id, "period_id": closed.period_id, "account_id": None, "now": NOW,
    }  # fmt: skip
    with pytest.raises((UnableToAddPhotograph, UnableToSavePhotographCaptions, UnableToRemovePhotograph)) as refused:
        if act == "add":
            add_photograph(store=store, item_id=None, content=jpeg(99), **place)
        elif act == "caption":
            save_photograph_captions(item_id=None, captions=[(row.id, "Diganti")], **place)
        else:
            remove_photograph(photograph_id=row.id, **place)
    assert str(refused.value) == "with-regency"
    assert [(each.id, each.caption) for each in kept(session, closed)] == [(row.id, "")]


def test_pictures_are_sent_as_pictures_only(desk: Desk, session: Session, closed: ClosedPeriod) -> None:
    desk.upload(("a.html.jpg", jpeg() + b"<script>alert(1)</script>"))
    room = f"/t/{closed.survey.slug}/foto/{kept(session, closed)[0].id}"
    for path in (room, f"{room}/kecil"):
        answer = desk.browser.get(path).response
        assert answer.status_code == 200 and answer.content_type == "image/jpeg" and b"<script>" not in answer.data
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "no-store"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        Image.open(BytesIO(answer.data)).verify()


def source(session: Session, desk: Desk, closed: ClosedPeriod, period_id: UUID | None = None) -> SkmReportSource:
    path = f"/t/{closed.survey.slug}/laporan/periode/{period_id or closed.period_id}"
    desk.browser.send(desk.browser.get(path), action=f"{path}/minta")
    session.expire_all()
    statement = select(Report.snapshot).where(Report.tenant_id == closed.tenant_id).order_by(Report.id.desc())
    return SkmReportSource.from_json(session.scalars(statement).first() or "")


def test_photographs_walk_into_the_reports(desk: Desk, session: Session, closed: ClosedPeriod, item_id: UUID) -> None:
    desk.upload(("a.jpg", jpeg(10)), ("b.jpg", jpeg(200)))
    first, second = kept(session, closed)
    desk.send(**{f"caption-{first.id}": "Loket", "act": f"down-{first.id}"})
    evidence = Desk(desk.browser, f"/t/{closed.survey.slug}/tindak-lanjut/{item_id}/foto")
    evidence.upload(*((f"{number}.jpg", jpeg(30 * number)) for number in range(1, 6)))
    assert "4 dari paling banyak 4 foto" in evidence.get().text
    photos = source(session, desk, closed).report.photos
    assert [(each.caption, each.file, each.sha256) for each in photos] == [
        ("", second.file_key, second.sha256),
        ("Loket", first.file_key, first.sha256),
    ]
    later = same_period_in(session, closed, 2027)
    session.commit()
    report = source(session, desk, closed, later).report
    assert report.photos == () and [len(each.photos) for each in report.done_follow_ups] == [2]
    assert report.done_follow_ups[0].photos[0].file.startswith(f"tenant-{closed.tenant_id}/photographs/")


# When files go


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DiskStore]:
    yield DiskStore(tmp_path)


def test_files_go_when_no_document_that_is_to_be_made_needs_them(
    desk: Desk, session: Session, closed: ClosedPeriod, store: DiskStore
) -> None:
    desk.upload(("a.jpg", jpeg()))
    row, tenant_id = kept(session, closed)[0], closed.tenant_id
    key, row_id = row.file_key, row.id
    source(session, desk, closed)
    desk.send(act=f"remove-{row_id}")
    assert desk.browser.get(f"/t/{closed.survey.slug}/foto/{row_id}").status == 404
    removed_at = session.scalar(select(Photograph.removed_at).where(Photograph.id == row_id))
    assert removed_at is not None
    later = removed_at + timedelta(hours=2)
    for state, minutes, gone in (("pending", 120, 0), ("failed", 120, 0), ("ready", 59, 0), ("ready", 120, 1), ("ready", 120, 0)):
        session.execute(update(Report).where(Report.tenant_id == tenant_id).values(state=state))
        moment = removed_at + timedelta(minutes=minutes)
        assert erase_removed_photographs(session=session, tenant_id=tenant_id, store=store, now=moment) == gone, state
        is_there = session.scalar(select(Photograph.id).where(Photograph.id == row_id)) is not None
        assert store.exists(key) == store.exists(small_key(key)) == is_there, state
    assert not store.exists(key) and not store.exists(small_key(key))
    assert erase_removed_photographs(session=session, tenant_id=tenant_id, store=store, now=later) == 0


def test_evidence_of_a_promise_taken_back_is_erased_too(
    desk: Desk, session: Session, closed: ClosedPeriod, item_id: UUID, store: DiskStore
) -> None:
    Desk(desk.browser, f"/t/{closed.survey.slug}/tindak-lanjut/{item_id}/foto").upload(("a.jpg", jpeg()))
    key = kept(session, closed)[0].file_key
    now = datetime.now(UTC)
    save_followup_plan(
        session=session, tenant_id=closed.tenant_id, period_id=closed.period_id, items=[], version=None, account_id=None, now=now
    )
    assert kept(session, closed) == [] and "Belum ada foto" in desk.get().text
    assert erase_removed_photographs(session=session, tenant_id=closed.tenant_id, store=store, now=now + timedelta(hours=2)) == 1
    assert not store.exists(key)


# Who may do what


def test_a_place_of_another_agency_or_tenant_is_not_there(
    desk: Desk, session: Session, browser: Browser, closed: ClosedPeriod, item_id: UUID
) -> None:
    desk.upload(("a.jpg", jpeg()))
    row, csrf = kept(session, closed)[0], desk.browser.get(f"{desk.path}/tambah").filled()["csrf_token"]
    other = Agency(tenant_id=closed.tenant_id, id=new_id(), name="Dinas Lain")
    session.add(other)
    session.flush()
    stranger = enter(session, browser, closed, "agency-officer", [other.id])
    room = f"/t/{closed.survey.slug}"
    evidence = f"{room}/tindak-lanjut/{item_id}/foto"
    for path in (desk.path, f"{desk.path}/tambah", f"{room}/foto/{row.id}", f"{room}/foto/{row.id}/kecil", evidence, f"{evidence}/tambah"):
        assert stranger.browser.get(path).status == 404, path
    for path in (desk.path, f"{desk.path}/tambah", evidence, f"{evidence}/tambah"):
        answer = browser.post(path, {"csrf_token": csrf, "act": f"remove-{row.id}", "pictures": (BytesIO(jpeg(3)), "x.jpg")})
        assert answer.status == 404, path
    assert [each.id for each in kept(session, closed)] == [row.id]


def test_the_use_case_knows_only_places_of_its_tenant(session: Session, closed: ClosedPeriod, store: DiskStore, item_id: UUID) -> None:
    def add(tenant_id: int, period_id: UUID, item: UUID | None) -> str:
        with pytest.raises(UnableToAddPhotograph) as refused:
            add_photograph(
                session=session, store=store, tenant_id=tenant_id, period_id=period_id, item_id=item,
                content=jpeg(), account_id=None, now=NOW,
            )  # fmt: skip
        return refused.value.reason

    assert add(closed.tenant_id + 1, closed.period_id, None) == "unknown-period"
    assert add(closed.tenant_id, new_id(), None) == "unknown-period"
    assert add(closed.tenant_id, same_period_in(session, closed, 2027), item_id) == "unknown-item"


def test_a_leader_looks_and_changes_nothing(desk: Desk, session: Session, browser: Browser, closed: ClosedPeriod) -> None:
    desk.upload(("a.jpg", jpeg()))
    leader = enter(session, browser, closed, "leader")
    page = leader.get()
    assert page.status == 200 and page.html.select("main img") and not page.html.select("main input[type=text], main button")
    assert leader.browser.get(f"{leader.path}/tambah").status == 404
    assert leader.browser.get(leader.path.removesuffix("/foto")).html.select_one(f"a[href='{leader.path}']")


def test_nobody_sees_a_photograph_without_signing_in(app: Flask, desk: Desk, session: Session, closed: ClosedPeriod) -> None:
    desk.upload(("a.jpg", jpeg()))
    answer = Browser(app).get(f"/t/{closed.survey.slug}/foto/{kept(session, closed)[0].id}")
    assert answer.status == 302 and "/masuk" in answer.location
