"""Drawing SVG by attributes only: what a strict page policy, svglib and resvg all understand.

No style attribute, no clip path, no pattern, no filter. Hatching is drawn as lines.
"""

from collections.abc import Iterable, Sequence
from html import escape

from puas.presentation.charts.palette import Palette
from puas.presentation.grades import GradeLook, Pattern, Shape

Point = tuple[float, float]

# Widths of Arial and Liberation Sans in thousandths of the size, near enough to place and wrap labels.
_NARROW = frozenset("iljI.,:;'|!")
_SLIM = frozenset("ftr()[]-/ ")
_WIDE = frozenset("mwMW%@")


def number(value: float) -> str:
    """A coordinate, short: at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The estimated width of a text, a little generous."""
    thousandths = sum(_character_width(character) for character in text)
    return thousandths * size / 1000 * (1.06 if bold else 1.0)


def _character_width(character: str) -> int:
    if character in _NARROW:
        return 260
    if character in _SLIM:
        return 340
    if character in _WIDE:
        return 890
    return 690 if character.isupper() else 560


def label_column(labels: Iterable[str], size: float, most: float) -> float:
    """As wide as the longest label needs, so that the bars get the rest; longer ones are wrapped at `most`."""
    return min(max((text_width(label, size, bold=True) for label in labels), default=0.0), most)


def wrapped(text: str, size: float, width: float, *, most: int = 3) -> list[str]:
    """The text in lines that fit; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        longer = f"{current} {word}".strip()
        if not current or text_width(longer, size) <= width:
            current = longer
        else:
            lines.append(current)
            current = word
    lines.append(current)
    if len(lines) > most:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), size, width)]
    return [shortened(line, size, width) for line in lines]


def shortened(text: str, size: float, width: float) -> str:
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def element(name: str, content: str = "", /, **attributes: str | float | None) -> str:
    """One element; ``font_size`` becomes ``font-size``, ``class_`` ``class``, None is left out."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else number(value)


def text(
    content: str,
    x: float,
    y: float,
    *,
    size: float,
    fill: str,
    palette: Palette,
    anchor: str = "start",
    bold: bool = False,
    class_: str | None = None,
) -> str:
    """A line of text, as text."""
    return element(
        "text",
        escape(content),
        x=x,
        y=y,
        font_size=size,
        font_family=palette.font_family,
        font_weight="bold" if bold else None,
        text_anchor=None if anchor == "start" else anchor,
        fill=fill,
        class_=class_,
    )


def line(start: Point, end: Point, *, stroke: str, width: float = 1, dashes: str | None = None, class_: str | None = None) -> str:
    return element(
        "line",
        x1=start[0],
        y1=start[1],
        x2=end[0],
        y2=end[1],
        stroke=stroke,
        stroke_width=width,
        stroke_dasharray=dashes,
        class_=class_,
    )


def rectangle(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str,
    radius: float | None = None,
    class_: str | None = None,
) -> str:
    return element("rect", x=x, y=y, width=width, height=height, rx=radius, fill=fill, class_=class_)


def points_text(points: Iterable[Point]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def marker(shape: Shape, center: Point, radius: float, look: GradeLook, *, surface: str) -> str:
    """The shape that stands for a letter where colour alone would not do."""
    x, y = center
    kept: dict[str, str | float] = {"fill": look.fill, "stroke": surface, "stroke_width": 1.0, "class_": look.css_class}
    if shape == "circle":
        return element("circle", cx=x, cy=y, r=radius, **kept)
    if shape == "square":
        side = radius * 1.8
        return element("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, **kept)
    if shape == "triangle":
        up = ((x, y - radius * 1.15), (x + radius * 1.1, y + radius * 0.85), (x - radius * 1.1, y + radius * 0.85))
        return element("polygon", points=points_text(up), **kept)
    if shape == "diamond":
        reach = radius * 1.25
        return element("polygon", points=points_text(((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))), **kept)
    return element("circle", cx=x, cy=y, r=radius, fill=surface, stroke=look.fill, stroke_width=2)


def hatching(pattern: Pattern, x: float, y: float, width: float, height: float, *, stroke: str) -> str:
    """The pattern of a filled bar as plain lines, cut to the rectangle by arithmetic."""
    if pattern in ("plain", "empty") or width < 3:
        return ""
    if pattern == "dots":
        return _dots(x, y, width, height, stroke)
    lines = _diagonals(x, y, width, height, 7)
    if pattern == "cross":
        lines += [((2 * x + width - a[0], a[1]), (2 * x + width - b[0], b[1])) for a, b in lines]
    return "".join(
        element("line", x1=a[0], y1=a[1], x2=b[0], y2=b[1], stroke=stroke, stroke_width=0.8, stroke_opacity=0.55) for a, b in lines
    )


def _diagonals(x: float, y: float, width: float, height: float, step: float) -> list[tuple[Point, Point]]:
    found = []
    offset = step - height
    while offset < width:
        left, right = max(offset, 0.0), min(offset + height, width)
        if right > left:
            found.append(((x + left, y + height - (left - offset)), (x + right, y + height - (right - offset))))
        offset += step
    return found


def _dots(x: float, y: float, width: float, height: float, fill: str) -> str:
    drawn = []
    step, row = 6.0, 0
    while (top := 3 + row * step) < height - 1:
        left = 3.0 + (row % 2) * step / 2
        while left < width - 1:
            drawn.append(element("circle", cx=x + left, cy=y + top, r=0.8, fill=fill, fill_opacity=0.55))
            left += step
        row += 1
    return "".join(drawn)


def drawing(parts: Sequence[str], *, width: float, height: float, title: str, description: str, chart_id: str, palette: Palette) -> str:
    """The whole picture with its name and description for those who do not see it."""
    head = element("title", escape(title), id=f"{chart_id}-title")
    head += element("desc", escape(description), id=f"{chart_id}-desc")
    return element(
        "svg",
        head + "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width if palette.fixed_size else None,
        height=height if palette.fixed_size else None,
        role="img",
        aria_labelledby=f"{chart_id}-title {chart_id}-desc",
        class_="chart",
    )
