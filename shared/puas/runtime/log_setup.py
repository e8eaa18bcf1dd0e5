"""Logs of a process: one JSON object per line, with the request, job and tenant it belongs to."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

from puas.runtime.log_context import context_of_error, current_context
from puas.runtime.personal_data import without_personal_data, without_personal_data_inside

_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
# Libraries that say too much at INFO.
_QUIET = ("alembic", "botocore", "boto3", "fontTools", "PIL", "svglib", "urllib3", "xhtml2pdf")


class JsonLines(logging.Formatter):
    """`{"time", "level", "logger", "service", "message", …extra, …context}`."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "service": self._service,
            "logger": record.name,
            "message": record.getMessage(),
            **_context(record),
            **_extra(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        # Before it is written down: masks end with a text, and a line must stay one object.
        return json.dumps(without_personal_data_inside(line), ensure_ascii=False, default=_text)


class PlainLines(JsonLines):
    """The same for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        details = "".join(f" {name}={value}" for name, value in {**_context(record), **_extra(record)}.items())
        time = datetime.fromtimestamp(record.created, UTC).astimezone().strftime("%H:%M:%S")
        line = f"{time} {self._service:<9} {record.levelname.lower():<7} {record.getMessage()}{details}"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return without_personal_data(line)


def set_up_logs(service: str, *, level: str = "INFO", plain: bool = False, stream: TextIO | None = None) -> None:
    """Send everything to standard error in one form; called once, when the process starts."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(PlainLines(service) if plain else JsonLines(service))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)


def _text(value: object) -> str:
    return without_personal_data(str(value))


def _context(record: logging.LogRecord) -> dict[str, str]:
    # The error of a job is logged after its context has been left, so the error carries it along.
    error = record.exc_info[1] if record.exc_info else None
    return {**current_context(), **context_of_error(error)}


def _extra(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in _ORDINARY}
