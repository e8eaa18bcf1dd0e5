"""Checks one line of an old recap: sums, NRR, weighted parts, NI, NIK, letter, each against what it should follow from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from puas.domain.old_recap_explain import (
    LIKELY,
    OPEN,
    PRINTED_NRR,
    ROUNDED_NRR,
    SURE,
    Basis,
    Explanation,
    explain,
    half_a_step,
    is_cut_to,
    prints_as,
    swapped_digits,
)
from puas.domain.old_recap_findings import (
    ANSWERS,
    INDEX,
    LABELS,
    LETTER,
    NI,
    NOTHING,
    NRR,
    PART,
    PRINTED_NIK,
    RANGE,
    RESPONDENTS,
    RULE,
    SUM,
    SUMS,
    Finding,
)
from puas.domain.old_recap_findings import PRINTED_NRR as FROM_NRR
from puas.domain.old_recap_tables import Printed, RecapLine, span
from puas.domain.old_recap_words import FOURTEEN, NINE, NINE_OF_2014
from puas.domain.printed_numbers import comma
from puas.domain.quality_grade import grade
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.rounding import exact, round_half_up

_SWAPPED = {"pengaduan": "sarpras", "sarpras": "pengaduan"}
_FIRST_YEAR_OF_NINE = 2014
_FIRST_YEAR_IN_FORCE = 2017
_LETTERS = "DCBA"
_HIGHEST_MEAN = 5


@dataclass(slots=True)
class LineAudit:
    """A line under audit: the rule it was computed and graded by, what it can be recomputed from, and what was found."""

    line: RecapLine
    number: int
    rule: Edition
    grading_rule: Edition
    basis: Basis | None = None
    basis_kind: str = NOTHING
    explanation: Explanation | None = None
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, printed: str, expected: str, explanation: Explanation, *, cell: str, detail: str = "") -> None:
        """Note a finding about this line."""
        line, causes, certainty = self.line, explanation.causes, explanation.certainty
        self.findings.append(Finding(code, line.sheet, cell, line.title, self.number, printed, expected, causes, certainty, detail))

    def index(self) -> Printed | None:
        """The printed index, on whichever scale."""
        return self.line.nik or self.line.ni or self.line.weighted_total

    def printed_nik(self) -> Decimal | None:
        """The printed index on the scale of 25 to 100."""
        index = self.index()
        if index is None:
            return None
        return index.value if self.line.nik else round_half_up(exact(index.value) * self.rule.conversion, 2)

    def exact_nik(self) -> Fraction | None:
        """The recomputed index; None where there is nothing to compute it from."""
        return self.basis.exact_nik() if self.basis else None


def audit_line(line: RecapLine, number: int) -> LineAudit:
    """Check a line against itself."""
    rule = edition(line.edition_id)
    audit = LineAudit(line, number, rule, grading_rule_of(line))
    _check_rule(audit)
    _check_sums(audit)
    means = _check_means(audit)
    _check_people(audit)
    audit.basis, audit.basis_kind = _basis(audit, means)
    _check_parts(audit)
    _check_index(audit)
    _check_interval(audit)
    _check_letters(audit)
    return audit


def grading_rule_of(line: RecapLine) -> Edition:
    """The rule whose letters the line should carry: by its unsur, else by its year; in 2017 both were in use."""
    if line.edition_id != NINE or line.year is None or line.year > _FIRST_YEAR_IN_FORCE:
        return edition(line.edition_id)
    old = edition(NINE_OF_2014)
    if line.year < _FIRST_YEAR_OF_NINE:
        return edition(FOURTEEN)
    if line.year < _FIRST_YEAR_IN_FORCE:
        return old
    if line.mutu is None or line.nik is None:
        return edition(NINE)
    fits_new = grade(edition(NINE), line.nik.value).mutu == line.mutu.value
    return old if not fits_new and grade(old, line.nik.value).mutu == line.mutu.value else edition(NINE)


def _check_rule(audit: LineAudit) -> None:
    line = audit.line
    if line.edition_id == FOURTEEN and line.year is not None and line.year > _FIRST_YEAR_IN_FORCE:
        audit.add(RULE, "14 unsur", "9 unsur", Explanation(("edition-outdated",), SURE), cell="", detail=str(line.year))


def _check_sums(audit: LineAudit) -> None:
    line = audit.line
    if line.answers is None:
        return
    printed = {slug: each.total for slug, each in line.unsur.items() if each.total is not None and slug in line.answers.totals}
    wrong = {slug: total for slug, total in printed.items() if total.value != line.answers.totals[slug]}
    if wrong and set(wrong) <= set(_SWAPPED) and all(total.value == line.answers.totals[_SWAPPED[slug]] for slug, total in wrong.items()):
        _labels(audit, wrong)
        return
    for slug, total in wrong.items():
        right = line.answers.totals[slug]
        causes = ("digits-swapped",) if swapped_digits(Decimal(right), total) else ("sum-wrong",)
        audit.add(SUM, comma(total.value), str(right), Explanation(causes, SURE), cell=total.cell, detail=slug)


def _labels(audit: LineAudit, cells: Mapping[str, Printed]) -> None:
    line = audit.line
    if not line.order_known or (line.answers is not None and not line.answers.order_known):
        return
    found = [each.cell for each in cells.values()]
    if all(finding.code != LABELS for finding in audit.findings):
        audit.add(LABELS, "", "", Explanation(("labels-swapped",), SURE), cell=span(found))


def _check_means(audit: LineAudit) -> Mapping[str, Mapping[str, Fraction]]:
    """Check printed NRR against answers; returns the NRR an office may have gone on with, by their slip."""
    line = audit.line
    right = _exact_means(line)
    printed = {slug: each.nrr for slug, each in line.unsur.items() if each.nrr is not None}
    variants = _other_denominators(line)
    wrong = {slug: nrr for slug, nrr in printed.items() if slug in right and not prints_as(right[slug], nrr)}
    if wrong:
        _explain_means(audit, wrong, right, variants)
    if printed and right and len(printed) == len(right):
        cause = PRINTED_NRR if wrong else ROUNDED_NRR
        variants = {**variants, cause: {slug: exact(nrr.value) for slug, nrr in printed.items()}}
    return variants


def _explain_means(
    audit: LineAudit, wrong: Mapping[str, Printed], right: Mapping[str, Fraction], variants: Mapping[str, Mapping[str, Fraction]]
) -> None:
    if set(wrong) == set(_SWAPPED) and all(prints_as(right[_SWAPPED[slug]], nrr) for slug, nrr in wrong.items()):
        _labels(audit, wrong)
        return
    first = next(iter(wrong))
    shown, expected = comma(wrong[first].value), comma(round_half_up(right[first], max(2, min(wrong[first].places, 4))))
    for cause, means in variants.items():
        if all(slug in means and prints_as(means[slug], nrr) for slug, nrr in wrong.items()):
            audit.add(NRR, shown, expected, Explanation((cause,), SURE), cell=span([nrr.cell for nrr in wrong.values()]), detail=first)
            return
    if all(is_cut_to(right[slug], nrr) for slug, nrr in wrong.items()):
        cells = span([nrr.cell for nrr in wrong.values()])
        audit.add(NRR, shown, expected, Explanation(("nrr-truncated",), SURE), cell=cells, detail=first)
        return
    for slug, nrr in wrong.items():
        value = round_half_up(right[slug], max(1, min(nrr.places, 4)))
        causes = ("digits-swapped",) if swapped_digits(value, nrr) else ("nrr-wrong",)
        audit.add(NRR, comma(nrr.value), comma(value), Explanation(causes, SURE), cell=nrr.cell, detail=slug)


def _exact_means(line: RecapLine) -> dict[str, Fraction]:
    if line.answers is not None:
        return line.answers.means()
    people = line.respondents.value if line.respondents else None
    if not people:
        return {}
    return {slug: exact(each.total.value) / exact(people) for slug, each in line.unsur.items() if each.total is not None}


def _other_denominators(line: RecapLine) -> dict[str, dict[str, Fraction]]:
    """NRR by wrong numbers of people: blanks counted in, the row of sums counted as a person, one person forgotten."""
    answers = line.answers
    if answers is None:
        return {}
    found: dict[str, dict[str, Fraction]] = {}
    if any(number < answers.respondents for number in answers.answered.values()):
        found["blanks-counted"] = {slug: Fraction(total, answers.respondents) for slug, total in answers.totals.items()}
    found["divisor-one-more"] = {slug: Fraction(total, answers.answered[slug] + 1) for slug, total in answers.totals.items()}
    if min(answers.answered.values(), default=0) > 1:
        found["divisor-one-less"] = {slug: Fraction(total, answers.answered[slug] - 1) for slug, total in answers.totals.items()}
    found["total-row-counted"] = {slug: Fraction(2 * total, answers.answered[slug] + 1) for slug, total in answers.totals.items()}
    return found


def _check_people(audit: LineAudit) -> None:
    line = audit.line
    if line.answers is None or line.respondents is None or line.respondents.value == line.answers.respondents:
        return
    explanation = Explanation(("respondents-wrong",), SURE)
    audit.add(RESPONDENTS, str(line.respondents.value), str(line.answers.respondents), explanation, cell=line.respondents.cell)


def _basis(audit: LineAudit, variants: Mapping[str, Mapping[str, Fraction]]) -> tuple[Basis | None, str]:
    line, wanted = audit.line, set(audit.rule.slugs())
    scale = line.answers.scale if line.answers else 4
    right = _exact_means(line)
    if set(right) == wanted and max(right.values()) <= _HIGHEST_MEAN:
        kind = ANSWERS if line.answers is not None else SUMS
        return Basis(audit.rule, right, Fraction(0), scale, line.stated_weight, variants), kind
    for kind, name, factor in ((FROM_NRR, "nrr", 1), (PRINTED_NIK, "nik", 25)):
        printed = {slug: getattr(each, name) for slug, each in line.unsur.items() if getattr(each, name) is not None}
        if set(printed) != wanted:
            continue
        means = {slug: exact(each.value) / factor for slug, each in printed.items()}
        margin = sum((half_a_step(each) for each in printed.values()), Fraction(0)) / len(printed) * 25 / factor
        if max(means.values()) > _HIGHEST_MEAN:
            continue
        if any(mean > 4 for mean in means.values()):
            scale = 5
        return Basis(audit.rule, means, margin, scale, line.stated_weight), kind
    return None, NOTHING


def _check_parts(audit: LineAudit) -> None:
    """Weighted parts must be NRR times one and the same weight."""
    parts = {slug: each.weighted for slug, each in audit.line.unsur.items() if each.weighted is not None}
    if audit.basis is None or len(parts) < 5 or audit.basis.scale != 4:
        return
    fits = {weight.id: [slug for slug, part in parts.items() if _is_part(audit, slug, part, weight.value)] for weight in audit.rule.weights}
    best = max(fits, key=lambda each: len(fits[each]))
    wrong = [slug for slug in parts if slug not in fits[best]]
    if not 0 < len(wrong) <= 2:
        return
    for slug in wrong:
        right = round_half_up(audit.basis.means[slug] * audit.rule.weight(best).value, parts[slug].places)
        audit.add(PART, comma(parts[slug].value), comma(right), Explanation(("part-wrong",), SURE), cell=parts[slug].cell, detail=slug)


def _is_part(audit: LineAudit, slug: str, part: Printed, weight: Fraction) -> bool:
    printed = audit.line.unsur[slug].nrr
    right = audit.basis.means[slug] if audit.basis else Fraction(0)
    means = [right, *([exact(printed.value)] if printed else [])]
    slack = half_a_step(part) + (half_a_step(printed) * weight if printed else 0)
    # Cut instead of rounded is no wrong part.
    return any(abs(mean * weight - exact(part.value)) <= slack or is_cut_to(mean * weight, part) for mean in means)


def _check_index(audit: LineAudit) -> None:
    printed, basis = audit.index(), audit.basis
    if printed is None:
        return
    lowest, highest = audit.rule.bands[0].nik_from, audit.rule.bands[-1].nik_to
    nik = audit.printed_nik()
    if nik is not None and not lowest - Decimal("0.25") <= nik <= highest and (basis is None or basis.scale == 4):
        audit.add(RANGE, comma(printed.value), f"{comma(lowest)}–{comma(highest)}", Explanation((), OPEN), cell=printed.cell)
    if basis is None:
        return
    explanation = explain(basis, printed)
    if explanation is None:
        return
    if not explanation.causes:
        explanation = _explain_by_copying(audit, basis, printed)
    audit.explanation = explanation
    scale = 1 if printed.value > 5 else 25
    places = max(2, min(printed.places, 3))
    audit.add(INDEX, comma(_tidy(printed.value)), comma(round_half_up(basis.exact_nik() / scale, places)), explanation, cell=printed.cell)


def _explain_by_copying(audit: LineAudit, basis: Basis, printed: Printed) -> Explanation:
    scale = 1 if printed.value > 5 else 25
    step = Fraction(1, 10 ** min(printed.places, 4))
    value, room = basis.exact_nik() / scale, basis.margin / scale
    around = [value + number * step for number in range(-int(room / step), int(room / step) + 1)]
    is_swapped = any(swapped_digits(round_half_up(each, printed.places), printed) for each in around)
    return Explanation(("digits-swapped",), LIKELY) if is_swapped else Explanation((), OPEN)


def _tidy(value: Decimal) -> Decimal:
    """A sheet's unrounded quotient as people would see it."""
    return round_half_up(exact(value), 4) if value.as_tuple().exponent < -4 else value  # type: ignore[operator]


