"""Documents of invented recaps as the reporter hands them out, rendered once for all tests of the process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from puas.domain.recap_snapshot import RecapSnapshot
from puas.runtime.file_store import DiskStore
from puas_reporter.documents.catalogue import render
from tests.factories.recaps import recap_snapshot


@cache
def recap(agencies: int) -> RecapSnapshot:
    return recap_snapshot(agencies)


@cache
def recap_file(document: str, file_format: str, agencies: int = 12) -> bytes:
    """A document of the recap over so many agencies."""
    nowhere = DiskStore(Path("/nonexistent"))
    content = next(render(document, [file_format], recap(agencies).to_json(), nowhere)).content
    assert isinstance(content, bytes)
    return content
