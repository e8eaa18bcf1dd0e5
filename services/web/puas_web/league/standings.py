"""Who stands where in the league: by index, participation, improvement or kept promises; who cannot be ranked, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from puas.db.queries.shared_figures import FigureLine
from puas.domain.rank_range import RankRange, is_surely_different, rank_ranges
from puas.domain.ranking import RANKED, UNDER_SAMPLE, WITHOUT_INDEX, WITHOUT_TARGET, Contender, rank, shared_ranks
from puas_web.province_board import Board, RegencyRow

BY_INDEX, BY_PARTICIPATION, BY_IMPROVEMENT, BY_PROMISES = "indeks", "partisipasi", "kenaikan", "janji"
WITHOUT_PREVIOUS, RULE_CHANGED, WITHOUT_PROMISES, SUPPRESSED = "without_previous", "rule_changed", "without_promises", "suppressed"


@dataclass(frozen=True, slots=True)
class LeagueLine:
    """A regency's place. `reason` says why it has no rank; `previous_rank` is that of the scope before."""

    row: RegencyRow
    rank: int | None
    reason: str
    range: RankRange | None = None
    previous_rank: int | None = None
    is_sure_change: bool | None = None

    @property
    def moved(self) -> int | None:
        """Places gained since the scope before; negative where it lost some."""
        return None if self.rank is None or self.previous_rank is None else self.previous_rank - self.rank


def league(board: Board, order: str) -> list[LeagueLine]:
    """The regencies on board, ranked ones first; an unknown order is that of the index."""
    rows = {str(row.entry.tenant_id): row for row in board.rows if row.entry.is_on_board}
    return _ORDERS.get(order, _by_index)(rows)


def contender_of(key: str, name: str, figure: FigureLine | None) -> Contender:
    """A unit as the ranking rules ask for it."""
    if figure is None:
        return Contender(key, name, None, 0, None)
    return Contender(key, name, figure.nik, figure.respondents or 0, figure.sample_target)


def ranges_of(shown: Sequence[FigureLine], ranked: Sequence[FigureLine]) -> dict[tuple[int, str], RankRange]:
    """Between which ranks the shown units could stand among all ranked ones."""
    measured = {(each.tenant_id, str(each.unit_id)): (each.nik, each.margin) for each in shown if each.nik is not None}
    among = tuple((each.nik, each.margin) for each in ranked if each.nik is not None)
    return dict(zip(measured, rank_ranges(tuple(measured.values()), among), strict=True))


def _by_index(rows: Mapping[str, RegencyRow]) -> list[LeagueLine]:
    places = rank(contender_of(key, row.entry.name, row.figure) for key, row in rows.items())
    earlier = rank(contender_of(key, row.entry.name, row.previous) for key, row in rows.items())
    before = {each.contender.key: each.rank for each in earlier}
    ranked = [figure for each in places if each.standing == RANKED and (figure := rows[each.contender.key].figure) is not None]
    ranges = ranges_of(ranked, ranked)
    lines = []
    for place in places:
        row = rows[place.contender.key]
        is_hidden = row.figure is not None and row.figure.is_suppressed
        reason = SUPPRESSED if is_hidden else "" if place.standing == RANKED else place.standing
        found = ranges.get((row.figure.tenant_id, str(row.figure.unit_id))) if row.figure and place.rank else None
        lines.append(LeagueLine(row, place.rank, reason, found, before.get(place.contender.key)))
    return lines


def _by_participation(rows: Mapping[str, RegencyRow]) -> list[LeagueLine]:
    def share(row: RegencyRow) -> Fraction | str:
        if row.counts is None or not row.counts.sample_target:
            return WITHOUT_TARGET
        return Fraction(row.counts.respondents, row.counts.sample_target)

    return _by(rows, share)


def _by_improvement(rows: Mapping[str, RegencyRow]) -> list[LeagueLine]:
    def gain(row: RegencyRow) -> Decimal | str:
        found = row.change
        if row.figure is None or row.figure.nik is None:
            return WITHOUT_INDEX
        if found is None:
            return WITHOUT_PREVIOUS
        if found.rule_changed:
            return RULE_CHANGED
        under = any(each is None or contender_is_short(each) for each in (row.figure, row.previous))
        return UNDER_SAMPLE if under else found.amount

    return _by(rows, gain)


def _by_promises(rows: Mapping[str, RegencyRow]) -> list[LeagueLine]:
    def kept(row: RegencyRow) -> Fraction | str:
        if row.counts is None or not row.counts.promises:
            return WITHOUT_PROMISES
        return Fraction(row.counts.promises_done, row.counts.promises)

    return _by(rows, kept)


def contender_is_short(figure: FigureLine) -> bool:
    """Whether fewer people answered than the sample asks, or nobody knows how many it asks."""
    return not figure.sample_target or (figure.respondents or 0) < figure.sample_target


def _by(rows: Mapping[str, RegencyRow], measure: Callable[[RegencyRow], Fraction | Decimal | str]) -> list[LeagueLine]:
    """Ranked by a number, or left out for the reason the measure gives instead of one."""
    measured = {key: measure(row) for key, row in rows.items()}
    ranks = shared_ranks({key: value for key, value in measured.items() if not isinstance(value, str)})
    lines = [
        LeagueLine(row, ranks.get(key), value if isinstance(value := measured[key], str) else "", is_sure_change=_is_sure(row))
        for key, row in rows.items()
    ]
    return sorted(lines, key=lambda each: (each.rank is None, each.rank or 0, each.row.entry.name.casefold()))


def _is_sure(row: RegencyRow) -> bool | None:
    """Whether the index moved by more than chance explains; None where there are not two of them."""
    if row.figure is None or row.figure.nik is None or row.previous is None or row.previous.nik is None:
        return None
    return is_surely_different((row.figure.nik, row.figure.margin), (row.previous.nik, row.previous.margin))


_ORDERS = {BY_INDEX: _by_index, BY_PARTICIPATION: _by_participation, BY_IMPROVEMENT: _by_improvement, BY_PROMISES: _by_promises}
