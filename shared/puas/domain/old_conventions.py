"""How offices arrived at the figures they printed: conventions besides the exact one, for recognising an old recap.

None of these is ever used to publish. Seen in practice: the printed weights 0,11 and 0,111, rounding the NRR or each
weighted part or NI before going on, and plain slips such as dividing nine unsur by ten.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from puas.domain.index_score import score_means
from puas.domain.regulation.edition import Edition
from puas.domain.rounding import exact, round_half_up, truncate

Means = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Convention:
    """A way of getting from nine NRR to an index. Slips are mistakes, the others approximations.

    `weight` is given where the index is NRR times a weight and nothing else: only there is it known how far rounded NRR
    can lead it astray.
    """

    id: str
    words: str
    slip: bool
    weight: str | None
    index: Callable[[Edition, Means], Fraction]


@dataclass(frozen=True, slots=True)
class Recognition:
    """A convention that gives a printed index: to the last printed digit, or within what rounding the NRR hides."""

    convention: Convention
    value: Fraction
    to_the_digit: bool


def recognise(edition: Edition, means: Mapping[str, Decimal], printed: Decimal) -> tuple[Recognition, ...]:
    """The conventions that lead from printed NRR to a printed index; those that fit to the digit first.

    When the exact one fits, the others say nothing: only where it does not is a convention an explanation.
    """
    exact_means = {slug: exact(mean) for slug, mean in means.items()}
    found = []
    for convention in conventions_of(edition):
        value = convention.index(edition, exact_means)
        if _prints_as(value, printed):
            found.append(Recognition(convention, value, to_the_digit=True))
        elif abs(value - exact(printed)) <= _hidden_by_rounding(edition, convention, means):
            found.append(Recognition(convention, value, to_the_digit=False))
    return tuple(sorted(found, key=lambda each: not each.to_the_digit))


def _prints_as(value: Fraction, printed: Decimal) -> bool:
    places = _places(printed)
    return printed in (round_half_up(value, places), truncate(value, places))


def _hidden_by_rounding(edition: Edition, convention: Convention, means: Mapping[str, Decimal]) -> Fraction:
    """How far the index can move while every NRR still prints the same."""
    if convention.weight is None:
        return Fraction(0)
    half_a_step = sum((Fraction(1, 2 * 10 ** _places(mean)) for mean in means.values()), Fraction(0))
    return half_a_step * edition.weight(convention.weight).value * edition.conversion


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _weighted(weight: str) -> Callable[[Edition, Means], Fraction]:
    def index(edition: Edition, means: Means) -> Fraction:
        nik = score_means(edition, means, weight=weight).nik
        if nik is None:
            raise ValueError("every unsur needs an NRR")
        return nik

    return index


def _rounded_means(weight: str) -> Callable[[Edition, Means], Fraction]:
    def index(edition: Edition, means: Means) -> Fraction:
        return _weighted(weight)(edition, {slug: exact(round_half_up(mean, 2)) for slug, mean in means.items()})

    return index


def _rounded_parts(weight: str, places: int) -> Callable[[Edition, Means], Fraction]:
    def index(edition: Edition, means: Means) -> Fraction:
        value = edition.weight(weight).value
        parts = (exact(round_half_up(mean * value, places)) for mean in means.values())
        return sum(parts, Fraction(0)) * edition.conversion

    return index


def _rounded_ni(places: int) -> Callable[[Edition, Means], Fraction]:
    def index(edition: Edition, means: Means) -> Fraction:
        ni = sum(means.values(), Fraction(0)) * edition.weight("exact").value
        return exact(round_half_up(ni, places)) * edition.conversion

    return index


def _divided_by_one_more(edition: Edition, means: Means) -> Fraction:
    return sum(means.values(), Fraction(0)) * edition.conversion / (len(edition.unsur) + 1)


_PARTS = {"0.111": (3, 2), "0.11": (2,), "0.071": (3,), "0.07": (2,)}
"""How many decimals of a weighted part are seen beside a printed weight."""

_PLACES_IN_WORDS = {1: "satu", 2: "dua", 3: "tiga"}
_NUMBERS_IN_WORDS = {9: ("sembilan", "sepuluh"), 14: ("empat belas", "lima belas")}


def conventions_of(edition: Edition) -> tuple[Convention, ...]:
    """The conventions seen under an edition: exact first, then its printed weights, then early rounding, then slips."""
    number = len(edition.unsur)
    legacy = [weight for weight in edition.weights if weight.legacy]
    rounded_weights = [(weight, places) for weight in legacy for places in _PARTS.get(weight.id, ())]
    right, wrong = _NUMBERS_IN_WORDS.get(number, (str(number), str(number + 1)))
    return (
        Convention("exact", f"bobot tepat 1/{number}", slip=False, weight="exact", index=_weighted("exact")),
        *(
            Convention(f"weight-{each.id}", f"bobot {each.printed}", slip=False, weight=each.id, index=_weighted(each.id))
            for each in legacy
        ),
        Convention("nrr-2-places", "NRR dibulatkan dua desimal", slip=False, weight=None, index=_rounded_means("exact")),
        *(
            Convention(
                f"nrr-2-places-{each.id}", f"NRR dua desimal, bobot {each.printed}", slip=False, weight=None, index=_rounded_means(each.id)
            )
            for each in legacy
        ),
        *(
            Convention(
                f"parts-{places}-places", f"tiap NRR tertimbang {_PLACES_IN_WORDS[places]} desimal", slip=False, weight=None,
                index=_rounded_parts("exact", places),
            )  # fmt: skip
            for places in (2, 3)
        ),
        *(
            Convention(
                f"parts-{places}-places-{weight.id}", f"NRR tertimbang {_PLACES_IN_WORDS[places]} desimal, bobot {weight.printed}",
                slip=False, weight=None, index=_rounded_parts(weight.id, places),
            )  # fmt: skip
            for weight, places in rounded_weights
        ),
        Convention("ni-2-places", "NI dibulatkan dua desimal lalu dikali 25", slip=False, weight=None, index=_rounded_ni(2)),
        Convention("ni-3-places", "NI dibulatkan tiga desimal lalu dikali 25", slip=False, weight=None, index=_rounded_ni(3)),
        Convention("divided-by-ten", f"dibagi {wrong}, bukan {right}", slip=True, weight=None, index=_divided_by_one_more),
    )
