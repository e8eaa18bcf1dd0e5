"""One place where the refusal of an exercise's act becomes its reason."""

from __future__ import annotations

from collections.abc import Callable

from puas.usecases._exercise_progress import UnableToTakeExercise


def refusal_of(act: Callable[[], object]) -> str:
    """Do it; the reason where it was refused, else nothing."""
    try:
        act()
    except UnableToTakeExercise as refusal:
        return refusal.reason
    return ""
