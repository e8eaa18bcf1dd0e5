"""Records an index of performance that is known only from outside: a letter of the ministry, a press release, an older assessment."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.tenant_day import today_of
from puas.db.tables.agencies import Agency
from puas.db.tables.performance import PerformanceAssessment
from puas.domain.regulation.performance_registry import PerformanceRule, performance_edition
from puas.domain.service_performance import category_of
from puas.domain.yardsticks import PERFORMANCE
from puas.usecases._performance import VALIDATED, UnableToChangePerformance, check_rule
from puas.usecases.record_audit import record_audit
from puas.usecases.share_yardsticks import share_yardsticks

LONGEST_SOURCE = 500


class UnableToRecordPerformance(UnableToChangePerformance):
    """`reason`: unknown-agency, unknown-rule, unknown-form, impossible-year, index-out-of-range, source-missing, too-long, or exists."""


def record_performance(
    *,
    session: Session,
    tenant_id: int,
    agency_id: UUID,
    year: int,
    rule: PerformanceRule,
    index: Decimal,
    source: str,
    account_id: UUID | None,
    now: datetime,
    share: bool = True,
) -> UUID:
    """Store an index with its category and where it stands written. It has no sheets and no worksheet, and says so.

    Who records many at once passes `share=False` and shares the figures itself.
    """
    check_rule(rule, year, now, kind=UnableToRecordPerformance)
    # An assessment may be planned for the year to come; a result of it cannot be known.
    if year > today_of(session, tenant_id=tenant_id, now=now).year:
        raise UnableToRecordPerformance("impossible-year")
    where_from = source.strip()
    if not where_from:
        raise UnableToRecordPerformance("source-missing")
    if len(where_from) > LONGEST_SOURCE:
        raise UnableToRecordPerformance("too-long")
    try:
        category = category_of(performance_edition(rule.edition_id), index)
    except ValueError:
        raise UnableToRecordPerformance("index-out-of-range") from None
    name = session.scalar(select(Agency.name).where(Agency.tenant_id == tenant_id, Agency.id == agency_id))
    if name is None:
        raise UnableToRecordPerformance("unknown-agency")
    statement = (
        insert(PerformanceAssessment)
        .values(
            tenant_id=tenant_id, id=new_id(), agency_id=agency_id, agency_name=name, year=year, edition=rule.edition_id, form=rule.form,
            weights=rule.weights, origin="recorded", source=where_from, state=VALIDATED, ipp=index, category=category.letter,
            opened_by=account_id, opened_at=now, validated_by=account_id, validated_at=now,
        )
        .on_conflict_do_nothing(
            index_elements=["tenant_id", "agency_id", "year", "edition", "form"], index_where=text("state <> 'withdrawn'")
        )
        .returning(PerformanceAssessment.id)
    )  # fmt: skip
    assessment_id = session.scalar(statement)
    if assessment_id is None:
        raise UnableToRecordPerformance("exists")
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="record_performance",
        subject=f"performance_assessment:{assessment_id}", now=now,
        detail={"agency": name, "year": str(year), "ipp": str(index), "source": where_from},
    )  # fmt: skip
    if share:
        share_yardsticks(session=session, tenant_id=tenant_id, now=now, yardsticks=(PERFORMANCE,))
    return assessment_id
