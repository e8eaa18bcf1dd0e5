"""What an edition of the survey rule consists of, as plain data.

Every number of the rule (bands, weights, conversion) lives in one module per edition beside this one; calculations
receive the edition as an argument and know none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

NOT_STATED = ""
"""Category of a profile question that was left blank; never a category of the rule."""

NOT_STATED_LABEL = "Tidak diisi"


class UnknownCategory(ValueError):
    """A profile answer, list or document that the edition does not know."""


@dataclass(frozen=True, slots=True)
class Unsur:
    """One thing the survey asks about. `name` as the rule prints it, `short` for tables and charts."""

    slug: str
    name: str
    short: str
    definition: str


@dataclass(frozen=True, slots=True)
class Question:
    """The question about one unsur, with the labels of the scores 1, 2, 3 and 4 in that order."""

    unsur: str
    text: str
    answers: tuple[str, str, str, str]

    def label_of(self, score: int) -> str:
        """The rule's words for a score."""
        return self.answers[score - 1]


@dataclass(frozen=True, slots=True)
class GradeBand:
    """One row of the mutu table, with both of its printed intervals."""

    perception: int
    letter: str
    label: str
    ni_from: Decimal
    ni_to: Decimal
    nik_from: Decimal
    nik_to: Decimal


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight per unsur. Those that are not exact exist only to reproduce an older report."""

    id: str
    value: Fraction
    printed: str
    legacy: bool


@dataclass(frozen=True, slots=True)
class Category:
    """One answer to a profile question."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class PrintedCategory:
    """One row of a document's profile table, and the stored categories it takes together."""

    label: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProfileQuestion:
    """A question about the respondent: the finest list, which is stored, and coarser lists per document."""

    dimension: str
    label: str
    hint: str
    categories: tuple[Category, ...]
    printed: Mapping[str, tuple[PrintedCategory, ...]]

    def slugs(self) -> tuple[str, ...]:
        """The stored categories, in printing order."""
        return tuple(category.slug for category in self.categories)

    def label_of(self, slug: str) -> str:
        """The words for a stored category, also for a blank."""
        if slug == NOT_STATED:
            return NOT_STATED_LABEL
        for category in self.categories:
            if category.slug == slug:
                return category.label
        raise UnknownCategory(f"{self.dimension}: {slug}")

    def rows_for(self, document: str) -> tuple[PrintedCategory, ...]:
        """The rows a document prints; the finest list when the document has none of its own."""
        finest = tuple(PrintedCategory(each.label, (each.slug,)) for each in self.categories)
        return self.printed.get(document, finest)

    def count_for(self, document: str, counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        """Stored counts mapped down to a document's rows; blanks get a last row of their own when there are any."""
        known = {*self.slugs(), NOT_STATED}
        for slug in counts:
            if slug not in known:
                raise UnknownCategory(f"{self.dimension}: {slug}")
        rows = [
            (row.label, sum(counts.get(member, 0) for member in row.members)) for row in self.rows_for(document)
        ]
        blanks = counts.get(NOT_STATED, 0)
        return (*rows, (NOT_STATED_LABEL, blanks)) if blanks else tuple(rows)


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """Ages from `youngest` to `oldest` in full years; no `oldest` means and above."""

    slug: str
    youngest: int
    oldest: int | None


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the rule: what is asked, how it is weighted, and how the result is graded."""

    id: str
    name: str
    title: str
    year: int
    unsur: tuple[Unsur, ...]
    orders: Mapping[str, tuple[str, ...]]
    questions: tuple[Question, ...]
    weights: tuple[Weight, ...]
    conversion: int
    bands: tuple[GradeBand, ...]
    profile: tuple[ProfileQuestion, ...]
    age_groups: tuple[AgeGroup, ...]

    def slugs(self, order: str = "body") -> tuple[str, ...]:
        """The unsur in one of the rule's two orders. Position is a property of a document, never of an unsur."""
        return self.orders[order]

    def unsur_named(self, slug: str) -> Unsur:
        """One unsur by its slug."""
        for unsur in self.unsur:
            if unsur.slug == slug:
                return unsur
        raise KeyError(slug)

    def question_about(self, slug: str) -> Question:
        """The question that asks about an unsur."""
        for question in self.questions:
            if question.unsur == slug:
                return question
        raise KeyError(slug)

    def weight(self, weight_id: str) -> Weight:
        """One of the edition's weights by its name (`exact`, or a printed legacy one)."""
        for weight in self.weights:
            if weight.id == weight_id:
                return weight
        raise KeyError(weight_id)

    def profile_question(self, dimension: str) -> ProfileQuestion:
        """One profile question by its dimension."""
        for question in self.profile:
            if question.dimension == dimension:
                return question
        raise KeyError(dimension)

    def age_group_of(self, years: int) -> str:
        """The stored age group of an age in full years."""
        for group in self.age_groups:
            if years >= group.youngest and (group.oldest is None or years <= group.oldest):
                return group.slug
        raise UnknownCategory(f"age_group: {years}")
