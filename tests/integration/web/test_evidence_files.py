"""Evidence beside an entry of a register: adding, opening, removing; whose it is; where its page leads back to."""

from __future__ import annotations

import io
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.malls import ServiceMall
from puas.db.tables.yardsticks import EvidenceFile
from puas.domain.evidence import MOST_BYTES
from tests.factories.evidence import office, pdf, picture
from tests.factories.regency import NOW, make_agency, make_member, make_regency
from tests.web_pages import Browser, Page


@dataclass(frozen=True)
class Room:
    """The evidence of one agency's complaints of a quarter, with someone in the workspace."""

    tenant_id: int
    slug: str
    agency_id: UUID
    browser: Browser

    @property
    def path(self) -> str:
        return f"/t/{self.slug}/mutu/bukti/complaints/{self.agency_id}?bagian=2026-3"

    def page(self) -> Page:
        return self.browser.get(self.path)

    def add(self, content: bytes | None = None, name: str = "SOP_KTP.pdf", **typed: str) -> Page:
        page = self.page()
        action = next(str(form["action"]) for form in page.html.select("main form") if "/tambah" in str(form.get("action")))
        if content is not None and len(content) > 400_000:
            return self._add_large(page, action, content, name, typed)
        data: dict[str, object] = dict(typed)
        if content is not None:
            data["document"] = (io.BytesIO(content), name)
        return self.browser.send(page, data, action=action, content_type="multipart/form-data")

    def _add_large(self, page: Page, action: str, content: bytes, name: str, typed: dict[str, str]) -> Page:
        """By hand: the test's own client would leave a temporary file open."""
        fields = {**page.filled(action), **typed}
        parts = [f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()]
        head = f'--x\r\nContent-Disposition: form-data; name="document"; filename="{name}"\r\n\r\n'.encode()
        body = b"".join([*parts, head, content, b"\r\n--x--\r\n"])
        options = {"content_type": "multipart/form-data; boundary=x", "content_length": len(body)}
        return Page(self.browser.client.post(action, input_stream=io.BytesIO(body), **options))


def _room(session: Session, browser: Browser, role: str, *, mine: bool = True) -> Room:
    regency = make_regency(session)
    agency, _ = make_agency(session, regency.id, "Dinas Kependudukan")
    other, _ = make_agency(session, regency.id, "Dinas Kesehatan")
    account = make_member(session, regency.id, role, agency_ids=[agency.id if mine else other.id] if role == "agency-officer" else [])
    session.commit()
    browser.sign_in(account.id)
    return Room(regency.id, regency.slug, agency.id, browser)


@pytest.fixture
def admin(session: Session, browser: Browser) -> Room:
    return _room(session, browser, "tenant-admin")


def _rows(session: Session) -> list[EvidenceFile]:
    session.expire_all()
    return list(session.scalars(select(EvidenceFile).order_by(EvidenceFile.uploaded_at)))


def test_a_document_is_added_opened_and_removed(admin: Room, session: Session) -> None:
    page = admin.page()
    assert "Belum ada bukti" in page.text and "Triwulan III 2026" in page.text and "Dinas Kependudukan" in page.text
    shown = admin.browser.follow(admin.add(pdf()))
    assert "SOP KTP" in shown.text and "PDF" in shown.text
    (row,) = _rows(session)
    assert (row.subject, row.subject_id, row.part, row.agency_id, row.format) == (
        "complaints", admin.agency_id, "2026-3", admin.agency_id, "pdf",
    )  # fmt: skip
    answer = admin.browser.get(f"/t/{admin.slug}/mutu/bukti/berkas/{row.id}").response
    assert answer.data == pdf()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="SOP KTP.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    action = next(str(form["action"]) for form in shown.html.select("main form") if "/hapus" in str(form.get("action")))
    assert "Belum ada bukti" in admin.browser.follow(admin.browser.send(shown, action=action)).text
    assert _rows(session)[0].removed_at is not None
    assert admin.browser.get(f"/t/{admin.slug}/mutu/bukti/berkas/{row.id}").status == 404


def test_an_address_and_a_picture_stand_beside_it(admin: Room, session: Session) -> None:
    assert admin.add(url="https://contoh.go.id/sop.pdf", title="SOP di laman").status == 302
    assert admin.add(picture(place=True), "IMG_1.JPG").status == 302
    page = admin.page()
    link = page.html.select_one("a[href='https://contoh.go.id/sop.pdf']")
    assert link is not None and "noopener" in link["rel"]
    address, photo = _rows(session)
    assert (address.file_key, address.title) == (None, "SOP di laman")
    kept = admin.browser.get(f"/t/{admin.slug}/mutu/bukti/berkas/{photo.id}").response.data
    assert kept.startswith(b"\xff\xd8") and b"KameraRahasia" not in kept
    assert admin.browser.get(f"/t/{admin.slug}/mutu/bukti/berkas/{address.id}").status == 404


