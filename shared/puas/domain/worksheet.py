"""The kertas kerja: every step of every figure, from answer counts to letter, as plain data that a page or PDF can print.

Each step says how it is calculated in words and numbers, holds the exact fraction, and the value as printed. Whoever
works the expressions by hand arrives at the printed figure; nothing in a result comes from anywhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from puas.domain.index_score import (
    POOLED,
    SERVICE_MEAN,
    IndexScore,
    UnitScore,
    UnsurScore,
    score_agencies,
    score_tally,
)
from puas.domain.member_scores import score_members
from puas.domain.printed_numbers import comma, thousands
from puas.domain.quality_grade import (
    NI_PLACES,
    NIK_PLACES,
    NRR_PLACES,
    ROUND_THEN_COMPARE,
    QualityGrade,
    grade,
)
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import LeftOutUnit, Policies, ResultSnapshot, UnitResult
from puas.domain.rounding import round_half_up
from puas.domain.tally import SCORES, Tally

_EXACT_PLACES = 6
UNIT_ANCHOR = "unit"


@dataclass(frozen=True, slots=True)
class Step:
    """One calculation: `expression` is how, `exact` the unrounded value, `printed` what stands in the report."""

    name: str
    expression: str
    exact: Fraction
    printed: Decimal

    @property
    def unrounded(self) -> str:
        """The exact value as a decimal with six places, and an ellipsis where it goes on."""
        return _decimal(self.exact)


@dataclass(frozen=True, slots=True)
class GradeStep:
    """Why this letter: the value that was compared, and the row of the mutu table it fell into."""

    compared: str
    interval: str
    mutu: str
    predikat: str


@dataclass(frozen=True, slots=True)
class UnsurSteps:
    """One unsur of one unit. Steps are None when nobody answered it; `counts` are answers by score 1 to 4."""

    slug: str
    name: str
    anchor: str
    counts: tuple[int, int, int, int]
    answered: int
    total: int
    total_expression: str
    nrr: Step | None
    weighted: Step | None
    nik: Step | None
    grade: GradeStep | None


@dataclass(frozen=True, slots=True)
class Part:
    """The calculation of one unit, with those of its members below it. Without `unsur` only its index is laid out."""

    anchor: str
    kind: str
    name: str
    respondents: int
    aggregation: str
    unsur: tuple[UnsurSteps, ...]
    ni: Step | None
    nik: Step | None
    grade: GradeStep | None
    reason: str | None
    reason_unsur: tuple[str, ...]
    parts: tuple["Part", ...]
    left_out: tuple[LeftOutUnit, ...]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The whole kertas kerja: the index by the result's policy, and by the other aggregation beside it."""

    edition_id: str
    edition_name: str
    policies: Policies
    weight_printed: str
    conversion: int
    bands: tuple[tuple[str, str, str], ...]
    unit: Part
    other: Part

    def part(self, anchor: str) -> Part | None:
        """The calculation with this anchor, wherever it stands."""
        return _search(self.unit, anchor)


def worksheet(result: ResultSnapshot, *, levels: int = 2) -> Worksheet:
    """Lay out every step behind a result's figures, from the counts in it.

    `levels` below the unit: 1 stops at a regency's agencies and tells of them the steps from NI to the letter; their unsur
    and services have sheets of their own.
    """
    sheet = _Sheet(edition(result.edition_id), result.policies, levels)
    unit, other = sheet.top(result)
    rule = sheet.rule
    return Worksheet(
        edition_id=rule.id,
        edition_name=rule.name,
        policies=result.policies,
        weight_printed=rule.weight(result.policies.weight).printed,
        conversion=rule.conversion,
        bands=tuple(
            (band.letter, band.label, f"{comma(band.nik_from)} – {comma(band.nik_to)}") for band in rule.bands
        ),
        unit=unit,
        other=other,
    )


