"""Units are compared only where enough people were asked."""

from decimal import Decimal

from puas.domain.ranking import RANKED, UNDER_SAMPLE, WITHOUT_INDEX, WITHOUT_TARGET, Contender, rank, shared_ranks


def _unit(name: str, nik: str | None, respondents: int = 100, target: int | None = 80) -> Contender:
    return Contender(name, name, None if nik is None else Decimal(nik), respondents, target)


def _seen(*units: Contender) -> list[tuple[str, str, int | None]]:
    return [(place.contender.name, place.standing, place.rank) for place in rank(units)]


def test_the_best_index_of_those_with_enough_respondents_leads() -> None:
    assert _seen(_unit("a", "81.00"), _unit("b", "90.00"), _unit("few", "99.00", respondents=79)) == [
        ("b", RANKED, 1),
        ("a", RANKED, 2),
        ("few", UNDER_SAMPLE, None),
    ]


def test_exactly_the_sample_is_enough() -> None:
    assert _seen(_unit("a", "81.00", respondents=80)) == [("a", RANKED, 1)]


def test_equal_printed_values_share_a_rank_and_the_next_is_skipped() -> None:
    assert [rank for _, _, rank in _seen(_unit("c", "80.00"), _unit("b", "88.31"), _unit("a", "88.31"))] == [1, 1, 3]


def test_unknown_population_and_missing_index_are_listed_without_rank() -> None:
    assert _seen(_unit("none", None), _unit("open", "85.00", target=None), _unit("zero", "86.00", target=0)) == [
        ("zero", WITHOUT_TARGET, None),
        ("open", WITHOUT_TARGET, None),
        ("none", WITHOUT_INDEX, None),
    ]


def test_what_cannot_be_compared_stands_by_its_index_whatever_the_reason() -> None:
    seen = _seen(_unit("open", "85.00", target=None), _unit("few", "90.00", respondents=1), _unit("zero", "95.00", target=0))
    assert [name for name, _, _ in seen] == ["zero", "few", "open"]


def test_values_alone_are_ranked_the_same_way() -> None:
    values = {"a": Decimal(1), "b": Decimal(3), "c": Decimal(3), "d": Decimal(2)}
    assert shared_ranks(values) == {"b": 1, "c": 1, "d": 3, "a": 4}
