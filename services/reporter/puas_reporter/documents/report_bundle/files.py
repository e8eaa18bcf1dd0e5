"""The archive's files in their order: the page to read first, the list, and the reports by agency, read from the store in pieces."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from puas.domain.report_bundle import BundledReport, BundleSource
from puas.runtime.file_store import FileStore
from puas_reporter.documents.report_bundle.content import LIST_HEAD, LIST_NAME, README_NAME, list_rows, readme

log = logging.getLogger(__name__)


def archived_files(
    source: BundleSource, store: FileStore, csv_of: Callable[[tuple[str, ...], Iterable[tuple[str, ...]]], bytes]
) -> Iterator[tuple[str, Iterable[bytes]]]:  # fmt: skip
    """Every path with its bytes. A report whose files are no longer all there is listed as gone rather than packed in part."""
    present = replace(source, reports=tuple(_as_stored(report, store) for report in source.reports))
    yield README_NAME, [readme(present).encode("utf-8")]
    yield LIST_NAME, [csv_of(LIST_HEAD, list_rows(present))]
    for report in present.reports:
        for file in report.files:
            yield file.path, store.chunks(file.key)


def _as_stored(report: BundledReport, store: FileStore) -> BundledReport:
    if all(store.exists(file.key) for file in report.files):
        return report
    log.warning("file of a report missing, left out of the archive", extra={"document_id": report.document_id})
    return replace(report, state="gone", files=())
