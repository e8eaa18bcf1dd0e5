"""Pengaturan: letterhead, emblem, colour, policies, tokens and the log, each only for those who may."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.queries.access import find_token
from puas.db.tables.people import ApiToken, AuditEvent
from puas.db.tables.places import Tenant, TenantProfile
from puas.usecases.create_api_token import UnableToCreateApiToken, create_api_token
from puas.usecases.revoke_api_token import UnableToRevokeApiToken, revoke_api_token
from tests.factories.tenants import NOW, add_account, add_member, add_tenant
from tests.web_pages import Browser, Page

HERE = "/t/bojonegoro/pengaturan"


@pytest.fixture
def tenant(session: Session) -> Tenant:
    return add_tenant(session, slug="bojonegoro", name="Kabupaten Bojonegoro", region_code="35.22")


@pytest.fixture
def admin(browser: Browser, session: Session, tenant: Tenant) -> UUID:
    return enter_as(browser, session, tenant, "tenant-admin")


def enter_as(browser: Browser, session: Session, tenant: Tenant, role: str) -> UUID:
    account = add_account(session, f"{role}@{tenant.slug}.go.id", "Rina Astuti")
    add_member(session, tenant_id=tenant.id, account_id=account.id, role=role)
    session.commit()
    browser.sign_in(account.id)
    return account.id


def profile(session: Session, tenant: Tenant) -> TenantProfile:
    tenancy.enter(session, tenant_id=tenant.id)
    session.expire_all()
    return session.scalars(select(TenantProfile).where(TenantProfile.tenant_id == tenant.id)).one()


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 400)) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, (160, 20, 30)).save(target, kind)
    return target.getvalue()


def upload(browser: Browser, content: bytes, name: str = "lambang.png") -> Page:
    """Post a file. The body is written here: werkzeug's client leaves the temporary file of a large one open."""
    token = browser.get(f"{HERE}/lambang").filled()["csrf_token"]
    head = f'--cut\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n--cut\r\n'
    head += f'Content-Disposition: form-data; name="picture"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
    body = head.encode() + content + b"\r\n--cut--\r\n"
    return Page(browser.client.post(f"{HERE}/lambang", data=body, content_type="multipart/form-data; boundary=cut"))


def test_the_index_shows_what_one_may_set(browser: Browser, admin: UUID) -> None:
    page = browser.get(HERE)
    assert {"Identitas", "Lambang", "Warna", "Cara menghitung", "Token API", "Catatan kegiatan"} <= {h.text for h in page.html.select("h2")}


def test_a_province_has_no_survey_settings(browser: Browser, session: Session) -> None:
    province = add_tenant(session, slug="provinsi-jawa-timur", name="Provinsi Jawa Timur", kind="province", region_code="35")
    enter_as(browser, session, province, "province-admin")
    page = browser.get("/t/provinsi-jawa-timur/pengaturan")
    assert "Identitas" in page.text and "Cara menghitung" not in page.text and "Token API" not in page.text
    assert browser.get("/t/provinsi-jawa-timur/pengaturan/token-api").status == 404


@pytest.mark.parametrize("role", ["leader", "agency-officer"])
@pytest.mark.parametrize(
    "path",
    ["", "/identitas", "/lambang", "/warna", "/cara-menghitung", "/bentuk-laporan", "/token-api", "/token-api/baru", "/catatan-kegiatan"],
)
def test_others_find_nothing(browser: Browser, session: Session, tenant: Tenant, role: str, path: str) -> None:
    enter_as(browser, session, tenant, role)
    assert browser.get(HERE + path).status == 404


def test_the_letterhead_changes_and_is_logged(browser: Browser, session: Session, tenant: Tenant, admin: UUID) -> None:
    page = browser.get(f"{HERE}/identitas")
    refused = browser.send(page, {"government_name": " ", "address": "Jl. Mas Tumapel 1"})
    assert refused.status == 422 and refused.filled()["address"] == "Jl. Mas Tumapel 1"
    done = browser.follow(browser.send(page, {"office_name": "Bagian  Organisasi", "address": "Jl. Mas Tumapel 1"}))
    assert "Perubahan disimpan" in done.text
    assert profile(session, tenant).address == "Jl. Mas Tumapel 1"
    log = browser.get(f"{HERE}/catatan-kegiatan")
    assert "Mengubah pengaturan" in log.text and "– → Jl. Mas Tumapel 1" in log.text and "Rina Astuti" in log.text
    browser.send(browser.get(f"{HERE}/identitas"))
    actions = session.scalars(select(AuditEvent.action).where(AuditEvent.tenant_id == tenant.id)).all()
    assert actions == ["update_tenant_profile"], "what changes nothing is not logged"