@pytest.mark.parametrize(
    ("content", "typed", "sentence"),
    [
        (b"MZ program", {}, "bukan dokumen"),
        (office("docx", more={"word/vbaProject.bin": b"x"}), {}, "memuat program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", {}, "Office lama"),
        (b"", {}, "Berkas ini kosong"),
        (None, {}, "Pilih berkas, atau tulis alamatnya"),
        (b"0" * (MOST_BYTES + 1), {}, "lebih dari 15 MB"),
        (None, {"url": "http://contoh.go.id"}, "diawali https://"),
        (None, {"url": "https://localhost/x"}, "Tulis alamat yang lengkap"),
        (pdf(), {"url": "https://contoh.go.id"}, "Pilih salah satu"),
        (pdf(), {"title": "a" * 201}, "paling panjang 200"),
    ],
)
def test_what_is_no_evidence_is_refused_and_nothing_typed_is_lost(
    admin: Room, session: Session, content: bytes | None, typed: dict[str, str], sentence: str
) -> None:
    page = admin.add(content, "laporan.pdf", **{"title": "Judul saya", **typed})
    assert page.status == 422
    assert sentence in " ".join(page.errors())
    title = page.html.select_one("#title")
    assert title is not None and title["value"] == typed.get("title", "Judul saya")
    assert _rows(session) == []


def test_the_same_file_is_not_kept_twice_in_one_place(admin: Room, session: Session) -> None:
    assert admin.add(pdf()).status == 302
    assert "Bukti yang sama" in " ".join(admin.add(pdf(), "lain.pdf").errors())
    page = admin.browser.get(admin.path.replace("2026-3", "2026-4"))
    action = next(str(form["action"]) for form in page.html.select("main form") if "/tambah" in str(form.get("action")))
    data = {"document": (io.BytesIO(pdf()), "a.pdf")}
    assert admin.browser.send(page, data, action=action, content_type="multipart/form-data").status == 302


def test_twenty_are_the_most(admin: Room, session: Session) -> None:
    for number in range(20):
        assert admin.add(url=f"https://contoh.go.id/{number}").status == 302
    page = admin.page()
    assert "Sudah ada 20 bukti" in page.text
    assert not [form for form in page.html.select("main form") if "/tambah" in str(form.get("action"))]
    token = page.html.select_one("input[name=csrf_token]")
    assert token is not None
    late = admin.browser.post(
        admin.path.replace("?", "/tambah?"), {"csrf_token": token["value"], "url": "https://contoh.go.id/x", "title": ""}
    )
    assert late.status == 422
    assert len(_rows(session)) == 20


def test_a_body_that_is_far_too_large_leads_back_to_the_page(admin: Room, session: Session) -> None:
    sent = admin.add(b"0" * (28 * 1024 * 1024))
    page = admin.browser.follow(sent)
    assert "lebih dari 15 MB" in " ".join(page.errors())
    assert "Triwulan III" in page.text


def test_an_officer_has_the_evidence_of_their_agencies_and_no_other(session: Session, browser: Browser) -> None:
    own = _room(session, browser, "agency-officer")
    assert own.add(pdf()).status == 302
    (row,) = _rows(session)
    stranger = make_member(session, own.tenant_id, "agency-officer", agency_ids=[make_agency(session, own.tenant_id, "Dinas Lain")[0].id])
    mall = new_id()
    session.add(ServiceMall(tenant_id=own.tenant_id, id=mall, name="MPP", slug="mpp", code="BCDFGHJ", changed_at=NOW))
    session.commit()
    # What is the regency's own is not for an officer.
    assert browser.get(f"/t/{own.slug}/mutu/bukti/mall/{mall}").status == 404
    browser.sign_in(stranger.id)
    assert own.page().status == 404
    assert browser.get(f"/t/{own.slug}/mutu/bukti/berkas/{row.id}").status == 404


def test_a_leader_looks_and_changes_nothing(session: Session, browser: Browser) -> None:
    room = _room(session, browser, "leader")
    page = room.page()
    assert page.status == 200 and "Petugas belum menambahkan bukti" in page.text
    token = page.html.select_one("input[name=csrf_token]")
    assert token is not None
    sent = {"csrf_token": token["value"], "url": "https://contoh.go.id"}
    assert browser.post(room.path.replace("?", "/tambah?"), sent).status == 404
    assert _rows(session) == []


@pytest.mark.parametrize("subject", ["agency", "nothing", "tenant"])
def test_what_is_no_subject_is_not_found(admin: Room, subject: str) -> None:
    assert admin.browser.get(f"/t/{admin.slug}/mutu/bukti/{subject}/{admin.agency_id}").status == 404
    assert admin.browser.get(f"/t/{admin.slug}/mutu/bukti/complaints/{new_id()}").status == 404
    assert admin.browser.get(f"/t/{admin.slug}/mutu/bukti/complaints/{admin.agency_id}?bagian=%3Cb%3E").status == 404


@pytest.mark.parametrize(
    ("back", "kept"),
    [
        ("/t/{slug}/mutu/pengaduan?tahun=2026", True), ("https://jahat.example/t/{slug}/", False), ("//jahat.example", False),
        ("/t/{slug}//jahat.example", False), ("/t/lain/mutu", False), ("/t/{slug}/\\jahat", False), ("javascript:alert(1)", False),
    ],
)  # fmt: skip
def test_the_way_back_stays_in_this_workspace(admin: Room, back: str, kept: bool) -> None:
    address = back.format(slug=admin.slug)
    page = admin.browser.get(f"/t/{admin.slug}/mutu/bukti/complaints/{admin.agency_id}", query_string={"kembali": address})
    links = {str(link["href"]) for link in page.html.select("nav.breadcrumb a")}
    assert (address in links) is kept
