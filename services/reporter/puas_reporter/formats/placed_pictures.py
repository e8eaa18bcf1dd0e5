"""A page of placed things as a picture (PNG): the same boxes as on paper, drawn as SVG with the embedded fonts."""

from __future__ import annotations

from base64 import b64encode
from html import escape

import resvg_py

from puas_reporter.assets import FONT_FILES, SANS
from puas_reporter.documents.placed import Area, CutMark, Item, Page, Picture, QrCode, TextBox
from puas_reporter.formats.fonts import register_fonts
from puas_reporter.formats.qr_modules import QUIET_MODULES, bars, modules
from puas_reporter.formats.text_fitting import LEADING, first_baseline, fitted

_FONTS = [str(path) for (family, *_), path in FONT_FILES.items() if family == SANS]
_MM_PER_POINT = 25.4 / 72
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def placed_png_bytes(page: Page, *, pixels: int) -> bytes:
    """The page as PNG; its longer side has this many pixels."""
    zoom = pixels / max(page.width, page.height)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=placed_svg(page),
            background="#ffffff",
            skip_system_fonts=True,
            font_files=_FONTS,
            font_family=SANS,
            sans_serif_family=SANS,
            width=round(page.width * zoom),
            height=round(page.height * zoom),
        )
    )


def placed_svg(page: Page) -> str:
    """The page as SVG, one unit to the millimetre."""
    register_fonts()
    drawn = "".join(_drawn(item) for item in page.items)
    size = f'viewBox="0 0 {page.width:g} {page.height:g}" width="{page.width:g}" height="{page.height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawn}</svg>'


def _drawn(item: Item) -> str:
    match item:
        case TextBox():
            return _text(item)
        case Picture():
            return _picture(item)
        case QrCode():
            return _qr_code(item)
        case Area():
            return _area(item)
        case CutMark():
            return _line(item)


def _text(item: TextBox) -> str:
    lines, size = fitted(item)
    left = {"left": item.x, "center": item.x + item.width / 2, "right": item.x + item.width}[item.align]
    top = item.y + first_baseline(item, len(lines), size) * _MM_PER_POINT
    look = (
        f'font-family="{SANS}" font-size="{size * _MM_PER_POINT:.4f}" fill="{item.colour}" text-anchor="{_ANCHORS[item.align]}"'
        f'{" font-weight=" + chr(34) + "bold" + chr(34) if item.bold else ""}'
    )
    step = size * LEADING * _MM_PER_POINT
    return "".join(
        f'<text x="{left:.3f}" y="{top + number * step:.3f}" {look}>{escape(line)}</text>' for number, line in enumerate(lines) if line
    )


def _picture(item: Picture) -> str:
    kind = "png" if item.content.startswith(b"\x89PNG") else "jpeg" if item.content.startswith(b"\xff\xd8") else "svg+xml"
    return (
        f'<image {_box(item.x, item.y, item.width, item.height)} preserveAspectRatio="xMidYMid meet"'
        f' href="data:image/{kind};base64,{b64encode(item.content).decode()}"/>'
    )


def _qr_code(item: QrCode) -> str:
    matrix = modules(item.content)
    module = item.side / (len(matrix) + 2 * QUIET_MODULES)
    left, top = item.x + QUIET_MODULES * module, item.y + QUIET_MODULES * module
    path = "".join(
        f"M{left + start * module:.4f} {top + row * module:.4f}h{length * module:.4f}v{module:.4f}h{-length * module:.4f}z"
        for row, start, length in bars(matrix)
    )
    ground = f'<rect {_box(item.x, item.y, item.side, item.side)} fill="#ffffff"/>'
    return f'{ground}<path d="{path}" fill="#000000" shape-rendering="crispEdges"/>'


def _area(item: Area) -> str:
    outline = f' stroke="{item.outline}" stroke-width="{0.8 * _MM_PER_POINT:.4f}"' if item.outline else ""
    return f'<rect {_box(item.x, item.y, item.width, item.height)} rx="{item.radius:g}" fill="{item.fill or "none"}"{outline}/>'


def _line(item: CutMark) -> str:
    (x1, y1), (x2, y2) = item.start, item.end
    return f'<line x1="{x1:.3f}" y1="{y1:.3f}" x2="{x2:.3f}" y2="{y2:.3f}" stroke="#7a7a7a" stroke-width="{0.25 * _MM_PER_POINT:.4f}"/>'


def _box(x: float, y: float, width: float, height: float) -> str:
    return f'x="{x:.3f}" y="{y:.3f}" width="{width:.3f}" height="{height:.3f}"'