def test_telephone_and_site_belong_to_the_letterhead(browser: Browser, session: Session, tenant: Tenant, admin: UUID) -> None:
    page = browser.get(f"{HERE}/identitas")
    typed = {"phone": "0353 881111, 881112", "email": "organisasi@bojonegorokab.go.id ", "website": "https://bojonegorokab.go.id/"}
    wrong = {"phone": "di kantor", "email": "organisasi@", "website": "javascript:alert(1)"}
    for field, value in wrong.items():
        refused = browser.send(page, {**typed, field: value})
        assert refused.status == 422 and len(refused.errors()) == 1 and refused.filled()[field] == value
        assert refused.filled()["phone"] == {**typed, field: value}["phone"]
    assert "terlalu panjang" in browser.send(page, {**typed, "phone": "0" * 400}).errors()[0]
    assert browser.send(page, typed).status == 302
    found = profile(session, tenant)
    assert (found.phone, found.email, found.website) == ("0353 881111, 881112", "organisasi@bojonegorokab.go.id", "bojonegorokab.go.id")
    log = browser.get(f"{HERE}/catatan-kegiatan").text
    assert "– → 0353 881111, 881112" in log


def test_a_pale_colour_is_answered_with_the_nearest_that_can_be_read(
    browser: Browser, session: Session, tenant: Tenant, admin: UUID
) -> None:
    page = browser.get(f"{HERE}/warna")
    refused = browser.send(page, {"accent": "#FFD400"})
    assert refused.status == 422 and "sulit dibaca" in refused.text
    suggestion = refused.html.select_one("input[type=hidden][name=accent]")
    assert suggestion is not None
    assert browser.follow(browser.send(page, {"accent": str(suggestion["value"])})).title == "Pengaturan"
    assert profile(session, tenant).accent == suggestion["value"]
    assert browser.send(page, {"accent": "merah"}).status == 422
    style = browser.get("/t-style/bojonegoro.css")
    assert style.status == 200


def test_policies_are_chosen_and_made_up_ones_refused(browser: Browser, session: Session, tenant: Tenant, admin: UUID) -> None:
    page = browser.get(f"{HERE}/cara-menghitung")
    assert page.filled()["aggregation_policy"] == ["service-mean"]
    browser.send(page, {"aggregation_policy": "pooled", "sample_policy": "table", "weight_policy": "0.111"})
    kept = profile(session, tenant)
    assert (kept.aggregation_policy, kept.sample_policy, kept.weight_policy) == ("pooled", "table", "0.111")
    assert browser.send(page, {"weight_policy": "0.5"}).status == 422


def test_the_form_of_the_report_is_chosen_and_named_in_the_log(browser: Browser, session: Session, tenant: Tenant, admin: UUID) -> None:
    page = browser.get(f"{HERE}/bentuk-laporan")
    assert page.filled()["report_form"] == ["four-chapters"]
    assert "Analisis Data SKM" in page.text and "Pengumpulan Data SKM" in page.text, "each with its chapters"
    assert "Perubahan disimpan" in browser.follow(browser.send(page, {"report_form": "five-chapters"})).text
    assert profile(session, tenant).report_form == "five-chapters"
    assert "empat bab → lima bab" in browser.get(f"{HERE}/catatan-kegiatan").text
    assert browser.send(page, {"report_form": "six-chapters"}).status == 422


