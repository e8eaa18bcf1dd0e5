"""HTML in, PDF bytes out. Whatever the renderer warns about is a fault: a document is never quietly incomplete."""

from __future__ import annotations

import logging
from io import BytesIO

from xhtml2pdf import pisa
from xhtml2pdf.config.resources import ResourceAccessPolicy

from puas_reporter.assets import FONT_FILES, FONT_FOLDER
from puas_reporter.formats.fonts import printable, register_fonts

# Above this the renderer would write to temporary files that it does not close.
_MEMORY_PER_FILE = 64 * 1024 * 1024

__all__ = ["UnableToRender", "pdf_bytes", "printable"]


class UnableToRender(RuntimeError):
    """The renderer found faults in the document."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("the PDF could not be rendered without faults: " + "; ".join(faults))
        self.faults = faults


class _Faults(logging.Handler):
    """Collects what the renderer would only have logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage()[:300])


def pdf_bytes(html: str, *, title: str, author: str, subject: str, keywords: tuple[str, ...] = ()) -> bytes:
    """Render; raises UnableToRender on any error or warning."""
    register_fonts()
    faults = _Faults()
    loggers = [logging.getLogger(name) for name in ("xhtml2pdf", "svglib")]
    for logger in loggers:
        logger.addHandler(faults)
    target = BytesIO()
    meta = {"title": title, "author": author, "subject": subject, "keywords": ", ".join(keywords)}
    try:
        status = pisa.CreatePDF(
            _font_faces() + html,
            dest=target,
            path=str(FONT_FOLDER / "document.html"),
            encoding="utf-8",
            capacity=_MEMORY_PER_FILE,
            context_meta=meta,
            resource_policy=ResourceAccessPolicy.server(FONT_FOLDER, allow_remote=False),
        )
    finally:
        for logger in loggers:
            logger.removeHandler(faults)
    if status.err or status.warn or faults.lines:
        raise UnableToRender(faults.lines or [f"{status.err} errors, {status.warn} warnings"])
    return target.getvalue()


def _font_faces() -> str:
    # The regular face comes last: each face is first taken for all styles that are still missing, and of those
    # the contents page remembers the last.
    rules = [
        f'@font-face {{ font-family: "{family}"; src: url("{path.name}"); font-weight: {"bold" if bold else "normal"};'
        f" font-style: {'italic' if italic else 'normal'}; }}"
        for (family, bold, italic), path in reversed(FONT_FILES.items())
    ]
    return f"<style>{''.join(rules)}</style>"
