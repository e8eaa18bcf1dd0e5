"""The documents the tests of this folder look at: rendered once, for rendering is what takes time."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pymupdf

from puas.domain.report_snapshot import TEXT_SECTIONS, ReportSnapshot
from puas_reporter.documents.blocks import Document
from puas_reporter.documents.skm_report.content import report_document
from puas_reporter.formats.document_pdf import document_pdf
from tests.factories.snapshots import report_snapshot

EMBLEM = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 120" width="100" height="120">'
    b'<path d="M5 5 H95 V70 Q95 105 50 115 Q5 105 5 70 Z" fill="#1f4e79"/><circle cx="50" cy="55" r="22" fill="#c9a227"/></svg>'
)


@cache
def snapshot() -> ReportSnapshot:
    report = report_snapshot(texts={section: f"Uraian {title}.\nParagraf kedua." for section, title in TEXT_SECTIONS.items()})
    return replace(report, letterhead=replace(report.letterhead, emblem_file="emblem"))


@cache
def document() -> Document:
    return report_document(snapshot(), {"emblem": EMBLEM})


def render(chosen: Document) -> bytes:
    return document_pdf(chosen)


@cache
def pdf() -> bytes:
    return render(document())


def pages(content: bytes) -> list[str]:
    """The text of every page, white space closed up."""
    with pymupdf.open(stream=content, filetype="pdf") as opened:
        return [re.sub(r"\s+", " ", page.get_text()) for page in opened]
