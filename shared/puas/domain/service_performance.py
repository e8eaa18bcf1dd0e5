"""The index of a service unit's performance (IPP), exactly, under the rule it was assessed by.

The evaluators' figure (F-02) is the sum over aspects of weight times the weighted sum of the indicators; where the rule asks users,
their figure (F-03) is the plain mean of the means of the aspects they are asked about, and the index takes both by their shares. All
in fractions, rounded once at the end, half up at two decimals; the category is looked up in the rounded index. Several evaluators:
the mean of their scores per indicator, unless the validator decided it. What is missing gives no index, and is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from puas.domain.regulation.performance_categories import INDEX_PLACES
from puas.domain.regulation.performance_edition import (
    HIGHEST_SCORE,
    LOWEST_SCORE,
    UNVERIFIED,
    Basis,
    PerformanceAspect,
    PerformanceCategory,
    PerformanceEdition,
    PerformanceIndicator,
    UnknownIndicator,
    UserQuestion,
)
from puas.domain.rounding import exact, round_half_up

WEAK_AT_MOST = Fraction(3)
WEAK_BASIS = Basis(UNVERIFIED, "kebijakan Puas", "Indikator disebut lemah bila nilainya paling tinggi 3; aturan tidak menyebut batas.")

SCORES = tuple(range(LOWEST_SCORE, HIGHEST_SCORE + 1))
SixCounts = tuple[int, int, int, int, int, int]
"""How often each score 0, 1, 2, 3, 4, 5 was given."""

NO_SCORE = "no-score"
NO_ANSWER = "no-answer"


class ScoreOutOfRange(ValueError):
    """A score that is no whole number from 0 to 5."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands in the way of an index: an indicator without a score, or a statement no user answered."""

    kind: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """One indicator: the evaluators' scores in the order of the sheets, the validator's decision, and the value that counts."""

    indicator: PerformanceIndicator
    weight: Fraction | None
    scores: tuple[int | None, ...]
    decided: int | None
    value: Fraction | None

    @property
    def mean(self) -> Fraction | None:
        """The mean of the evaluators' scores, whatever was decided."""
        given = [each for each in self.scores if each is not None]
        return Fraction(sum(given), len(given)) if given else None

    @property
    def spread(self) -> int:
        """How far the evaluators are apart: highest minus lowest score."""
        given = [each for each in self.scores if each is not None]
        return max(given) - min(given) if given else 0


@dataclass(frozen=True, slots=True)
class AspectFigure:
    """One aspect of F-02: the weighted sum of its indicators, None while one is missing."""

    aspect: PerformanceAspect
    indicators: tuple[IndicatorFigure, ...]
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class QuestionFigure:
    """One statement of F-03: how often each score was given."""

    question: UserQuestion
    counts: SixCounts

    @property
    def answered(self) -> int:
        """How many users answered it."""
        return sum(self.counts)

    @property
    def total(self) -> int:
        """The sum of the scores given."""
        return sum(score * count for score, count in zip(SCORES, self.counts, strict=True))

    @property
    def mean(self) -> Fraction | None:
        """The mean of the answers to it."""
        return Fraction(self.total, self.answered) if self.answered else None


@dataclass(frozen=True, slots=True)
class UserAspectFigure:
    """One aspect of F-03: the plain mean of its statements, None while nobody answered one of them."""

    aspect: PerformanceAspect
    questions: tuple[QuestionFigure, ...]
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class UserAnswers:
    """All answers to form F-03 of one assessment, counted: by code of the statement how often each score was given."""

    respondents: int
    counts: Mapping[str, SixCounts]


@dataclass(frozen=True, slots=True)
class PerformanceOutcome:
    """Everything computed of one assessment. Figures are exact; `printed` and `category` follow from `index`."""

    aspects: tuple[AspectFigure, ...]
    evaluated: Fraction | None
    user_aspects: tuple[UserAspectFigure, ...]
    respondents: int
    users: Fraction | None
    index: Fraction | None
    printed: Decimal | None
    category: PerformanceCategory | None
    missing: tuple[Missing, ...]

    def figure_of(self, code: str) -> IndicatorFigure:
        """The figure of one indicator."""
        for aspect in self.aspects:
            for each in aspect.indicators:
                if each.indicator.code == code:
                    return each
        raise UnknownIndicator(code)


def checked_score(score: int) -> int:
    """The score itself, or an error where it is no whole number from 0 to 5."""
    if isinstance(score, bool) or not isinstance(score, int) or score not in SCORES:
        raise ScoreOutOfRange(f"{score!r} is no score from {LOWEST_SCORE} to {HIGHEST_SCORE}")
    return score


def count_answers(edition: PerformanceEdition, form_id: str, answers: Iterable[Mapping[str, int]]) -> UserAnswers:
    """Count filled forms F-03, each a score by code of the statement; statements left blank are not counted."""
    known = {each.code for each in edition.form(form_id).questions}
    counts = {code: [0] * len(SCORES) for code in known}
    respondents = 0
    for answer in answers:
        respondents += 1
        for code, score in answer.items():
            if code not in known:
                raise UnknownIndicator(code)
            counts[code][checked_score(score)] += 1
    return UserAnswers(respondents, {code: _six(each) for code, each in counts.items()})


