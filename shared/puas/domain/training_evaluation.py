"""What participants are asked about the training itself, and what may be told of their answers.

No rule prescribes it; the statements are a proposal of ours. Answers stand without a name, and of fewer than five nothing is
shown but how many there are, as with the small groups of the survey.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

STATEMENTS: Mapping[str, str] = MappingProxyType(
    {
        "useful": "Materi pelatihan berguna untuk pekerjaan saya.",
        "clear": "Materi disampaikan dengan jelas dan runtut.",
        "practice": "Latihan membantu saya memahami cara menghitung dan membaca hasil survei.",
        "trainer": "Pelatih menguasai materi.",
        "answers": "Pelatih menjawab pertanyaan dengan sabar dan jelas.",
        "time": "Waktu untuk setiap materi dan latihan cukup.",
        "place": "Tempat dan sarana, termasuk jaringan internet, memadai.",
        "materials": "Bahan pelatihan (paparan, buku pegangan, lembar latihan) membantu.",
        "ready": "Setelah pelatihan ini saya mampu menyusun laporan SKM sendiri.",
    }
)
"""By key, in the order asked."""

RATINGS: Mapping[int, str] = MappingProxyType({1: "Tidak setuju", 2: "Kurang setuju", 3: "Setuju", 4: "Sangat setuju"})
FEWEST_TOLD = 5
LONGEST_WORDS = 1000


class UnusableEvaluation(ValueError):
    """`field` is the statement that has no rating of 1 to 4, or `liked` or `missed` where the words are too long."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one person thought. Who it was is not kept."""

    ratings: Mapping[str, int]
    liked: str = ""
    missed: str = ""


@dataclass(frozen=True, slots=True)
class StatementMean:
    """How a statement was rated: by how many, and how often each of 1 to 4."""

    key: str
    counts: tuple[int, int, int, int]

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> Fraction | None:
        """Exact; None where nobody rated it."""
        total = sum(rating * count for rating, count in enumerate(self.counts, start=1))
        return Fraction(total, self.answers) if self.answers else None


@dataclass(frozen=True, slots=True)
class EvaluationSummary:
    """What may be told. Below five answers statements and words are empty."""

    answers: int
    statements: tuple[StatementMean, ...]
    liked: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def is_told(self) -> bool:
        return self.answers >= FEWEST_TOLD


def checked(evaluation: Evaluation) -> Evaluation:
    """The same, tidied; UnusableEvaluation with the first field that cannot be kept."""
    for key in STATEMENTS:
        if evaluation.ratings.get(key) not in RATINGS:
            raise UnusableEvaluation(key)
    words = {"liked": evaluation.liked.strip(), "missed": evaluation.missed.strip()}
    for field, text in words.items():
        if len(text) > LONGEST_WORDS:
            raise UnusableEvaluation(field)
    return Evaluation({key: evaluation.ratings[key] for key in STATEMENTS}, **words)


def summary_of(evaluations: Sequence[Evaluation]) -> EvaluationSummary:
    """Means and words of a room."""
    if len(evaluations) < FEWEST_TOLD:
        return EvaluationSummary(len(evaluations), (), (), ())
    return EvaluationSummary(
        len(evaluations),
        tuple(StatementMean(key, _counts(key, evaluations)) for key in STATEMENTS),
        tuple(each.liked for each in evaluations if each.liked),
        tuple(each.missed for each in evaluations if each.missed),
    )


def _counts(key: str, evaluations: Sequence[Evaluation]) -> tuple[int, int, int, int]:
    given = [each.ratings.get(key) for each in evaluations]
    return (given.count(1), given.count(2), given.count(3), given.count(4))
