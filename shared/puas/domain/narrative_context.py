"""What stands around a result when its report is written: target, earlier periods, plans, groups, and what people wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from puas.domain.report_snapshot import DoneFollowUp, GroupMean, PlannedFollowUp, PreviousResult, Target, TrendPoint


@dataclass(frozen=True, slots=True)
class Context:
    """Everything but the result itself. `topics` counts the suggestions that speak of an unsur."""

    target: Target | None = None
    trend: Sequence[TrendPoint] = ()
    previous: PreviousResult | None = None
    done: Sequence[DoneFollowUp] = ()
    planned: Sequence[PlannedFollowUp] = ()
    groups: Sequence[GroupMean] = ()
    topics: Mapping[str, int] = field(default_factory=dict)
    suggestions: int = 0