def score_performance(
    edition: PerformanceEdition,
    form_id: str,
    sheets: Sequence[Mapping[str, int]],
    *,
    weights: str = "exact",
    decisions: Mapping[str, int] | None = None,
    users: UserAnswers | None = None,
) -> PerformanceOutcome:
    """The index from the evaluators' sheets (score by code), the validator's decisions and the users' answers."""
    form = edition.form(form_id)
    decided = decisions or {}
    for code, score in [pair for scores in (*sheets, decided) for pair in scores.items()]:
        form.indicator(code)
        checked_score(score)
    shares = edition.weight_set(weights).weights[form_id]
    aspects = tuple(
        _aspect(aspect, tuple(_figure(each, shares, sheets, decided) for each in form.of_aspect(aspect.number)))
        for aspect in edition.aspects
        if form.of_aspect(aspect.number)
    )
    evaluated = _sum(
        aspect.value * aspect.aspect.weight if aspect.value is not None else None for aspect in aspects if aspect.aspect.weight is not None
    )
    user_aspects = score_users(edition, form_id, users) if edition.asks_users else ()
    asked = mean_of_users(user_aspects)
    shared = ((edition.evaluators_share, evaluated), (edition.users_share, asked if edition.asks_users else Fraction(0)))
    index = _sum(None if figure is None else share * figure for share, figure in shared)
    printed = None if index is None else round_half_up(index, INDEX_PLACES)
    return PerformanceOutcome(
        aspects=aspects,
        evaluated=evaluated,
        user_aspects=user_aspects,
        respondents=users.respondents if users else 0,
        users=asked,
        index=index,
        printed=printed,
        category=None if printed is None else category_of(edition, printed),
        missing=_missing(aspects, user_aspects),
    )


def score_users(edition: PerformanceEdition, form_id: str, users: UserAnswers | None) -> tuple[UserAspectFigure, ...]:
    """The aspects of form F-03 with their means; `mean_of_users` of them is the users' figure."""
    form = edition.form(form_id)
    counts = users.counts if users else {}
    for code in counts:
        if code not in {each.code for each in form.questions}:
            raise UnknownIndicator(code)
    found = []
    for aspect in edition.user_aspects:
        questions = tuple(QuestionFigure(each, counts.get(each.code, (0,) * 6)) for each in form.questions_of(aspect.number))
        if questions:
            found.append(UserAspectFigure(aspect, questions, _mean([each.mean for each in questions])))
    return tuple(found)


def mean_of_users(aspects: Sequence[UserAspectFigure]) -> Fraction | None:
    """The users' figure (F-03): the plain mean of the aspects' means; None while one of them is missing."""
    return _mean([each.value for each in aspects])


def category_of(edition: PerformanceEdition, printed: Decimal) -> PerformanceCategory:
    """The category of an index with two decimals. An index outside 0 to 5, or with more decimals, is an error."""
    value = exact(printed)
    if round_half_up(value, INDEX_PLACES) != printed or not exact(edition.categories[0].lowest) <= value <= HIGHEST_SCORE:
        raise ValueError(f"{printed} is no printed index from {LOWEST_SCORE} to {HIGHEST_SCORE}")
    return next(each for each in edition.categories if printed <= each.highest)


def weak_indicators(outcome: PerformanceOutcome, at_most: Fraction = WEAK_AT_MOST) -> tuple[IndicatorFigure, ...]:
    """The scored indicators at or below the threshold, the weakest first, equal ones in printed order."""
    found = [
        each
        for aspect in outcome.aspects
        for each in aspect.indicators
        if each.indicator.scored and each.value is not None and each.value <= at_most
    ]
    return tuple(sorted(found, key=lambda each: (each.value or Fraction(0), each.indicator.number)))


def _figure(
    indicator: PerformanceIndicator, shares: Mapping[str, Fraction], sheets: Sequence[Mapping[str, int]], decided: Mapping[str, int]
) -> IndicatorFigure:
    code = indicator.code
    scores = tuple(sheet.get(code) for sheet in sheets)
    figure = IndicatorFigure(indicator, shares.get(code), scores, decided.get(code), None)
    value = Fraction(decided[code]) if code in decided else figure.mean
    return IndicatorFigure(indicator, figure.weight, scores, figure.decided, value)


def _aspect(aspect: PerformanceAspect, figures: tuple[IndicatorFigure, ...]) -> AspectFigure:
    if aspect.weight is None:
        return AspectFigure(aspect, figures, None)
    return AspectFigure(
        aspect,
        figures,
        _sum(None if each.value is None or each.weight is None else each.weight * each.value for each in figures if each.indicator.scored),
    )


def _missing(aspects: Sequence[AspectFigure], user_aspects: Sequence[UserAspectFigure]) -> tuple[Missing, ...]:
    scores = [
        Missing(NO_SCORE, each.indicator.code, each.indicator.name)
        for aspect in aspects
        for each in aspect.indicators
        if each.indicator.scored and each.value is None
    ]
    answers = [
        Missing(NO_ANSWER, each.question.code, each.question.text)
        for aspect in user_aspects
        for each in aspect.questions
        if not each.answered
    ]
    return (*scores, *answers)


def _sum(values: Iterable[Fraction | None]) -> Fraction | None:
    """The sum; None where a part is missing."""
    known = list(values)
    return None if any(each is None for each in known) else sum((each for each in known if each is not None), Fraction(0))


def _mean(values: Sequence[Fraction | None]) -> Fraction | None:
    """The plain mean; None where a part is missing, or of nothing."""
    total = _sum(values)
    return None if total is None or not values else total / len(values)


def _six(counts: Sequence[int]) -> SixCounts:
    zero, one, two, three, four, five = counts
    return zero, one, two, three, four, five