def _check_interval(audit: LineAudit) -> None:
    line = audit.line
    interval = line.weighted_total or line.ni
    unexplained = any(each.code == INDEX and not each.causes for each in audit.findings)
    if line.nik is None or interval is None or interval.places >= 7 or unexplained:
        return
    nik = Decimal(round_half_up(exact(line.nik.value), 4)) if line.nik.places > 4 else line.nik.value
    if _interval_fits(audit.rule, interval, line.nik) or (audit.basis is not None and audit.basis.scale != 4):
        return
    cut = Printed(interval.value, interval.cell)
    is_cut = is_cut_to(exact(nik) / audit.rule.conversion, cut)
    right = round_half_up(exact(nik) / audit.rule.conversion, max(2, interval.places))
    cause = "ni-truncated" if is_cut else "ni-does-not-fit"
    audit.add(NI, comma(interval.value), comma(right), Explanation((cause,), SURE), cell=interval.cell, detail=comma(nik))


def _interval_fits(rule: Edition, ni: Printed, nik: Printed) -> bool:
    """Whether one unrounded value prints as both, each rounded half up: 3,73 / 93,16 does, 3,53 / 88,40 does not."""
    room = half_a_step(ni) * rule.conversion + half_a_step(nik)
    return abs(exact(ni.value) * rule.conversion - exact(nik.value)) <= room


