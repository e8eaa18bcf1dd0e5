"""Every job of the platform: its name, where its code lives, its queue, its time limit and its retries.

Services send jobs by this name and never import the code of another service.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

TALLY = "tally"
DEFAULT = "default"
REPORTS = "reports"
MAIL = "mail"
WORKER_QUEUES = (TALLY, MAIL, DEFAULT)
REPORTER_QUEUES = (REPORTS,)


@dataclass(frozen=True, slots=True)
class Job:
    """A kind of work. `function` takes keyword arguments only, JSON values only, and ignores those it does not know."""

    name: str
    function: str
    queue: str
    timeout: timedelta
    # Seconds to wait before each further try.
    retry_after: tuple[int, ...] = ()


TALLY_RESPONSES = Job("tally-responses", "puas_worker.jobs.tally_responses.run", TALLY, timedelta(minutes=5))
SEND_MAIL = Job("send-mail", "puas_worker.jobs.send_mail.run", MAIL, timedelta(minutes=1), (10, 60, 600))
SWEEP = Job("sweep", "puas_worker.jobs.sweep.run", DEFAULT, timedelta(minutes=5))
CLOSE_DUE_PERIODS = Job("close-due-periods", "puas_worker.jobs.close_due_periods.run", DEFAULT, timedelta(minutes=30))
MAIL_NOTICES = Job("mail-notices", "puas_worker.jobs.mail_notices.run", DEFAULT, timedelta(minutes=5))
COUNT_PARTICIPATION = Job("count-participation", "puas_worker.jobs.count_participation.run", DEFAULT, timedelta(minutes=5))
SHARE_YARDSTICKS = Job("share-yardsticks", "puas_worker.jobs.share_yardsticks.run", DEFAULT, timedelta(minutes=15))
REMIND = Job("remind", "puas_worker.jobs.remind.run", DEFAULT, timedelta(minutes=10))
FORGET_SALTS = Job("forget-salts", "puas_worker.jobs.forget_salts.run", DEFAULT, timedelta(minutes=1))
ARCHIVE_TENANT = Job("archive-tenant", "puas_worker.jobs.archive_tenant.run", DEFAULT, timedelta(hours=1))
ERASE_DEPARTED = Job("erase-departed", "puas_worker.jobs.erase_departed.run", DEFAULT, timedelta(hours=1))
FILL_PRACTICE_POOL = Job("fill-practice-pool", "puas_worker.jobs.fill_practice_pool.run", DEFAULT, timedelta(minutes=15))
BRING_PRACTICE_FILES = Job("bring-practice-files", "puas_worker.jobs.bring_practice_files.run", DEFAULT, timedelta(minutes=1), (5, 30))
SWEEP_PRACTICE = Job("sweep-practice", "puas_worker.jobs.sweep_practice.run", DEFAULT, timedelta(minutes=15))
RENDER_REPORT = Job("render-report", "puas_reporter.jobs.render_report.run", REPORTS, timedelta(minutes=3))

ALL_JOBS = (
    TALLY_RESPONSES, SEND_MAIL, SWEEP, CLOSE_DUE_PERIODS, COUNT_PARTICIPATION, MAIL_NOTICES, REMIND, FORGET_SALTS, ARCHIVE_TENANT,
    ERASE_DEPARTED, FILL_PRACTICE_POOL, BRING_PRACTICE_FILES, SWEEP_PRACTICE, SHARE_YARDSTICKS, RENDER_REPORT,
)  # fmt: skip
