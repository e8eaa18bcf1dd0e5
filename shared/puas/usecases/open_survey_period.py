"""Opens a survey period for one agency."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.tables.surveys import SurveyPeriod
from puas.domain.survey_period import Period
from puas.usecases._refusal import Refusal
from puas.usecases.open_survey_periods import UnableToOpenSurveyPeriods, Wording, open_survey_periods


class UnableToOpenSurveyPeriod(Refusal):
    """`reason` as in an opening or in a refusal of several; `overlapping` names the windows in the way."""

    def __init__(self, reason: str, overlapping: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.overlapping = overlapping


def open_survey_period(
    *,
    session: Session,
    tenant_id: int,
    agency_id: UUID,
    period: Period,
    account_id: UUID | None,
    now: datetime,
    wording: Wording | None = None,
) -> SurveyPeriod:
    """Freeze the agency's names, services, sample and wording and open the window; refused where it overlaps another."""
    try:
        (outcome,) = open_survey_periods(
            session=session,
            tenant_id=tenant_id,
            agency_ids=(agency_id,),
            period=period,
            account_id=account_id,
            now=now,
            wording=wording,
        )
    except UnableToOpenSurveyPeriods as error:
        raise UnableToOpenSurveyPeriod(error.reason) from error
    if outcome.period is None:
        raise UnableToOpenSurveyPeriod(outcome.reason, outcome.overlapping)
    return outcome.period