class _Sheet:
    """Writes parts under one edition and one set of policies."""

    def __init__(self, rule: Edition, policies: Policies, levels: int) -> None:
        self.rule = rule
        self.policies = policies
        self.levels = levels

    def top(self, result: ResultSnapshot) -> tuple[Part, Part]:
        """The unit's calculation by the chosen aggregation, and by the other."""
        tally = Tally.of_counts(result.respondents, result.counts)
        units = result.units
        if any(each.units for each in units):
            scored = [(each.id, self._score_services(each.units).chosen, each.tally()) for each in units]
            unit = score_agencies(
                self.rule, scored, weight=self.policies.weight, aggregation=self.policies.aggregation
            )
        else:
            unit = self._score_services(units)
        name = result.agency.name if result.agency else result.tenant.name
        parts = tuple(self._member(each, self.levels) for each in units)
        members = [score for _, score in unit.members]
        chosen = self.policies.aggregation
        other = POOLED if chosen == SERVICE_MEAN else SERVICE_MEAN

        def part(aggregation: str, anchor: str, parts: tuple[Part, ...]) -> Part:
            score = unit.simple_mean if aggregation == SERVICE_MEAN else unit.pooled
            unsur = self._all_unsur(anchor, aggregation, score, tally, members)
            return self._part(anchor, result.scope, name, aggregation, score, unsur, parts, result.left_out)

        return part(chosen, UNIT_ANCHOR, parts), part(other, f"{UNIT_ANCHOR}-{other}", ())

    def _score_services(self, services: Sequence[UnitResult]) -> UnitScore:
        return score_members(self.rule.id, self.policies, services)

    def _member(self, unit: UnitResult, levels: int) -> Part:
        anchor = f"{unit.kind}-{unit.id}"
        if not unit.units:
            tally = unit.tally()
            score = score_tally(self.rule, tally, weight=self.policies.weight)
            unsur = self._all_unsur(anchor, POOLED, score, tally, [])
            return self._part(anchor, unit.kind, unit.name, POOLED, score, unsur, (), unit.left_out)
        scored, aggregation = self._score_services(unit.units), self.policies.aggregation
        if levels == 1:
            return self._part(anchor, unit.kind, unit.name, aggregation, scored.chosen, (), (), unit.left_out)
        members = [score for _, score in scored.members]
        unsur = self._all_unsur(anchor, aggregation, scored.chosen, unit.tally(), members)
        parts = tuple(self._member(each, levels - 1) for each in unit.units)
        return self._part(anchor, unit.kind, unit.name, aggregation, scored.chosen, unsur, parts, unit.left_out)

    def _part(
        self,
        anchor: str,
        kind: str,
        name: str,
        aggregation: str,
        score: IndexScore,
        unsur: tuple[UnsurSteps, ...],
        parts: tuple[Part, ...],
        left_out: tuple[LeftOutUnit, ...],
    ) -> Part:
        ni, nik, letter = self._index(score)
        return Part(
            anchor=anchor,
            kind=kind,
            name=name,
            respondents=score.respondents,
            aggregation=aggregation,
            unsur=unsur,
            ni=ni,
            nik=nik,
            grade=letter,
            reason=score.reason.code if score.reason else None,
            reason_unsur=score.reason.unsur if score.reason else (),
            parts=parts,
            left_out=left_out,
        )

    def _all_unsur(
        self, anchor: str, aggregation: str, score: IndexScore, tally: Tally, members: Sequence[IndexScore]
    ) -> tuple[UnsurSteps, ...]:
        averaged = members if aggregation == SERVICE_MEAN else ()
        return tuple(self._unsur(anchor, score.score_of(slug), tally, averaged) for slug in self.rule.slugs())

    def _unsur(
        self, anchor: str, score: UnsurScore, tally: Tally, members: Sequence[IndexScore]
    ) -> UnsurSteps:
        counts = tally.of(score.slug)
        steps = self._unsur_steps(score, members)
        return UnsurSteps(
            slug=score.slug,
            name=self.rule.unsur_named(score.slug).name,
            anchor=f"{anchor}-{score.slug}",
            counts=counts.as_tuple(),
            answered=counts.answered,
            total=counts.total,
            total_expression=" + ".join(
                f"{each} × {thousands(number)}" for each, number in zip(SCORES, counts.as_tuple(), strict=True)
            ),
            nrr=steps[0] if steps else None,
            weighted=steps[1] if steps else None,
            nik=steps[2] if steps else None,
            grade=None if steps is None else self._grade(steps[2].exact),
        )

    def _unsur_steps(
        self, score: UnsurScore, members: Sequence[IndexScore]
    ) -> tuple[Step, Step, Step] | None:
        if score.nrr is None:
            return None
        weight = self.rule.weight(self.policies.weight)
        answered = [each.score_of(score.slug) for each in members if each.score_of(score.slug).nrr is not None]
        if answered:
            expression = f"({' + '.join(_mean(each) for each in answered)}) ÷ {len(answered)}"
        else:
            expression = f"{thousands(score.total)} ÷ {thousands(score.answered)}"
        nrr = _step("NRR", expression, score.nrr, NRR_PLACES)
        weighted = _step(
            "NRR tertimbang", f"{_mean(score)} × {weight.printed}", score.nrr * weight.value, NRR_PLACES
        )
        conversion = self.rule.conversion
        nik = _step(
            "Nilai konversi", f"{_mean(score)} × {conversion}", score.nrr * conversion, NIK_PLACES
        )
        return nrr, weighted, nik

    def _index(self, score: IndexScore) -> tuple[Step | None, Step | None, GradeStep | None]:
        if score.ni is None or score.nik is None:
            return None, None, None
        weight = self.rule.weight(self.policies.weight).value
        addends = [_decimal(each.nrr * weight) for each in score.unsur if each.nrr is not None]
        ni = _step("NI", " + ".join(addends), score.ni, NI_PLACES)
        nik = _step("NIK", f"{_decimal(score.ni)} × {self.rule.conversion}", score.nik, NIK_PLACES)
        return ni, nik, self._grade(score.nik)

    def _grade(self, nik: Fraction) -> GradeStep:
        quality = grade(self.rule, nik, grading=self.policies.grading)
        by_printed = self.policies.grading == ROUND_THEN_COMPARE
        compared = comma(round_half_up(nik, NIK_PLACES)) if by_printed else _decimal(nik)
        return GradeStep(compared, _interval(self.rule, quality), quality.mutu, quality.predikat)


