"""Saves what an agency answered to its remarks: only what is new."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from puas.usecases.answer_remark import answer_remark
from puas_web.submissions.queries import WayPage


def save_answers(
    way: WayPage, answers: dict[UUID, str], *, session: Session, tenant_id: int, period_id: UUID, account_id: UUID, now: datetime
) -> int:
    """Save each answer that was written or changed; returns how many remarks are still without one."""
    left = 0
    for remark in way.remarks:
        written = answers.get(remark.id, remark.answer).strip()
        if written and written != remark.answer:
            answer_remark(
                session=session, tenant_id=tenant_id, period_id=period_id, remark_id=remark.id, answer=written,
                account_id=account_id, now=now,
            )  # fmt: skip
        left += not (written or remark.answer)
    return left


def outcome(left: int) -> str:
    """What to say when they were saved."""
    if not left:
        return _("Semua catatan sudah dijawab. Buat laporan final yang baru, lalu kirim.")
    return ngettext("Jawaban disimpan. %(num)s catatan belum dijawab.", "Jawaban disimpan. %(num)s catatan belum dijawab.", left)
