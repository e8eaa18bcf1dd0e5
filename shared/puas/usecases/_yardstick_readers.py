"""Where the readings of each yardstick come from: one line per register."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from puas.db.queries.compliance_readings import read_compliance
from puas.db.queries.innovation_readings import read_innovations
from puas.db.queries.malls_readings import read_malls
from puas.db.queries.performance_readings import read_performance
from puas.db.queries.procedures import read_procedures
from puas.db.queries.standards_readings import read_standards
from puas.domain.yardsticks import COMPLIANCE, INNOVATIONS, MALLS, PERFORMANCE, PROCEDURES, STANDARDS, Reading

# Called with the session, tenant_id and today (the tenant's own day); gives readings of every year the register knows.
Reader = Callable[..., Sequence[Reading]]

READERS: Mapping[str, Reader] = {
    PERFORMANCE: read_performance,
    STANDARDS: read_standards,
    MALLS: read_malls,
    PROCEDURES: read_procedures,
    COMPLIANCE: read_compliance,
    INNOVATIONS: read_innovations,
}


def read_yardstick(session: Session, *, tenant_id: int, yardstick: str, today: date) -> Sequence[Reading]:
    """All readings of one yardstick; none where it has no register yet."""
    reader = READERS.get(yardstick)
    return () if reader is None else reader(session, tenant_id=tenant_id, today=today)
