"""Signals for the tally: one per tenant and bucket, none lost while the queue server is there, none sent while it is not."""

from __future__ import annotations

import threading

import pytest
import redis

from puas.jobs.signals import Signaller


class Queue:
    """Notes what it is sent; may be away, or have an equal signal waiting."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, int]] = []
        self.tries = 0
        self.away = False
        self.has_equal = False

    def __call__(self, tenant_id: int, bucket: int) -> bool:
        self.tries += 1
        if self.away:
            raise redis.ConnectionError
        if self.has_equal:
            return False
        self.sent.append((tenant_id, bucket))
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue() -> Queue:
    return Queue()


@pytest.fixture
def signaller(queue: Queue, clock: Clock) -> Signaller:
    signaller = Signaller(queue, clock=clock)
    # No thread: the test sends what is due itself.
    signaller._owner = __import__("os").getpid()
    return signaller


def test_the_first_answer_is_signalled_at_once_and_the_next_with_the_bucket(signaller: Signaller, queue: Queue, clock: Clock) -> None:
    signaller.mark(7)
    assert signaller.send_due() == 0.0
    assert queue.sent == [(7, 500)]
    clock.now = 1000.5
    signaller.mark(7)
    signaller.mark(7)
    assert signaller.send_due() == 1.5
    assert len(queue.sent) == 1
    clock.now = 1002.0
    assert signaller.send_due() == 0.0
    assert queue.sent == [(7, 500), (7, 501)]


def test_tenants_do_not_wait_for_one_another(signaller: Signaller, queue: Queue, clock: Clock) -> None:
    signaller.mark(7)
    signaller.send_due()
    signaller.mark(8)
    signaller.send_due()
    assert queue.sent == [(7, 500), (8, 500)]


def test_where_an_equal_one_waits_it_is_asked_again_in_the_next_bucket(signaller: Signaller, queue: Queue, clock: Clock) -> None:
    """The one that runs already may have looked before our answer was there."""
    queue.has_equal = True
    signaller.mark(7)
    assert signaller.send_due() == 2.0
    queue.has_equal = False
    clock.now = 1002.0
    assert signaller.send_due() == 0.0
    assert queue.sent == [(7, 501)]


def test_a_queue_server_that_is_away_is_left_alone_for_a_while(signaller: Signaller, queue: Queue, clock: Clock) -> None:
    queue.away = True
    for tenant_id in range(5):
        signaller.mark(tenant_id)
    assert signaller.send_due() == 2.0
    assert queue.tries == 1
    clock.now = 1001.0
    signaller.mark(99)
    assert signaller.send_due() == 1.0
    assert queue.tries == 1
    clock.now = 1002.5
    assert signaller.send_due() == 4.0
    queue.away = False
    clock.now = 1007.0
    signaller.send_due()
    assert {tenant_id for tenant_id, _ in queue.sent} == {0, 1, 2, 3, 4, 99}
    assert len(queue.sent) == 6


def test_an_answer_that_comes_while_sending_is_signalled_too(signaller: Signaller, queue: Queue, clock: Clock) -> None:
    def send(tenant_id: int, bucket: int) -> bool:
        if not queue.sent:
            signaller.mark(tenant_id)
        return queue(tenant_id, bucket)

    signaller._send = send
    signaller.mark(7)
    assert signaller.send_due() == 2.0
    clock.now = 1002.0
    signaller.send_due()
    assert queue.sent == [(7, 500), (7, 501)]


def test_marking_costs_nothing_while_the_queue_server_hangs() -> None:
    release, began = threading.Event(), threading.Event()

    def hang(_tenant_id: int, _bucket: int) -> bool:
        began.set()
        return release.wait(5)

    signaller = Signaller(hang)
    signaller.mark(1)
    assert began.wait(5)
    finished = threading.Event()

    def mark_many() -> None:
        for tenant_id in range(2, 1000):
            signaller.mark(tenant_id)
        finished.set()

    threading.Thread(target=mark_many).start()
    assert finished.wait(1)
    release.set()
