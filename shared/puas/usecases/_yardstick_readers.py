"""Where the readings of each yardstick come from: one line per register."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from puas.db.queries.complaint_counts import read_complaints
from puas.db.queries.compliance_readings import read_compliance
from puas.db.queries.innovation_readings import read_innovations
from puas.db.queries.malls_readings import read_malls
from puas.db.queries.minimum_services import read_minimum_services
from puas.db.queries.performance_readings import read_performance
from puas.db.queries.procedures import read_procedures
from puas.db.queries.standards_readings import read_standards
from puas.domain.yardsticks import (
    COMPLAINTS,
    COMPLIANCE,
    INNOVATIONS,
    MALLS,
    MINIMUM_SERVICES,
    PERFORMANCE,
    PROCEDURES,
    STANDARDS,
    Reading,
)

# Called with the session, tenant_id and today (the tenant's own day); gives readings of every year the register knows.
Reader = Callable[..., Sequence[Reading]]

READERS: Mapping[str, Reader] = {
    PERFORMANCE: read_performance,
    COMPLIANCE: read_compliance,
    STANDARDS: read_standards,
    PROCEDURES: read_procedures,
    MINIMUM_SERVICES: read_minimum_services,
    COMPLAINTS: read_complaints,
    MALLS: read_malls,
    INNOVATIONS: read_innovations,
}


def read_yardstick(session: Session, *, tenant_id: int, yardstick: str, today: date) -> Sequence[Reading]:
    """All readings of one yardstick; none where it has no register yet."""
    reader = READERS.get(yardstick)
    return () if reader is None else reader(session, tenant_id=tenant_id, today=today)
