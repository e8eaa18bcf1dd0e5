"""The servers that can carry a Flask application, set alike, so that they can be compared with one another."""

from __future__ import annotations

import importlib
from typing import Any

# Enough to keep both cores busy while some requests wait for the database; each thread may hold one connection.
THREADS = 4
SECONDS_TO_FINISH = 25


def serve(target: str, *, server: str, host: str, port: int, processes: int) -> None:
    """Serve the application that the factory `module:function` makes, until told to stop."""
    _SERVERS[server](target, host, port, processes)


def _with_granian(target: str, host: str, port: int, processes: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        target,
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=processes,
        blocking_threads=THREADS,
        workers_kill_timeout=SECONDS_TO_FINISH,
        respawn_failed_workers=True,
        websockets=False,
        log_access=False,
        log_enabled=False,
    ).serve()


def _with_gunicorn(target: str, host: str, port: int, processes: int) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):
        def load_config(self) -> None:
            options = {
                "bind": f"{host}:{port}",
                "workers": processes,
                "threads": THREADS,
                "graceful_timeout": SECONDS_TO_FINISH,
                "control_socket_disable": True,
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            module, _, factory = target.partition(":")
            return getattr(importlib.import_module(module), factory)()

    Server().run()


_SERVERS = {"granian": _with_granian, "gunicorn": _with_gunicorn}
