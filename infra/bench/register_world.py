"""Full registers of the other yardsticks for every regency of the benchmark's province, in new data and in kept data that lack them.

Rows are written in bulk; what they say is told by the use case, as after every change of a register.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bench.province_world import SECRET, World
from bench.registers.compliance import add_compliance
from bench.registers.ground import Ground, ground_of
from bench.registers.improvements import add_improvements
from bench.registers.innovations import add_innovations
from bench.registers.malls import add_malls, move_answers_to_counters
from bench.registers.performance import add_performance
from bench.registers.procedures import add_procedures
from bench.registers.standards import add_standards
from puas.db.session import make_engine, make_session_factory, unit_of_work
from puas.db.tables.performance import PerformanceAssessment
from puas.runtime.signing_key import SigningKey
from puas.usecases.share_yardsticks import share_yardsticks

TABLES = (
    "performance_assessment", "performance_sheet", "performance_score", "performance_answer", "compliance_score", "compliance_check",
    "service_standard", "service_pledge", "operating_procedure", "procedure_review", "minimum_service", "complaint_count",
    "service_mall", "mall_member", "collection_point", "innovation_call", "innovation", "innovation_step", "improvement_item",
    "evidence_file", "audit_event", "yardstick_figure", "account", "membership", "locator", "response", "tally",
)  # fmt: skip


@dataclass(frozen=True)
class _Order:
    """One regency; plain values, since another process does it."""

    owner_url: str
    tenant_id: int
    today: date


def fill_registers(owner_url: str, world: World, *, processes: int = 2, say: Callable[[str], None] = print) -> None:
    """Fill them all; what is there of readings is replaced by what the registers say."""
    began = time.perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(_fill, [_Order(owner_url, tenant_id, world.today) for tenant_id in world.tenants.values()]))
    world.wall["registers"] = time.perf_counter() - began
    say(f"registers: {world.wall['registers']:.0f} s")
    engine = make_engine(owner_url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in TABLES:
            connection.execute(text(f"vacuum analyze {table}"))
    engine.dispose()
    world.has_registers = True


def _fill(order: _Order) -> None:
    engine = make_engine(order.owner_url, pool_size=1)
    with unit_of_work(make_session_factory(engine), tenant_id=order.tenant_id) as session:
        # An earlier run may have been stopped half way.
        if not _is_full(session, order.tenant_id):
            _fill_regency(session, order)
    engine.dispose()


def _is_full(session: Session, tenant_id: int) -> bool:
    return session.scalar(select(PerformanceAssessment.id).where(PerformanceAssessment.tenant_id == tenant_id).limit(1)) is not None


def _fill_regency(session: Session, order: _Order) -> None:
    # Nobody has counted these tables yet: what is guessed of them is a few rows, and the plan a loop of loops.
    session.execute(text("set local enable_nestloop = off"))
    session.execute(text("set local jit = off"))
    ground = ground_of(session, tenant_id=order.tenant_id, today=order.today)
    write_registers(session, ground)
    move_answers_to_counters(session, ground)
    share_yardsticks(session=session, tenant_id=order.tenant_id, now=ground.now)


def write_registers(session: Session, ground: Ground) -> None:
    """Write the rows of all registers of one regency."""
    add_standards(session, ground)
    add_procedures(session, ground)
    add_performance(session, ground, SigningKey(SECRET))
    add_compliance(session, ground)
    add_malls(session, ground)
    add_innovations(session, ground)
    add_improvements(session, ground)
