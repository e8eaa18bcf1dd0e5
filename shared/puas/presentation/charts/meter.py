"""How far a count has come towards its goal: respondents against the sample, steps of a running job."""

from puas.presentation.charts import svg
from puas.presentation.charts.palette import SCREEN, Palette
from puas.presentation.numbers import Language, percentage, whole_number


def meter(
    count: int,
    goal: int,
    *,
    title: str,
    chart_id: str,
    palette: Palette = SCREEN,
    width: float = 320,
    language: Language = "id",
) -> str:
    """A bar that is full at the goal; more than the goal stays full and the figures say so."""
    share = 1.0 if goal <= 0 else min(count / goal, 1.0)
    numbers = f"{whole_number(count, language)} {'dari' if language == 'id' else 'of'} {whole_number(goal, language)}"
    right = _missing(count, goal, language)
    parts = [
        svg.rectangle(0, 4, width, 14, fill=palette.track, radius=7, class_="chart-track"),
        svg.rectangle(0, 4, max(width * share, 14 if count else 0), 14, fill=palette.accent, radius=7, class_="chart-fill"),
        svg.text(numbers, 0, 34, size=12, fill=palette.ink, palette=palette, bold=True),
        svg.text(right, width, 34, size=12, fill=palette.ink, palette=palette, anchor="end"),
    ]
    said = f"{numbers} ({percentage(count, goal, 0, language)}); {right}."
    return svg.drawing(parts, width=width, height=40, title=title, description=said, chart_id=chart_id, palette=palette)


def _missing(count: int, goal: int, language: Language) -> str:
    if count >= goal:
        return "tercapai" if language == "id" else "reached"
    lacking = whole_number(goal - count, language)
    return f"kurang {lacking} lagi" if language == "id" else f"{lacking} to go"
