"""The kertas kerja of an index of performance: every step from scores to category, in words and numbers, for page and paper."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from puas.domain.printed_numbers import comma, thousands
from puas.domain.regulation.performance_categories import INDEX_PLACES
from puas.domain.regulation.performance_edition import PerformanceEdition
from puas.domain.rounding import round_half_up
from puas.domain.service_performance import AspectFigure, IndicatorFigure, PerformanceOutcome, UserAspectFigure

_SHOWN_PLACES = 4


@dataclass(frozen=True, slots=True)
class PerformanceStep:
    """One calculation: what it gives, how, and its value; whoever works the expression by hand arrives at it."""

    name: str
    expression: str
    value: Fraction

    @property
    def shown(self) -> str:
        """The value with four decimals, and an ellipsis where it goes on."""
        return _decimal(self.value)


@dataclass(frozen=True, slots=True)
class WorksheetSection:
    """The steps of one aspect, or of the whole."""

    heading: str
    steps: tuple[PerformanceStep, ...]


def performance_worksheet(edition: PerformanceEdition, outcome: PerformanceOutcome) -> tuple[WorksheetSection, ...]:
    """Every step that can be worked out; an aspect with a missing score has only the steps before it."""
    sections = [_aspect_section(each) for each in outcome.aspects if each.aspect.weight is not None]
    sections += [_user_section(each, outcome.respondents) for each in outcome.user_aspects]
    sections.append(WorksheetSection("Indeks", tuple(_whole(edition, outcome))))
    return tuple(section for section in sections if section.steps)


def _aspect_section(figure: AspectFigure) -> WorksheetSection:
    steps = [_indicator_step(each) for each in figure.indicators if each.value is not None]
    if figure.value is not None:
        parts = " + ".join(f"{_weight(each.weight)} × {_decimal(each.value)}" for each in figure.indicators if each.value is not None)
        steps.append(PerformanceStep(f"Aspek {figure.aspect.roman}. {figure.aspect.name}", parts, figure.value))
    return WorksheetSection(f"F-02 · Aspek {figure.aspect.roman}. {figure.aspect.name}", tuple(steps))


def _indicator_step(figure: IndicatorFigure) -> PerformanceStep:
    value = figure.value if figure.value is not None else Fraction(0)
    name = f"{figure.indicator.code} {figure.indicator.name}"
    if figure.decided is not None:
        return PerformanceStep(name, "keputusan validator", value)
    given = [each for each in figure.scores if each is not None]
    expression = f"({' + '.join(map(str, given))}) ÷ {len(given)}" if len(given) > 1 else "nilai evaluator"
    return PerformanceStep(name, expression, value)


def _user_section(figure: UserAspectFigure, respondents: int) -> WorksheetSection:
    steps = [
        PerformanceStep(
            f"{each.question.printed} {each.question.text}",
            f"jumlah nilai {thousands(each.total)} ÷ {thousands(each.answered)} jawaban",
            each.mean,
        )
        for each in figure.questions
        if each.mean is not None
    ]
    if figure.value is not None:
        means = " + ".join(_decimal(each.mean) for each in figure.questions if each.mean is not None)
        expression = f"({means}) ÷ {len(figure.questions)}" if len(figure.questions) > 1 else means
        steps.append(PerformanceStep(f"Aspek {figure.aspect.roman}. {figure.aspect.name}", expression, figure.value))
    return WorksheetSection(f"F-03 · Aspek {figure.aspect.roman}. {figure.aspect.name} ({thousands(respondents)} pengguna)", tuple(steps))


def _whole(edition: PerformanceEdition, outcome: PerformanceOutcome) -> list[PerformanceStep]:
    steps = []
    if outcome.evaluated is not None:
        counting = [each for each in outcome.aspects if each.aspect.weight is not None]
        parts = " + ".join(f"{_share(each.aspect.weight)} × {_decimal(each.value)}" for each in counting)
        steps.append(PerformanceStep("F-02, nilai evaluator", parts, outcome.evaluated))
    if outcome.users is not None:
        means = " + ".join(_decimal(each.value) for each in outcome.user_aspects)
        steps.append(PerformanceStep("F-03, nilai pengguna", f"({means}) ÷ {len(outcome.user_aspects)}", outcome.users))
    if outcome.index is None or outcome.printed is None or outcome.category is None:
        return steps
    expression = (
        f"{_decimal(edition.evaluators_share)} × {_decimal(outcome.evaluated)} + "
        f"{_decimal(edition.users_share)} × {_decimal(outcome.users)}"
        if edition.asks_users
        else f"F-02 = {_decimal(outcome.evaluated)}"
    )
    steps.append(PerformanceStep("IPP sebelum dibulatkan", expression, outcome.index))
    category = outcome.category
    steps.append(
        PerformanceStep(
            f"IPP dan kategori {category.letter} ({category.label})",
            f"{_decimal(outcome.index)} dibulatkan setengah ke atas, dua desimal; {comma(category.lowest)} – {comma(category.highest)}",
            Fraction(outcome.printed),
        )
    )
    return steps


def printed_figure(value: Fraction | None) -> Decimal | None:
    """A figure with the places an index is printed with."""
    return None if value is None else round_half_up(value, INDEX_PLACES)


def _share(weight: Fraction | None) -> str:
    return "" if weight is None else f"{_decimal(weight * 100)}%"


def _weight(weight: Fraction | None) -> str:
    if weight is None:
        return ""
    ends = not _goes_on(weight, _SHOWN_PLACES)
    return _decimal(weight) if ends else f"{weight.numerator}/{weight.denominator}"


def _goes_on(value: Fraction, places: int) -> bool:
    shifted: Fraction = value * 10**places
    return shifted.denominator != 1


def _decimal(value: Fraction | None) -> str:
    """With as few places as it needs, four at most, then an ellipsis."""
    if value is None:
        return "–"
    if _goes_on(value, _SHOWN_PLACES):
        return f"{comma(round_half_up(value, _SHOWN_PLACES))}…"
    text = comma(round_half_up(value, _SHOWN_PLACES)).rstrip("0")
    return text.rstrip(",")
