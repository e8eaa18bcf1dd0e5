"""What was sent to the reporter, worked off in order by the test itself, with documents that take no time to draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from puas.jobs import enqueue, run
from puas.runtime.file_store import DiskStore
from puas_reporter import storage
from puas_reporter.documents import catalogue
from puas_reporter.documents.rendered_file import RenderedFile
from puas_reporter.jobs import render_report

Work = Callable[..., None]
Draw = Callable[[tuple[str, ...], str, object], Iterator[RenderedFile]]


def reporter_at_hand(
    session: Session, factory: sessionmaker[Session], folder: Path, patch: pytest.MonkeyPatch, *, document: str, draw: Draw
) -> Work:
    """Works off as many jobs as told, also those that jobs send; a document that cannot be made keeps no other from being made."""
    sent: list[enqueue.Request] = []
    patch.setattr(run, "_factory", factory)
    patch.setattr(storage, "_store", DiskStore(folder))
    patch.setattr(enqueue, "send", sent.append)
    patch.setitem(catalogue._MAKERS, document, draw)

    def work(most: int = 100) -> None:
        while sent and most:
            session.commit()
            job = sent.pop(0)
            try:
                render_report.run(**job.arguments)
            except OSError:
                pass
            session.expire_all()
            most -= 1

    return work