def _search(part: Part, anchor: str) -> Part | None:
    if part.anchor == anchor:
        return part
    found = (_search(each, anchor) for each in part.parts)
    return next((each for each in found if each is not None), None)


def _step(name: str, expression: str, value: Fraction, places: int) -> Step:
    return Step(name, expression, value, round_half_up(value, places))


def _interval(rule: Edition, quality: QualityGrade) -> str:
    position = rule.bands.index(quality.band)
    if position == 0:
        return f"di bawah {comma(rule.bands[1].nik_from)}"
    if position + 1 == len(rule.bands):
        return f"mulai {comma(quality.band.nik_from)}"
    return f"mulai {comma(quality.band.nik_from)}, di bawah {comma(rule.bands[position + 1].nik_from)}"


def _mean(score: UnsurScore) -> str:
    """A mean as sum over number, which can be found again in the counts; else as a decimal."""
    if score.nrr is None:
        return "–"
    if score.answered and Fraction(score.total, score.answered) == score.nrr:
        return f"{score.total}/{score.answered}"
    return _decimal(score.nrr)


def _decimal(value: Fraction) -> str:
    rounded = round_half_up(value, _EXACT_PLACES)
    text = comma(rounded).rstrip("0").rstrip(",")
    return text if Fraction(rounded) == value else f"{comma(rounded)}…"
