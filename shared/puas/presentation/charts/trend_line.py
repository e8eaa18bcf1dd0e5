"""The index over the years: each point with its letter and the rule it was measured by, for bands differ between rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from puas.presentation.charts import svg
from puas.presentation.charts.palette import SCREEN, Palette
from puas.presentation.grades import GradeLook, grade_look, grade_text
from puas.presentation.numbers import Language, index_number, whole_number

_TOP = 30.0
_PLOT = 150.0
_LEFT = 34.0


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One year or period; no value leaves a gap in the line."""

    label: str
    value: Decimal | None
    letter: str | None
    rule: str
    respondents: int | None = None
    # Where the letter is not one of the survey's mutu: its look, and the words that follow it.
    look: GradeLook | None = None
    words: str = ""
    # Behind the number of what has no letter at all: a share is in percent.
    unit: str = ""


def trend_line(
    points: Sequence[TrendPoint],
    *,
    title: str,
    chart_id: str,
    target: Decimal | None = None,
    bounds: tuple[int, int] | None = None,
    palette: Palette = SCREEN,
    width: float = 360,
    language: Language = "id",
) -> str:
    """Points of one rule are joined; where the rule changes the line breaks, because the scales are not the same.

    Without `bounds` the scale is cut to the values of a survey's index; with them it is shown whole.
    """
    lowest, highest = bounds or _scale([point.value for point in points] + [target])
    step = (width - _LEFT - 16) / max(len(points), 1)

    def x(index: int) -> float:
        return _LEFT + step * (index + 0.5)

    def y(value: Decimal) -> float:
        return _TOP + _PLOT * (highest - float(value)) / (highest - lowest)

    parts = [_gridline(value, y(Decimal(value)), width, palette) for value in _ticks(lowest, highest)]
    if target is not None:
        parts.append(_target(target, y(target), width, palette, language))
    for index, (earlier, later) in enumerate(zip(points, points[1:], strict=False)):
        if earlier.value is not None and later.value is not None:
            joined = earlier.rule == later.rule
            parts.append(
                svg.line(
                    (x(index), y(earlier.value)),
                    (x(index + 1), y(later.value)),
                    stroke=palette.accent,
                    width=2 if joined else 1,
                    dashes=None if joined else "2 4",
                    class_="chart-line",
                )
            )
    rules = list(dict.fromkeys(point.rule for point in points if point.rule))
    below = _Below(
        step=step,
        label_lines=max((len(_label_lines(point, step)) for point in points), default=1),
        with_rule=len(rules) > 1,
        with_respondents=any(point.respondents is not None for point in points),
        palette=palette,
        language=language,
    )
    for index, point in enumerate(points):
        at = (x(index), None if point.value is None else y(point.value))
        parts.append(_point(point, *at, palette, language, is_lower=_is_valley(points, index)))
        parts += below.lines(point, x(index))
    said = _rules_said(rules, _TOP + _PLOT + below.height, width, palette, language)
    return svg.drawing(
        parts + said,
        width=width,
        height=_TOP + _PLOT + below.height + 12 * len(said) + 2,
        title=title,
        description=_description(points, language),
        chart_id=chart_id,
        palette=palette,
    )


def _scale(values: Sequence[Decimal | None]) -> tuple[float, float]:
    known = [float(value) for value in values if value is not None] or [25.0, 100.0]
    low, high = floor((min(known) - 3) / 5) * 5, ceil((max(known) + 1) / 5) * 5
    return max(float(low), 0.0), min(max(float(high), low + 10.0), 100.0)


def _ticks(lowest: float, highest: float) -> list[int]:
    step = 1 if highest - lowest < 10 else 5 if highest - lowest <= 30 else 10 if highest - lowest <= 50 else 25
    first = ceil(lowest / step) * step
    return list(range(first, int(highest) + 1, step))


def _gridline(value: int, y: float, width: float, palette: Palette) -> str:
    return svg.line((_LEFT, y), (width - 10, y), stroke=palette.grid, width=0.7, class_="chart-grid") + svg.text(
        str(value),
        _LEFT - 5,
        y + 3.5,
        size=9.5,
        fill=palette.muted,
        palette=palette,
        anchor="end",
        class_="chart-muted",
    )


def _target(target: Decimal, y: float, width: float, palette: Palette, language: Language) -> str:
    return svg.line((_LEFT, y), (width - 10, y), stroke=palette.ink, width=1, dashes="6 4") + svg.text(
        f"target {index_number(target, language)}",
        width - 10,
        y + 12,
        size=9.5,
        fill=palette.ink,
        palette=palette,
        anchor="end",
    )


