"""What a rule on the performance of service units (kinerja unit penyelenggara pelayanan publik, IPP) consists of, as plain data.

Nobody here has read the whole texts. So every part carries a basis: where it was seen, or that it is a policy of this product. What
is unverified says so on the page, and what is not known at all stands in `unknown`, in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

LOWEST_SCORE, HIGHEST_SCORE = 0, 5

SEEN = "seen"
"""In an official publication, or one that reproduces the rule."""
SEEN_SECONDARY = "seen-secondary"
"""Only in regional reports, applications or press, which agree."""
UNVERIFIED = "unverified"
"""Common practice or inference: a policy that can be wrong."""

INFORMATION_ASPECT = 7
"""Aspect of indicators that are asked and do not count ("informasi tambahan")."""


class UnknownIndicator(KeyError):
    """The edition and form know no indicator with this code."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a datum rests on: how sure it is, where it was seen, and what to know about it (Indonesian, for the page)."""

    status: str
    citation: str
    note: str = ""

    @property
    def is_unverified(self) -> bool:
        """Whether the page must say "belum terverifikasi"."""
        return self.status == UNVERIFIED


@dataclass(frozen=True, slots=True)
class PerformanceAspect:
    """One aspect and its weight in the evaluators' figure; an aspect that only informs has none."""

    number: int
    roman: str
    name: str
    weight: Fraction | None
    asked_of_users: bool = True


@dataclass(frozen=True, slots=True)
class PerformanceIndicator:
    """One indicator of forms F-01 and F-02. `code` is stable and unique in the edition; `number` is the printed one."""

    code: str
    number: int
    aspect: int
    name: str
    scored: bool = True


@dataclass(frozen=True, slots=True)
class UserQuestion:
    """One statement of form F-03. `printed` is its code as printed, slips and gaps included."""

    code: str
    printed: str
    aspect: int
    text: str


@dataclass(frozen=True, slots=True)
class PerformanceForm:
    """The forms for one kind of unit: empty id where the rule knows one kind, A face to face, B online."""

    id: str
    name: str
    indicators: tuple[PerformanceIndicator, ...]
    # Empty where the text of form F-03 was not seen.
    questions: tuple[UserQuestion, ...] = ()

    def indicator(self, code: str) -> PerformanceIndicator:
        """One indicator by its code."""
        for each in self.indicators:
            if each.code == code:
                return each
        raise UnknownIndicator(code)

    def of_aspect(self, number: int) -> tuple[PerformanceIndicator, ...]:
        """The indicators of an aspect, in printed order."""
        return tuple(each for each in self.indicators if each.aspect == number)

    def questions_of(self, number: int) -> tuple[UserQuestion, ...]:
        """The statements of form F-03 in an aspect, in printed order."""
        return tuple(each for each in self.questions if each.aspect == number)

    @property
    def scored(self) -> tuple[PerformanceIndicator, ...]:
        """The indicators that count, in printed order."""
        return tuple(each for each in self.indicators if each.scored)


@dataclass(frozen=True, slots=True)
class WeightSet:
    """The weight of each indicator within its aspect, by form and code. Not legacy: the one to use for a new assessment."""

    id: str
    name: str
    weights: Mapping[str, Mapping[str, Fraction]]
    basis: Basis
    legacy: bool = False


@dataclass(frozen=True, slots=True)
class PerformanceCategory:
    """One row of the table of categories, both bounds as printed with two decimals."""

    letter: str
    label: str
    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class ScoreScale:
    """What the scores 0 to 5 of some indicators mean, in words; `codes` are indicators of the edition."""

    slug: str
    codes: tuple[str, ...]
    steps: tuple[str, str, str, str, str, str]
    basis: Basis


@dataclass(frozen=True, slots=True)
class PerformanceEdition:
    """One rule: what is scored, how it is weighted, how users' answers enter, and how the index is graded."""

    id: str
    name: str
    title: str
    year: int
    aspects: tuple[PerformanceAspect, ...]
    forms: tuple[PerformanceForm, ...]
    weight_sets: tuple[WeightSet, ...]
    # Shares of the evaluators' and the users' figure in the index; without a share of users the index is the evaluators' figure.
    evaluators_share: Fraction
    users_share: Fraction
    categories: tuple[PerformanceCategory, ...]
    scales: tuple[ScoreScale, ...]
    # Basis of "aspects", "indicators", "formula", "categories", "boundaries", "users", "evaluators".
    bases: Mapping[str, Basis]
    # What is not known of the rule, in sentences for the page.
    unknown: tuple[str, ...] = ()

    @property
    def asks_users(self) -> bool:
        """Whether form F-03 enters the index."""
        return self.users_share > 0

    @property
    def scored_aspects(self) -> tuple[PerformanceAspect, ...]:
        """The aspects that count, in order."""
        return tuple(each for each in self.aspects if each.weight is not None)

    @property
    def user_aspects(self) -> tuple[PerformanceAspect, ...]:
        """The aspects form F-03 asks about."""
        return tuple(each for each in self.aspects if each.asked_of_users)

    def aspect(self, number: int) -> PerformanceAspect:
        """One aspect by its number."""
        for each in self.aspects:
            if each.number == number:
                return each
        raise KeyError(number)

    def form(self, form_id: str) -> PerformanceForm:
        """The forms of one kind of unit."""
        for each in self.forms:
            if each.id == form_id:
                return each
        raise KeyError(form_id)

    def weight_set(self, weights_id: str) -> WeightSet:
        """One of the edition's sets of weights by its name."""
        for each in self.weight_sets:
            if each.id == weights_id:
                return each
        raise KeyError(weights_id)

    def scale_of(self, code: str) -> ScoreScale | None:
        """What the scores of an indicator mean; None where it was not seen."""
        return next((each for each in self.scales if code in each.codes), None)

    def knows(self, code: str) -> bool:
        """Whether any form of the edition has an indicator with this code."""
        return any(each.code == code for form in self.forms for each in form.indicators)
