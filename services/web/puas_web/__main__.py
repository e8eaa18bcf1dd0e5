"""Starts the web service: `python -m puas_web`, configured by environment only."""

import gc
import importlib
import multiprocessing
import os
import sys

from flask import Flask

from puas.runtime.settings import UnableToStart, WebSettings, load
from puas_web import metrics, servers


def application() -> Flask:
    """The factory every server process calls."""
    from puas.jobs.enqueue import connect
    from puas.runtime.error_reporting import set_up_error_reporting
    from puas.runtime.log_setup import set_up_logs
    from puas_web.app import create_app

    settings = load(WebSettings)
    set_up_logs("web", level=settings.log_level, plain=not settings.is_production)
    set_up_error_reporting("web", settings)
    connect(settings.redis_url)
    app = create_app(settings)
    spare_the_collector()
    return app


def load_for_children() -> None:
    """Load the application's modules once, here, where the processes that serve inherit them; elsewhere each loads its own."""
    if multiprocessing.get_start_method() != "fork":
        return
    # Nothing of what is loaded is garbage, and looking for some costs a fifth of the time.
    gc.disable()
    from puas_web.features import load_blueprints

    for name in ("puas.jobs.enqueue", "puas.runtime.error_reporting", "puas.runtime.log_setup", "puas_web.app"):
        importlib.import_module(name)
    load_blueprints()
    # Pages that no collection writes to stay shared.
    gc.freeze()
    gc.enable()


def spare_the_collector() -> None:
    """What is there now stays for good: looking through it for garbage again and again only makes requests wait."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def main() -> int:
    try:
        settings = load(WebSettings)
    except UnableToStart as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - nothing is set up yet, and the operator reads this line
        return 2
    folder = metrics.prepare_folder() if settings.metrics_port else None
    load_for_children()
    try:
        if folder is not None:
            metrics.serve(settings.web_host, settings.metrics_port)
        servers.serve(
            "puas_web.__main__:application",
            server=settings.web_server,
            host=settings.web_host,
            port=settings.web_port,
            processes=processes(settings),
        )
    finally:
        if folder is not None:
            metrics.remove_folder(folder)
    return 0


def processes(settings: WebSettings) -> int:
    return settings.web_processes or min(os.cpu_count() or 1, 8)


if __name__ == "__main__":
    sys.exit(main())
