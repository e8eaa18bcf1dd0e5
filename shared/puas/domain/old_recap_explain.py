"""How a printed index came about: the exact figure first, then every convention and slip that offices were seen to make.

Explanations are tried in tiers, the simplest first; all of the first tier that fits are named, because figures alone
cannot tell them apart. A printed figure that the exact way reaches, to the digit or within what rounded NRR hide, needs none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from puas.domain.old_conventions import Convention, conventions_of
from puas.domain.old_recap_tables import Printed
from puas.domain.regulation.edition import Edition
from puas.domain.rounding import exact, round_half_up, truncate

SURE = "sure"
LIKELY = "likely"
OPEN = "open"

TRUNCATED = "truncated"
COLUMN_MISSED = "column-missed"
TIMES_TWENTY = "times-twenty"
FIVE_POINT = "five-point"
FIVE_POINT_TIMES_25 = "five-point-times-25"
PRINTED_NRR = "printed-nrr"
ROUNDED_NRR = "rounded-nrr"

_TWENTY = 20
_HIGHEST_INTERVAL = 5
# A sheet's own quotient is right to its last binary digit, not to every decimal it shows.
_UNROUNDED_PLACES = 7
# Ways that round in between are believed within their ends only where these lie close together.
_NARROW = Fraction(1, 20)
_UNROUNDED_SLACK = Fraction(1, 10**7)

Means = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Basis:
    """What an index can be recomputed from.

    `margin` is how far the exact NIK can move while every figure it is computed from prints the same: nothing where the
    answers are known. `variants` are other NRR that an office may have gone on with, by the slip that makes them.
    """

    edition: Edition
    means: Means
    margin: Fraction
    scale: int = 4
    stated_weight: str = ""
    variants: Mapping[str, Means] = field(default_factory=dict)

    def exact_nik(self) -> Fraction:
        """The index on the scale of 25 to 100; of a five-point form, in proportion."""
        factor = self.edition.conversion if self.scale == 4 else _TWENTY
        return sum(self.means.values(), Fraction(0)) / len(self.means) * factor


@dataclass(frozen=True, slots=True)
class Explanation:
    """The ways that lead to a printed figure, the most usual first; more than one cannot be told apart."""

    causes: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to an index: its value, and how far that can lie while the NRR print the same. `is_plain`: nothing rounded between."""

    cause: str
    value: Fraction
    lowest: Fraction
    highest: Fraction
    is_plain: bool = True


def prints_as(value: Fraction, printed: Printed) -> bool:
    """Whether a value, rounded half up, is the printed one."""
    if printed.places >= _UNROUNDED_PLACES:
        return abs(value - exact(printed.value)) <= _UNROUNDED_SLACK
    return round_half_up(value, printed.places) == printed.value


def is_cut_to(value: Fraction, printed: Printed) -> bool:
    """Whether a value, cut instead of rounded, is the printed one."""
    return truncate(value, printed.places) == printed.value and not prints_as(value, printed)


def half_a_step(printed: Printed) -> Fraction:
    """What rounding of a printed figure hides."""
    return Fraction(0) if printed.places >= _UNROUNDED_PLACES else Fraction(1, 2 * 10**printed.places)


def is_exact(basis: Basis, printed: Printed) -> bool:
    """Whether the exact way gives the printed figure, or may have."""
    value = _on_scale_of(printed, basis.exact_nik())
    if prints_as(value, printed):
        return True
    margin = _on_scale_of(printed, basis.margin)
    return bool(margin) and abs(value - exact(printed.value)) <= margin + half_a_step(printed)


def explain(basis: Basis, printed: Printed) -> Explanation | None:
    """How the printed index (NIK, or NI) came about; None where the exact way gives it."""
    if basis.scale != 4:
        return _explain_five_point(basis, printed)
    if is_exact(basis, printed):
        return None
    simple = list(_simple(basis))
    fitting = [way.cause for way in simple if prints_as(_on_scale_of(printed, way.value), printed)]
    if is_cut_to(_on_scale_of(printed, basis.exact_nik()), printed):
        fitting.append(TRUNCATED)
    fitting += [way.cause for way in simple if (way.is_plain or way.highest - way.lowest <= _NARROW) and _within(way, printed)]
    if fitting:
        return _explanation(fitting, SURE, basis.stated_weight)
    combined = [way.cause for way in _combined(basis) if prints_as(_on_scale_of(printed, way.value), printed)]
    combined = combined or [way.cause for way in simple if _within(way, printed)]
    return _explanation(combined, LIKELY, basis.stated_weight) if combined else Explanation((), OPEN)


