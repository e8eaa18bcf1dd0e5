"""A training's source with the rule it teaches and the figures of its examples, worked out once for a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from puas.domain.index_score import IndexScore, UnsurScore
from puas.domain.regulation.duties import Duties, duties_of
from puas.domain.regulation.edition import Edition, Unsur
from puas.domain.regulation.registry import edition
from puas.domain.sample_size import sample_size, spread_sample
from puas.domain.training_numbers import SeatNumbers, printed_index, score_counts, score_forms, weakest_first
from puas.domain.training_source import TrainedSession, TrainingSource
from puas.presentation.dates import date_range
from puas.presentation.numbers import average_number, index_number, whole_number
from puas_reporter.documents.skm_report.front_matter import print_accent

SAMPLE = "DATA CONTOH: angka dalam bahan ini rekaan untuk latihan"
SAMPLE_TENANT = "DATA CONTOH: nama dan identitas dalam bahan ini rekaan"
_COUNT_WORDS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "dua belas",
    "tiga belas", "empat belas", "lima belas",
)  # fmt: skip


@dataclass(frozen=True)
class Material:
    """The source, the rule, and what follows from both."""

    source: TrainingSource
    rule: Edition
    duties: Duties

    @property
    def session(self) -> TrainedSession:
        return self.source.session

    @property
    def example(self) -> SeatNumbers:
        return self.source.example

    @property
    def accent(self) -> str:
        return print_accent(self.session.letterhead.accent_colour)

    @property
    def number_of_unsur(self) -> str:
        """How many unsur there are, in a word."""
        return count_word(len(self.rule.unsur))

    @property
    def weight(self) -> str:
        """The exact weight of an unsur as the rule prints it: `1/9`."""
        return self.rule.weight("exact").printed

    @cached_property
    def index(self) -> IndexScore:
        """Of the ten questionnaires of the example."""
        return score_forms(self.rule, self.example.forms)

    @cached_property
    def counted(self) -> IndexScore:
        """Of the example of a worksheet."""
        return score_counts(self.rule, self.example.counts)

    @cached_property
    def weakest(self) -> tuple[UnsurScore, ...]:
        """The three lowest unsur of the worksheet's example."""
        return weakest_first(self.counted)[:3]

    @property
    def which_example(self) -> str:
        """Said wherever the figures of the worksheet's example stand, for they are not those of the ten questionnaires."""
        return f"Contoh kertas kerja {whole_number(self.counted.respondents)} responden, bukan contoh sepuluh kuesioner."

    @property
    def population(self) -> int:
        return sum(each.population for each in self.example.services)

    @property
    def sample(self) -> int:
        """How many respondents the example's services need together."""
        return sample_size(self.population)

    @property
    def spread(self) -> tuple[int, ...]:
        return spread_sample(self.sample, [each.population for each in self.example.services])

    @property
    def days(self) -> str:
        return date_range(self.session.starts_on, self.session.ends_on)

    @property
    def where(self) -> str:
        """Room and link, as far as they are known."""
        return " · ".join(each for each in (self.session.place, self.session.link) if each) or "tempat diumumkan kemudian"

    @property
    def whom(self) -> str:
        """For whom the training is."""
        return self.session.region or self.session.owner

    def unsur(self, slug: str) -> Unsur:
        return self.rule.unsur_named(slug)

    def nik_of(self, each: UnsurScore) -> Fraction:
        """An unsur on the scale of the index; zero where nobody answered."""
        return (each.nrr or Fraction(0)) * self.rule.conversion

    def named_values(self, scores: Sequence[UnsurScore]) -> str:
        """Unsur with their values on that scale, for whoever cannot see a chart of them."""
        return "; ".join(f"{self.unsur(each.slug).short} {self.converted(each)}" for each in scores)

    def converted(self, each: UnsurScore) -> str:
        """The same as it is printed."""
        return index_number(self.nik_of(each))


def count_word(number: int) -> str:
    """A small number in a word."""
    return _COUNT_WORDS[number] if number < len(_COUNT_WORDS) else str(number)


def material_of(source: TrainingSource, *, rule: Edition | None = None) -> Material:
    """The material of a source, by the edition it names or by one that is given."""
    known = rule or edition(source.session.edition_id)
    return Material(source, known, duties_of(known.id))


def index_words(rule: Edition, score: IndexScore) -> str:
    """`84,17, mutu B (Baik)`; of what has no index, why."""
    if score.nik is None:
        return "belum ada indeks"
    nik, letter, label = printed_index(rule, score)
    return f"{index_number(nik)}, mutu {letter} ({label})"


def mean(each: UnsurScore) -> str:
    return average_number(each.nrr)
