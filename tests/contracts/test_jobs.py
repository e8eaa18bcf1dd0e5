"""Jobs are sent by name: each name leads to a function that a later and an earlier version of the sender can call."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import Any

import pytest

from puas.jobs.catalogue import ALL_JOBS, REPORTER_QUEUES, WORKER_QUEUES, Job
from puas_worker.schedule import SCHEDULE

OF_SERVICE = {"puas_worker": WORKER_QUEUES, "puas_reporter": REPORTER_QUEUES}


def _function(job: Job) -> Any:
    module, _, name = job.function.rpartition(".")
    return getattr(import_module(module), name)


@pytest.mark.parametrize("job", ALL_JOBS, ids=lambda job: job.name)
def test_a_job_takes_keywords_only_and_ignores_those_it_does_not_know(job: Job) -> None:
    kinds = [parameter.kind for parameter in inspect.signature(_function(job)).parameters.values()]
    assert set(kinds) <= {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    assert inspect.Parameter.VAR_KEYWORD in kinds


@pytest.mark.parametrize("job", ALL_JOBS, ids=lambda job: job.name)
def test_its_queue_is_served_where_its_code_lives(job: Job) -> None:
    assert job.queue in OF_SERVICE[job.function.partition(".")[0]]


def test_names_are_unique_and_what_is_scheduled_is_in_the_catalogue() -> None:
    assert len({job.name for job in ALL_JOBS}) == len(ALL_JOBS)
    assert {periodic.job for periodic in SCHEDULE} <= set(ALL_JOBS)
