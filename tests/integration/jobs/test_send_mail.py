"""Outgoing mail: claimed once, sent over real SMTP, kept in the demo, tried again, and never held longer than needed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.mail import OutgoingMail
from puas.domain.mail_patience import MOST_ATTEMPTS
from puas.jobs import enqueue as queue
from puas.jobs import run as job_run
from puas.jobs.catalogue import MAIL, SEND_MAIL
from puas.runtime import clock
from puas.runtime.mail import UnableToSendMail
from puas.usecases.send_mail import send_mail
from puas.usecases.sweep_mail import sweep_mail
from puas_worker.jobs import send_mail as job
from puas_worker.mail_transport import MailTransport

if TYPE_CHECKING:
    from redis import Redis

    from tests.conftest import Committing


class Catcher:
    """A mail server that keeps what it gets, or answers with the code it is told."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.received: list[str] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        if self.answer.startswith("250"):
            self.received.append(envelope.content.decode())
        return self.answer


@pytest.fixture
def catcher() -> Iterator[Catcher]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler = Catcher(free.getsockname()[1])
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def store(committing: Committing, monkeypatch: pytest.MonkeyPatch) -> Committing:
    monkeypatch.setattr(job_run, "_factory", committing.session_factory)
    return committing


def use(monkeypatch: pytest.MonkeyPatch, smtp_url: str | None) -> None:
    monkeypatch.setattr(job, "transport", lambda: MailTransport(smtp_url, "Puas <no-reply@puas.example>"))


def put(store: Committing, recipient: str = "budi@b.go.id", **changes: Any) -> UUID:
    with store.session_factory() as session:
        mail = send_mail(session=session, recipient=recipient, subject="Halo", body="https://x/undangan/rahasia", now=clock.now())
        assert mail is not None
        for name, value in changes.items():
            setattr(mail, name, value)
        session.commit()
        return mail.id


def read(store: Committing, mail_id: UUID) -> OutgoingMail:
    with store.session_factory() as session:
        return session.scalars(select(OutgoingMail).where(OutgoingMail.id == mail_id)).one()


def test_mail_is_sent_once_and_its_body_forgotten(store: Committing, catcher: Catcher, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, f"smtp+plain://127.0.0.1:{catcher.port}")
    mail_id = put(store)
    job.run(mail_id=str(mail_id), context={"request_id": "r"}, unknown="ignored")
    job.run(mail_id=str(mail_id))
    assert len(catcher.received) == 1 and "rahasia" in catcher.received[0]
    mail = read(store, mail_id)
    assert (mail.state, mail.body, mail.attempt) == ("sent", "", 1)
    assert mail.sent_at is not None


def test_without_a_server_the_demo_keeps_it(store: Committing, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, None)
    mail_id = put(store)
    job.run(mail_id=str(mail_id))
    mail = read(store, mail_id)
    assert (mail.state, mail.body) == ("kept", "https://x/undangan/rahasia")


def test_a_passing_refusal_leaves_it_waiting(store: Committing, catcher: Catcher, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, f"smtp+plain://127.0.0.1:{catcher.port}")
    catcher.answer = "451 try later"
    mail_id = put(store)
    with pytest.raises(UnableToSendMail):
        job.run(mail_id=str(mail_id))
    assert (read(store, mail_id).state, read(store, mail_id).body) == ("pending", "https://x/undangan/rahasia")
    catcher.answer = "250 OK"
    job.run(mail_id=str(mail_id))
    assert (read(store, mail_id).state, read(store, mail_id).attempt) == ("sent", 2)


@pytest.mark.parametrize(("answer", "attempt"), [("554 no such thing", 0), ("451 try later", MOST_ATTEMPTS - 1)])
def test_some_mail_never_leaves(store: Committing, catcher: Catcher, monkeypatch: pytest.MonkeyPatch, answer: str, attempt: int) -> None:
    use(monkeypatch, f"smtp+plain://127.0.0.1:{catcher.port}")
    catcher.answer = answer
    mail_id = put(store, attempt=attempt)
    with pytest.raises(UnableToSendMail):
        job.run(mail_id=str(mail_id))
    assert (read(store, mail_id).state, read(store, mail_id).body) == ("failed", "")
    job.run(mail_id=str(mail_id))
    assert catcher.received == []


def test_a_claim_that_was_given_back_cannot_be_finished_by_its_old_owner(store: Committing, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, None)
    mail_id = put(store)
    slow = job._claim(mail_id)
    assert slow is not None
    assert job._claim(mail_id) is None, "claimed by one"
    with store.session_factory() as session:
        sweep_mail(session=session, now=clock.now() + timedelta(minutes=6))
        session.commit()
    again = job._claim(mail_id)
    assert again is not None and again.attempt == 2
    job._note(slow, state="sent", body="")
    assert read(store, mail_id).state == "sending"


def asked(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sent: list[str] = []
    monkeypatch.setattr(queue, "send", lambda request: sent.append(request.arguments["mail_id"]))
    sweep_mail(session=session, now=clock.now())
    session.commit()
    return sent


def test_the_sweep_asks_again_for_what_is_due(store: Committing, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    ago = {minutes: now - timedelta(minutes=minutes) for minutes in (0, 2, 6, 30, 61)}
    lost_signal = put(store, created_at=ago[2])
    put(store, created_at=ago[0])
    put(store, created_at=ago[61], claimed_at=ago[30], attempt=4)
    next_try = put(store, created_at=ago[61], claimed_at=ago[61], attempt=4)
    dead_claim = put(store, created_at=ago[30], claimed_at=ago[6], attempt=1, state="sending")
    put(store, created_at=ago[30], claimed_at=ago[0], attempt=1, state="sending")
    hopeless = put(store, created_at=ago[61], claimed_at=ago[6], attempt=MOST_ATTEMPTS, state="sending")
    put(store, created_at=ago[61], state="kept")
    with store.session_factory() as session:
        assert sorted(asked(session, monkeypatch)) == sorted(str(each) for each in (lost_signal, next_try, dead_claim))
    assert (read(store, hopeless).state, read(store, hopeless).body) == ("failed", "")


def test_the_catalogue_names_this_job() -> None:
    assert SEND_MAIL.function == f"{job.__name__}.run"


def test_a_committed_mail_reaches_its_job_through_the_queue(
    store: Committing, redis_client: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, None)
    monkeypatch.setattr(queue, "_connection", redis_client)
    mail_id = put(store)
    waiting = Queue(MAIL, connection=redis_client, serializer=JSONSerializer)
    worker = SimpleWorker([waiting], connection=redis_client, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="WARNING")
    assert read(store, mail_id).state == "kept"
