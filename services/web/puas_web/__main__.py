"""Starts the web service: `python -m puas_web`, configured by environment only."""

import os
import sys

from flask import Flask

from puas.runtime.settings import UnableToStart, WebSettings, load
from puas_web import metrics

# Enough to keep both cores busy while some requests wait for the database; each thread may hold one connection.
THREADS = 4
SECONDS_TO_FINISH = 25


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
    return create_app(settings)


def main() -> int:
    try:
        settings = load(WebSettings)
    except UnableToStart as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - nothing is set up yet, and the operator reads this line
        return 2
    folder = metrics.prepare_folder() if settings.metrics_port else None
    try:
        if folder is not None:
            metrics.serve(settings.web_host, settings.metrics_port)
        _SERVERS[settings.web_server](settings)
    finally:
        if folder is not None:
            metrics.remove_folder(folder)
    return 0


def processes(settings: WebSettings) -> int:
    return settings.web_processes or min(os.cpu_count() or 1, 8)


def _serve_with_granian(settings: WebSettings) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "puas_web.__main__:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.web_host,
        port=settings.web_port,
        workers=processes(settings),
        blocking_threads=THREADS,
        workers_kill_timeout=SECONDS_TO_FINISH,
        respawn_failed_workers=True,
        websockets=False,
        log_access=False,
        log_enabled=False,
    ).serve()


def _serve_with_gunicorn(settings: WebSettings) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):
        def load_config(self) -> None:
            options = {
                "bind": f"{settings.web_host}:{settings.web_port}",
                "workers": processes(settings),
                "threads": THREADS,
                "graceful_timeout": SECONDS_TO_FINISH,
                "control_socket_disable": True,
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Flask:
            return application()

    Server().run()


_SERVERS = {"granian": _serve_with_granian, "gunicorn": _serve_with_gunicorn}

if __name__ == "__main__":
    sys.exit(main())