def _label_lines(point: TrendPoint, step: float) -> list[str]:
    return svg.wrapped(point.label, 10.5, step - 4, most=2)


@dataclass(frozen=True, slots=True)
class _Below:
    """What stands under the points, line by line at the same height for all."""

    step: float
    label_lines: int
    with_rule: bool
    with_respondents: bool
    palette: Palette
    language: Language

    @property
    def height(self) -> float:
        """How far below the plot these lines reach."""
        return 20.0 + 12 * (self.label_lines + self.with_rule + self.with_respondents)

    def lines(self, point: TrendPoint, x: float) -> list[str]:
        """The label; of several rules the number of this one; the respondents."""
        labels = _label_lines(point, self.step)
        said = [*labels, *[""] * (self.label_lines - len(labels))]
        if self.with_rule:
            said.append(point.rule.split()[-1])
        if point.respondents is not None:
            said.append(f"n = {whole_number(point.respondents, self.language)}")
        base = _TOP + _PLOT + 16
        return [
            _below(line, x, base + 12 * index, self.step, self.palette, first=index < len(labels))
            for index, line in enumerate(said)
            if line
        ]


def _is_valley(points: Sequence[TrendPoint], index: int) -> bool:
    """Whether the line comes down to a point and goes up from it: a number above would stand in its way."""
    here = points[index].value
    beside = [points[each].value for each in (index - 1, index + 1) if 0 <= each < len(points)]
    return here is not None and len(beside) == 2 and all(each is not None and each > here for each in beside)


def _point(
    point: TrendPoint, x: float, y: float | None, palette: Palette, language: Language, *, is_lower: bool = False
) -> str:  # fmt: skip
    """`is_lower` puts the number below the point, on screens and where there is room."""
    base = _TOP + _PLOT
    drawn: list[str] = []
    if y is None or point.value is None:
        drawn.append(svg.text("–", x, base - 6, size=11, fill=palette.muted, palette=palette, anchor="middle"))
        return "".join(drawn)
    look = point.look or grade_look(point.letter)
    drawn.append(svg.marker(look.shape, (x, y), 5.5, look, surface=palette.surface))
    said = f"{index_number(point.value, language)}{point.unit or f' {look.letter}'}"
    if palette.fixed_size:
        # On paper a line that runs through a number makes it hard to read; on screen the ground has no one colour.
        wide = svg.text_width(said, 10.5) + 4
        drawn.append(svg.rectangle(x - wide / 2, y - 20, wide, 11.5, fill=palette.surface))
    drawn.append(
        svg.text(
            said,
            x,
            y + 18 if is_lower and not palette.fixed_size and y + 22 < base else y - 11,
            size=10.5,
            fill=palette.ink,
            palette=palette,
            anchor="middle",
            bold=True,
        )
    )
    return "".join(drawn)


def _rules_said(rules: Sequence[str], top: float, width: float, palette: Palette, language: Language) -> list[str]:
    """The rules in full, at the foot of the picture."""
    word = "Aturan" if language == "id" else "Rule"
    lines = svg.wrapped(f"{word}: {', '.join(rules)}", 9.5, width - _LEFT - 10, most=2) if rules else []
    return [
        svg.text(line, _LEFT, top + 10 + 12 * index, size=9.5, fill=palette.muted, palette=palette, class_="chart-muted")
        for index, line in enumerate(lines)
    ]


def _below(content: str, x: float, y: float, step: float, palette: Palette, *, first: bool) -> str:
    size = 10.5 if first else 9.5
    return svg.text(
        svg.shortened(content, size, step),
        x,
        y,
        size=size,
        fill=palette.ink if first else palette.muted,
        palette=palette,
        anchor="middle",
        bold=first,
        class_=None if first else "chart-muted",
    )


def _description(points: Sequence[TrendPoint], language: Language) -> str:
    return "; ".join(_told(point, language) for point in points) + "."


def _told(point: TrendPoint, language: Language) -> str:
    value = f"{point.label}: {index_number(point.value, language)}"
    if point.unit:
        return value + (point.unit if point.value is not None else "")
    return f"{value} {_verdict(point, language)}, {point.rule}"


def _verdict(point: TrendPoint, language: Language) -> str:
    return f"{point.letter} ({point.words})" if point.look and point.letter else grade_text(point.letter, language)
