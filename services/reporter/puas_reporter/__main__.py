"""Starts the reporter: `python -m puas_reporter`, configured by environment only."""

from __future__ import annotations

import importlib
import sys

from puas.jobs.catalogue import RENDER_REPORT, REPORTER_QUEUES
from puas.jobs.queue_worker import serve_queues, serve_with_processes
from puas.runtime.settings import ReporterSettings, UnableToStart, load
from puas_reporter import storage
from puas_reporter.formats.fonts import register_fonts


def main() -> int:
    """Render until told to stop."""
    try:
        settings = load(ReporterSettings)
    except UnableToStart as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - nothing is set up yet, and the operator reads this line
        return 2
    if settings.reporter_processes > 1:
        return serve_with_processes("puas_reporter", settings.reporter_processes, "PUAS_REPORTER_PROCESSES")
    # The document libraries take a second to load: once here instead of in the child of every job.
    importlib.import_module(RENDER_REPORT.function.rpartition(".")[0])
    register_fonts()
    storage.connect(settings.files_url)
    return serve_queues("reporter", REPORTER_QUEUES, settings)


if __name__ == "__main__":
    sys.exit(main())
