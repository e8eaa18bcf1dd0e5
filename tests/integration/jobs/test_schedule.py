"""The schedule: every job in its turn, once, however many schedulers tick."""

from __future__ import annotations

from datetime import timedelta

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from puas.jobs import enqueue
from puas_worker.schedule import SCHEDULE, send_due


def test_two_schedulers_send_each_turn_once(redis_url: str, redis_client: Redis) -> None:
    first, second = enqueue.connect(redis_url), enqueue.connect(redis_url)
    names = [periodic.job.name for periodic in SCHEDULE]
    assert send_due(first) == names
    assert send_due(second) == []
    waiting = [job.func_name for job in Queue("default", connection=redis_client, serializer=JSONSerializer).jobs]
    assert set(waiting) == {periodic.job.function for periodic in SCHEDULE}


def test_a_turn_comes_back_after_its_interval(redis_url: str, redis_client: Redis) -> None:
    send_due(enqueue.connect(redis_url))
    for periodic in SCHEDULE:
        left = redis_client.pttl(f"puas:schedule:{periodic.job.name}")
        assert 0 < left <= periodic.every / timedelta(milliseconds=1)


def test_nothing_is_bound_to_a_time_of_day() -> None:
    assert all(timedelta(seconds=5) <= periodic.every < timedelta(days=1) for periodic in SCHEDULE)