def _explanation(causes: list[str], certainty: str, stated_weight: str) -> Explanation:
    """What the recap says of its own weight comes first."""
    if len(set(causes)) > 1:
        # That the index follows from the printed NRR says nothing where it is known how those came about.
        causes = [cause for cause in causes if cause not in (PRINTED_NRR, ROUNDED_NRR)]
    ordered = sorted(dict.fromkeys(causes), key=lambda cause: not (stated_weight and cause.endswith(f"-{stated_weight}")))
    is_told = stated_weight and ordered[0].endswith(f"-{stated_weight}")
    return Explanation(tuple(ordered), certainty if len(ordered) == 1 or is_told else LIKELY)


def _explain_five_point(basis: Basis, printed: Printed) -> Explanation:
    if is_exact(basis, printed):
        return Explanation((FIVE_POINT,), SURE)
    times_25 = basis.exact_nik() * basis.edition.conversion / _TWENTY
    if prints_as(_on_scale_of(printed, times_25), printed):
        return Explanation((FIVE_POINT_TIMES_25,), SURE)
    return Explanation((FIVE_POINT,), LIKELY)


def _on_scale_of(printed: Printed, nik: Fraction) -> Fraction:
    return nik / 25 if printed.value <= _HIGHEST_INTERVAL else nik


def _simple(basis: Basis) -> Iterator[_Way]:
    """One deviation from the exact way."""
    rule, number = basis.edition, len(basis.means)
    for convention in conventions_of(rule):
        if convention.id != "exact":
            yield _way(convention, basis)
    for slug in basis.means:
        yield _linear(f"{COLUMN_MISSED}:{slug}", basis, _without(basis, slug) * 25 / number, Fraction(number - 1, number))
    yield _linear(TIMES_TWENTY, basis, basis.exact_nik() * _TWENTY / 25, Fraction(_TWENTY, 25))
    exactly = conventions_of(rule)[0]
    for cause, means in basis.variants.items():
        if set(means) == set(basis.means) and means != basis.means:
            yield _linear(cause, basis, exactly.index(rule, means), Fraction(1))


def _combined(basis: Basis) -> Iterator[_Way]:
    """A slip in the NRR and an approximation after it."""
    for cause, means in basis.variants.items():
        if set(means) != set(basis.means) or means == basis.means:
            continue
        for convention in conventions_of(basis.edition):
            if convention.id != "exact":
                yield _linear(f"{cause}+{convention.id}", basis, convention.index(basis.edition, means), Fraction(1))
    for weight in basis.edition.weights:
        for slug in basis.means if weight.legacy else ():
            value = _without(basis, slug) * weight.value * 25
            yield _linear(f"{COLUMN_MISSED}:{slug}+weight-{weight.id}", basis, value, Fraction(1))


def _without(basis: Basis, slug: str) -> Fraction:
    return sum((mean for each, mean in basis.means.items() if each != slug), Fraction(0))


def _linear(cause: str, basis: Basis, value: Fraction, share: Fraction) -> _Way:
    room = basis.margin * share
    return _Way(cause, value, value - room, value + room)


def _way(convention: Convention, basis: Basis) -> _Way:
    value = convention.index(basis.edition, basis.means)
    if not basis.margin:
        return _Way(convention.id, value, value, value)
    # Every convention grows with its NRR, so the ends of their intervals give the ends of the index.
    step = basis.margin / 25
    ends = [
        convention.index(basis.edition, {slug: mean + sign * step for slug, mean in basis.means.items()}) for sign in (-1, 1)
    ]
    return _Way(convention.id, value, ends[0], ends[1], is_plain=convention.weight is not None or convention.slip)


def _within(way: _Way, printed: Printed) -> bool:
    """Whether the NRR as printed leave room for this way."""
    if way.lowest == way.highest:
        return False
    room = half_a_step(printed)
    return _on_scale_of(printed, way.lowest) - room <= exact(printed.value) <= _on_scale_of(printed, way.highest) + room


def swapped_digits(value: Decimal, printed: Printed) -> bool:
    """Whether two neighbouring digits changed places in copying: 88,31 printed 83,81."""
    right, written = (format(each, "f").replace(".", "") for each in (value, printed.value))
    if len(right) != len(written) or right == written:
        return False
    apart = [index for index, (one, other) in enumerate(zip(right, written, strict=True)) if one != other]
    first, last = apart[0], apart[-1]
    return len(apart) == 2 and last == first + 1 and right[first] == written[last] and right[last] == written[first]
