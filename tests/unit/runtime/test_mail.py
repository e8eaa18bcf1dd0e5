"""Mail against a real SMTP server on the loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from puas.runtime.mail import Mail, UnableToSendMail, send_mail

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
SENDER = "SKM Kabupaten <skm@example.go.id>"


class Catcher:
    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.answer = "250 OK"

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - named by aiosmtpd
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answer


@pytest.fixture
def catcher() -> Catcher:
    return Catcher()


@pytest.fixture
def smtp_url(catcher: Catcher) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(catcher, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp+plain://127.0.0.1:{port}"
    controller.stop()


def test_a_mail_arrives_as_written(smtp_url: str, catcher: Catcher) -> None:
    body = "Yth. Ibu Siti,\n\nAnda diundang – silakan buka tautan ini."
    send_mail(Mail("siti@example.go.id", "Undangan – SKM", body), smtp_url=smtp_url, sender=SENDER, now=NOW)
    (message,) = catcher.messages
    assert message["To"] == "siti@example.go.id"
    assert message["From"] == SENDER
    assert message["Subject"] == "Undangan – SKM"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == NOW
    assert message["Message-ID"].endswith("@example.go.id>")
    assert message.get_content().splitlines() == body.splitlines()


def test_a_line_break_in_a_header_is_refused(smtp_url: str, catcher: Catcher) -> None:
    for mail in (Mail("a@b.id", "Halo\nBcc: x@y.id", ""), Mail("a@b.id\nBcc: x@y.id", "Halo", "")):
        with pytest.raises(UnableToSendMail) as refused:
            send_mail(mail, smtp_url=smtp_url, sender=SENDER, now=NOW)
        assert refused.value.for_good
    assert catcher.messages == []


def test_a_refused_recipient_is_for_good_a_busy_server_is_not(smtp_url: str, catcher: Catcher) -> None:
    with pytest.raises(UnableToSendMail) as refused:
        send_mail(Mail("nobody@example.go.id", "Halo", ""), smtp_url=smtp_url, sender=SENDER, now=NOW)
    assert refused.value.for_good
    catcher.answer = "451 try again later"
    with pytest.raises(UnableToSendMail) as busy:
        send_mail(Mail("siti@example.go.id", "Halo", ""), smtp_url=smtp_url, sender=SENDER, now=NOW)
    assert not busy.value.for_good


def test_a_server_without_encryption_is_not_used_unless_told_so(smtp_url: str, catcher: Catcher) -> None:
    with pytest.raises(UnableToSendMail) as refused:
        send_mail(Mail("siti@example.go.id", "Halo", ""), smtp_url=smtp_url.replace("+plain", ""), sender=SENDER, now=NOW)
    assert not refused.value.for_good
    assert catcher.messages == []


def test_no_server_is_not_for_good() -> None:
    with pytest.raises(UnableToSendMail) as refused:
        send_mail(Mail("siti@example.go.id", "Halo", ""), smtp_url="smtp+plain://127.0.0.1:9", sender=SENDER, now=NOW)
    assert not refused.value.for_good
