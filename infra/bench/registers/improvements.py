"""Promises that come from the registers, the proofs beside their entries, and the trail of what was done to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from bench.registers.ground import Ground
from puas.db.identifiers import new_id
from puas.db.tables.yardsticks import ImprovementItem
from puas.domain.yardsticks import PERFORMANCE, STANDARDS

PROMISES = 6
_STATES = ("planned", "in_progress", "done")

# An address is proof as well as a file is, and lies nowhere.
_EVIDENCE = """
    insert into evidence_file (tenant_id, id, subject, subject_id, part, agency_id, title, url, uploaded_at)
    select s.tenant_id, gen_random_uuid(), s.subject, s.id, s.part, s.agency_id, 'Keputusan kepala dinas', 'https://contoh.example/' || n,
        now()
    from (
        select a.tenant_id, 'performance' as subject, a.id, p.indicator as part, a.agency_id
        from performance_assessment a
        join performance_sheet h on h.tenant_id = a.tenant_id and h.assessment_id = a.id and h.form = 'F-01'
        join performance_score p on p.tenant_id = h.tenant_id and p.sheet_id = h.id
        where a.tenant_id = :tenant_id
        union all
        select o.tenant_id, 'procedure', o.id, r.year::text, o.agency_id
        from operating_procedure o
        join procedure_review r on r.tenant_id = o.tenant_id and r.procedure_id = o.id
        where o.tenant_id = :tenant_id
        union all select tenant_id, 'standard', id, '', agency_id from service_standard where tenant_id = :tenant_id
        union all select tenant_id, 'pledge', id, '', agency_id from service_pledge where tenant_id = :tenant_id
        union all select tenant_id, 'innovation', id, '', agency_id from innovation where tenant_id = :tenant_id
        union all select tenant_id, 'compliance', id, '', agency_id from compliance_score where tenant_id = :tenant_id
        union all select tenant_id, 'improvement', id, '', agency_id from improvement_item where tenant_id = :tenant_id
    ) s cross join generate_series(1, 2) n"""
_TRAIL = """
    insert into audit_event (tenant_id, id, at, action, subject, detail)
    select s.tenant_id, gen_random_uuid(), now() - n * interval '1 day', s.action, s.subject, '{}'
    from (
        select tenant_id, 'save_performance_sheet' as action, 'performance_assessment:' || id as subject, 10 as times
        from performance_assessment where tenant_id = :tenant_id
        union all select tenant_id, 'save_standard_draft', 'service_type:' || service_type_id, 5
        from service_standard where tenant_id = :tenant_id
        union all select tenant_id, 'save_procedure', 'operating_procedure:' || id, 5 from operating_procedure where tenant_id = :tenant_id
        union all select tenant_id, 'save_innovation', 'innovation:' || id, 10 from innovation where tenant_id = :tenant_id
        union all select tenant_id, 'save_improvement', 'improvement_item:' || id, 3 from improvement_item where tenant_id = :tenant_id
    ) s cross join generate_series(1, s.times) n"""


def add_improvements(session: Session, ground: Ground) -> None:
    """Write rows; last of all registers, since these point to the others."""
    session.execute(
        insert(ImprovementItem), [_promise(ground, place, turn) for place in range(len(ground.agencies)) for turn in range(PROMISES)]
    )
    for statement in (_EVIDENCE, _TRAIL):
        session.execute(text(statement), {"tenant_id": ground.tenant_id})


def _promise(ground: Ground, place: int, turn: int) -> dict[str, Any]:
    year = ground.years[-1 - turn % 2]
    return {
        "tenant_id": ground.tenant_id, "id": new_id(), "agency_id": ground.agencies[place][0],
        "source": PERFORMANCE if turn % 2 else STANDARDS, "source_id": None, "source_part": "", "topic": f"{turn + 1}. Standar pelayanan",
        "year": year, "action": "Menetapkan standar setiap layanan dan menempelnya di loket.",
        "due_on": date(year, 1 + (place + turn) % 12, 1), "person_in_charge": "Sekretaris", "state": _STATES[(place + turn) % 3],
        "description": "", "position": turn, "created_at": ground.now, "updated_at": ground.now,
    }  # fmt: skip
