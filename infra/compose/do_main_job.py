"""Fills an empty installation in containers with the sample province and does the main job against it, through its proxy.

Run by `infra/compose/main-job.yml`; for trying an installation out, never for one with real data.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from puas.cli.demo.main_job import do_main_job
from puas.cli.demo.seed import SeedTarget, is_seeded, seed
from puas.cli.demo.story import read_story
from puas.domain.survey_period import local_day
from puas.runtime.file_store import open_file_store
from puas.runtime.settings import OwnerSettings, WorkerSettings, load
from puas.runtime.signing_key import SigningKey


def say(line: str) -> None:
    """One line of progress."""
    print(line, flush=True)


def main(base_url: str, output: str) -> None:
    """Sample data once, then the main job."""
    story = read_story()
    settings = load(WorkerSettings)
    now = datetime.now(UTC)
    if not is_seeded(settings.database_url):
        target = SeedTarget(
            owner_url=load(OwnerSettings).owner_database_url,
            app_url=settings.database_url,
            store=open_file_store(settings.files_url),
            signing_key=SigningKey(settings.secret_key),
            base_url=settings.base_url,
            now=now,
            today=local_day(now, "Asia/Jakarta"),
        )
        seed(story, target, say)
    outcome = do_main_job(story, base_url, Path(output), say)
    say(outcome.summary)
    for file in outcome.files:
        say(f"{file} ({file.stat().st_size} bita)")


if __name__ == "__main__":
    main(*sys.argv[1:])