def _check_letters(audit: LineAudit) -> None:
    line, nik = audit.line, audit.printed_nik()
    if line.mutu is not None and nik is not None:
        _check_letter(audit, nik, line.mutu.value, line.mutu.cell)
    for slug, each in line.unsur.items():
        if each.mutu is None:
            continue
        value = each.nik.value if each.nik else round_half_up(exact(each.nrr.value) * 25, 2) if each.nrr else None
        if value is not None:
            _check_letter(audit, value, each.mutu.value, each.mutu.cell, slug)


def _check_letter(audit: LineAudit, nik: Decimal, written: str, cell: str, slug: str = "") -> None:
    rule = audit.grading_rule
    nik = round_half_up(exact(nik), 2)
    right = grade(rule, nik).mutu
    if written == right:
        return
    causes = tuple(_reasons_for(audit, nik, written, slug)) or ("letter-wrong",)
    audit.add(LETTER, written, right, Explanation(causes, SURE if len(causes) == 1 else LIKELY), cell=cell, detail=slug or comma(nik))


def _reasons_for(audit: LineAudit, nik: Decimal, written: str, slug: str) -> list[str]:
    rule = audit.grading_rule
    causes = []
    other = edition(FOURTEEN) if rule.bands != edition(FOURTEEN).bands else edition(NINE)
    if grade(other, nik).mutu == written:
        causes.append("bands-2004" if other.id == FOURTEEN else "bands-2017")
    one_lower = _LETTERS.find(written) == _LETTERS.find(grade(rule, nik).mutu) - 1
    if one_lower and any(nik == band.nik_from for band in rule.bands[1:]):
        causes.append("strict-comparison")
    if audit.basis is not None and not slug and audit.basis.exact_nik() < exact(nik) and one_lower:
        if grade(rule, audit.basis.exact_nik(), grading="compare-unrounded").mutu == written:
            causes.append("unrounded-comparison")
    rounded_ni = round_half_up(exact(nik) / rule.conversion, 2)
    if grade(rule, exact(rounded_ni) * rule.conversion).mutu == written:
        causes.append("letter-from-ni")
    return causes


def with_copied_index(audit: LineAudit, other: str) -> None:
    """The unexplained index turned out to be another line's."""
    audit.explanation = Explanation(("copied-index",), LIKELY)
    audit.findings = [
        replace(finding, causes=("copied-index",), certainty=LIKELY, detail=other) if finding.code == INDEX else finding
        for finding in audit.findings
    ]

