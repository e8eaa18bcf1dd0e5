"""What a room has learnt: the gain is that of those who took both tests."""

from __future__ import annotations

from fractions import Fraction

from puas.domain.training_gain import room_gain
from puas.domain.training_tests import Score

LOW, HALF, FULL = Score(0, 14), Score(7, 14), Score(14, 14)


def test_who_took_one_test_alone_moves_the_mean_and_not_the_gain() -> None:
    found = room_gain([LOW, HALF], [FULL], [(HALF, FULL)])
    assert (found.before, found.after, found.gain, found.pairs) == (Fraction(1, 4), Fraction(1), Fraction(1, 2), 1)


def test_nobody_has_learnt_nothing_known() -> None:
    found = room_gain([LOW], [], [])
    assert (found.before, found.after, found.gain, found.after_count) == (Fraction(0), None, None, 0)


def test_a_loss_is_a_loss() -> None:
    assert room_gain([FULL], [HALF], [(FULL, HALF)]).gain == Fraction(-1, 2)
    assert room_gain([FULL, LOW], [HALF, HALF], [(FULL, HALF), (LOW, HALF), (LOW, LOW)]).gain == 0
    assert room_gain([], [], [(LOW, HALF), (LOW, FULL)]).gain == Fraction(3, 4)
