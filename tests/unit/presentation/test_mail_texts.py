"""Letters: greeting, link on its own line, signature; subjects are one line."""

from __future__ import annotations

from datetime import UTC, datetime

from puas.presentation import mail_links, mail_texts

EXPIRES = datetime(2026, 3, 5, 3, 0, tzinfo=UTC)


def test_a_letter_greets_links_and_signs() -> None:
    text = mail_texts.request_approved(
        name="Budi", region="Kabupaten X", link="https://p.example/undangan/k", expires_at=EXPIRES, zone="Asia/Makassar"
    )
    lines = text.body.splitlines()
    assert lines[0] == "Yth. Bapak/Ibu Budi,"
    assert "https://p.example/undangan/k" in lines
    assert "5 Maret 2026 pukul 11.00 WITA" in text.body
    assert mail_texts.SIGNATURE in lines
    assert lines[-1] == mail_texts.AUTOMATIC


def test_subjects_are_one_line() -> None:
    text = mail_texts.tenant_suspended(name="A", tenant="Kab\r\nBcc: x@y.z", suspended_by="P", reason="R")
    assert "\n" not in text.subject and "\r" not in text.subject


def test_the_invitation_names_tenant_role_and_agencies() -> None:
    text = mail_texts.invitation(
        tenant="Kabupaten X", role="agency-officer", inviter="Rina", agencies=["Dinas A", "Dinas B"], link="https://l", expires_at=EXPIRES,
        zone="Asia/Jakarta",
    )  # fmt: skip
    assert "Rina mengundang Anda" in text.body
    assert "petugas perangkat daerah untuk Dinas A, Dinas B" in text.body
    assert "Kabupaten X\nmelalui " in text.body


def test_claims_are_counted_in_words() -> None:
    assert "Keduanya menunggu" in mail_texts.several_claims(name="A", region="X", count=2).body
    assert "Semuanya menunggu" in mail_texts.several_claims(name="A", region="X", count=3).body


def test_addresses_are_absolute() -> None:
    assert mail_links.absolute("https://p.example/", mail_links.INVITATION, key="abc") == "https://p.example/undangan/abc"