def test_an_emblem_is_shown_small_and_large_and_kept_for_good(browser: Browser, session: Session, tenant: Tenant, admin: UUID) -> None:
    done = browser.follow(upload(browser, picture()))
    assert "Lambang diganti" in done.text
    image = done.html.select_one("main figure img")
    assert image is not None
    address = str(image["src"])
    assert address.startswith("/emblem/bojonegoro/")
    assert done.html.select_one(f"header img.emblem[src='{address}']") is not None
    visitor = browser.get(address)
    assert visitor.response.mimetype == "image/webp" and len(visitor.response.data) <= 6 * 1024
    assert "immutable" in visitor.response.headers["Cache-Control"]
    large = browser.get(address + "/cetak")
    assert large.response.mimetype == "image/png" and Image.open(BytesIO(large.response.data)).size == (300, 400)
    assert profile(session, tenant).emblem_key == f"tenant-{tenant.id}/emblem/{address.rpartition('/')[2]}.png"
    upload(browser, picture(size=(200, 200)))
    assert browser.get(address).status == 200, "printed and cached pages still show the emblem before"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"saya hanya teks", "lambang.png", "bukan gambar"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "lambang.svg", "SVG tidak diterima"),
        (b'<?xml version="1.0"?><svg/>', "lambang.png", "SVG tidak diterima"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * (6 * 1024 * 1024), "lambang.png", "lebih dari 5 MB"),
        (picture(size=(10, 10)), "kecil.png", "terlalu kecil"),
    ],
    ids=["text", "script", "svg-named-png", "six-megabytes", "tiny"],
)
def test_what_is_no_emblem_is_explained(
    browser: Browser, session: Session, tenant: Tenant, admin: UUID, content: bytes, name: str, words: str
) -> None:
    refused = upload(browser, content, name)
    assert refused.status == 422 and words in " ".join(refused.errors())
    assert profile(session, tenant).emblem_key is None


def test_forty_megabytes_are_refused_before_they_are_read(browser: Browser, session: Session, tenant: Tenant, admin: UUID) -> None:
    assert upload(browser, b"0" * 40 * 1024 * 1024).status == 413
    assert browser.send(browser.get(f"{HERE}/lambang")).errors() == ["Berkas lambang: Pilih berkas gambar lebih dahulu."]


@pytest.mark.parametrize(
    "path", ["tidak-ada/0123456789abcdef", "bojonegoro/0123456789abcdef", "bojonegoro/..%2f..%2fx", "bojonegoro/ABCDEF0123456789"]
)
def test_emblems_that_are_not_there(browser: Browser, session: Session, tenant: Tenant, path: str) -> None:
    session.commit()
    assert browser.get(f"/emblem/{path}").status == 404


def test_a_token_is_shown_once_and_works_until_revoked(browser: Browser, session: Session, tenant: Tenant, admin: UUID) -> None:
    page = browser.get(f"{HERE}/token-api/baru")
    assert browser.send(page, {"name": " "}).status == 422
    made = browser.send(page, {"name": "Situs web pemda"})
    field = made.html.select_one("input#token")
    assert field is not None and made.response.headers["Cache-Control"] == "no-store"
    token = str(field["value"])
    assert token.startswith("puas_")
    index = browser.get(f"{HERE}/token-api")
    assert "Situs web pemda" in index.text and token not in index.response.text
    moment = datetime.now(UTC)
    found = find_token(session, token=token, now=moment)
    assert found is not None and found.scopes == {"read-results"} and found.workspace.id == tenant.id
    revoke = browser.get(f"{HERE}/token-api/{found.id}/cabut")
    assert "dicabut" in browser.follow(browser.send(revoke)).text
    assert find_token(session, token=token, now=moment) is None
    assert browser.send(revoke).status == 404


def test_a_token_of_another_tenant_cannot_be_revoked(browser: Browser, session: Session, tenant: Tenant, admin: UUID) -> None:
    other = add_tenant(session, slug="kota-madiun", name="Kota Madiun", region_code="35.77")
    with tenancy.inside(session, tenant_id=other.id):
        made = create_api_token(session=session, tenant_id=other.id, name="X", scopes=["read-results"], created_by=admin, now=NOW)
    session.commit()
    assert browser.get(f"{HERE}/token-api/{made.id}/cabut").status == 404
    tenancy.enter(session, tenant_id=tenant.id)
    with pytest.raises(UnableToRevokeApiToken):
        revoke_api_token(session=session, tenant_id=tenant.id, token_id=made.id, revoked_by=admin, now=NOW)
    assert locators.locate(session, kind=locators.API_TOKEN, key=made.token, now=NOW) is not None


@pytest.mark.parametrize(
    ("changes", "reason"), [({"name": " "}, "no-name"), ({"scopes": ["everything"]}, "unknown-scope"), ({"scopes": []}, "unknown-scope")]
)
def test_tokens_that_cannot_be(session: Session, tenant: Tenant, changes: dict[str, Any], reason: str) -> None:
    account = add_account(session, "a@b.go.id")
    tenancy.enter(session, tenant_id=tenant.id)
    arguments: dict[str, Any] = {"name": "X", "scopes": ["read-results"], **changes}
    with pytest.raises(UnableToCreateApiToken, match=reason):
        create_api_token(session=session, tenant_id=tenant.id, created_by=account.id, now=NOW, **arguments)
    assert session.scalars(select(ApiToken)).all() == []
