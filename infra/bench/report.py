"""Rendering every kind of document, each format on its own, against reportlab drawing a report's pages without HTML.

Seconds are processor time of one core, so that other work on the machine does not count.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, in_turns, tell
from bench.report_sources import report_source
from puas.domain.document_source import (
    EVALUATION_SLIDES,
    FORMATS_OF,
    REGENCY_BRIEF,
    REGENCY_RECAP,
    RESULT_BANNER,
    RESULT_POSTER,
    SKM_REPORT,
)
from puas.domain.report_snapshot import FIVE_CHAPTERS, FOUR_CHAPTERS
from puas.runtime.file_store import FileStore, open_file_store
from puas_reporter.documents.blocks import Document, FigureRow, Heading, LongTable, Paragraph, Table
from puas_reporter.documents.blocks import Figure as Drawing
from puas_reporter.documents.catalogue import render
from puas_reporter.documents.skm_report.content import report_document
from puas_reporter.formats.fonts import face_name, printable, register_fonts
from tests.factories.publications import agency_publication
from tests.factories.recaps import recap_snapshot

RESPONDENTS = 400
MANY_RESPONDENTS = 5_000
AGENCIES = 30
ROUNDS = 3

# Name, document, frozen source, and the goals of its formats in seconds.
Case = tuple[str, str, Callable[[], str], dict[str, str]]
CASES: tuple[Case, ...] = (
    ("four chapters, 400", SKM_REPORT, lambda: report_source(RESPONDENTS, FOUR_CHAPTERS).to_json(), {"pdf": "<= 3", "docx": "<= 1"}),
    ("five chapters, 400", SKM_REPORT, lambda: report_source(RESPONDENTS, FIVE_CHAPTERS).to_json(), {"pdf": "<= 5", "docx": "<= 1"}),
    ("five chapters, 5,000", SKM_REPORT, lambda: report_source(MANY_RESPONDENTS, FIVE_CHAPTERS).to_json(), {"pdf": "<= 5"}),
    ("banner", RESULT_BANNER, lambda: agency_publication().to_json(), {}),
    ("poster", RESULT_POSTER, lambda: agency_publication().to_json(), {}),
    ("recap of 30 agencies", REGENCY_RECAP, lambda: recap_snapshot(AGENCIES).to_json(), {}),
    ("brief", REGENCY_BRIEF, lambda: recap_snapshot(AGENCIES).to_json(), {}),
    ("slides", EVALUATION_SLIDES, lambda: recap_snapshot(AGENCIES).to_json(), {}),
)


def floor(document: Document) -> bytes:
    """The same words, tables and charts through reportlab's own page layout: no HTML, no CSS, no contents, one pass."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable as PlainTable
    from reportlab.platypus import Paragraph as Text
    from reportlab.platypus import SimpleDocTemplate
    from svglib.svglib import svg2rlg

    style = ParagraphStyle("body", fontName=face_name("Liberation Serif"), fontSize=11.5, leading=17)
    small = ParagraphStyle("cell", fontName=face_name("Liberation Sans"), fontSize=9.5, leading=12)
    story: list[object] = []
    for block in (*document.front, *document.body):
        if isinstance(block, Heading | Paragraph):
            story.append(Text(printable(block.text), style))
        elif isinstance(block, LongTable):
            plain = [[each.title for each in block.columns], *(list(row) for row in block.rows)]
            story.append(PlainTable(plain, repeatRows=1))
        elif isinstance(block, Table):
            rows = [[Text(printable(cell), small) for cell in row] for row in (*block.rows, *block.totals)]
            story.append(PlainTable([[Text(each.title, small) for each in block.columns], *rows], repeatRows=1))
        elif isinstance(block, Drawing):
            story.append(svg2rlg(io.BytesIO(block.drawing.encode())))
        elif isinstance(block, FigureRow):
            story += [svg2rlg(io.BytesIO(drawing.encode())) for _, drawing in block.drawings]
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4).build(story)
    return target.getvalue()


def main() -> None:
    """Measure and tell."""
    register_fonts()
    source = report_source(RESPONDENTS)
    plain = floor_seconds(report_document(source.report, None, source.answers))
    figures: list[Figure] = [Figure("reportlab alone (floor)", round(plain, 2), "s")]
    with TemporaryDirectory() as folder:
        store = f"file://{folder}"
        for case in CASES:
            figures += _figures_of(case, store)
    first = next(each.value for each in figures if each.name.startswith("four chapters"))
    small, large = _memory(RESPONDENTS), _memory(MANY_RESPONDENTS)
    tell(
        [
            *figures,
            Figure("pdf of four chapters / floor", round(first / plain, 1)),
            Figure("memory, 400 respondents", round(small), "MB", "<= 250"),
            Figure("memory, 5,000 respondents", round(large), "MB", "<= 250"),
        ]
    )


def floor_seconds(document: Document) -> float:
    (seconds,) = in_turns(ROUNDS, _timed(lambda: floor(document)))
    return seconds


def _figures_of(case: Case, store: str) -> list[Figure]:
    name, document, source, goals = case
    frozen, files = source(), open_file_store(store)
    formats = FORMATS_OF[document]
    seconds = in_turns(ROUNDS, *(_timed(partial(_render, document, each, frozen, files)) for each in formats))
    return [Figure(f"{name}: {each}", round(value, 2), "s", goals.get(each, "")) for each, value in zip(formats, seconds, strict=True)]


def _render(document: str, file_format: str, frozen: str, files: FileStore) -> None:
    for file in render(document, (file_format,), frozen, files):
        # A content may be read only while it is made.
        len(file.content) if isinstance(file.content, bytes) else sum(map(len, file.content))


def _timed(work: Callable[[], object]) -> Callable[[], float]:
    def measure() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return measure


def _memory(respondents: int) -> float:
    """Megabytes at their highest of a process that renders all formats of the five-chapter form once."""
    child = subprocess.run([sys.executable, "-m", "bench.report", "--once", str(respondents)], capture_output=True, text=True, check=True)
    return float(json.loads(child.stdout))


def _once(respondents: int) -> None:
    frozen = report_source(respondents, FIVE_CHAPTERS).to_json()
    with TemporaryDirectory() as folder:
        for _file in render(SKM_REPORT, FORMATS_OF[SKM_REPORT], frozen, open_file_store(f"file://{folder}")):
            pass
    # Not getrusage: its figure begins with what the parent took.
    (line,) = (each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith("VmHWM"))
    print(json.dumps(int(line.split()[1]) / 1024))


if __name__ == "__main__":
    _once(int(sys.argv[2])) if "--once" in sys.argv else main()
