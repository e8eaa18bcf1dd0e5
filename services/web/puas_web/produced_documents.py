"""A produced document on the pages of the feature it belongs to: waiting for it, its files, another try, and taking it back.

Each feature has addresses, rights and sentences of its own for its documents; what happens behind them is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from puas.db.locators import tidy_code
from puas.db.tables.reports import Report, ReportFile
from puas.usecases.retry_report import UnableToRetryReport, retry_report
from puas.usecases.withdraw_document import LONGEST_REASON, UnableToWithdrawDocument, withdraw_document
from puas_web.access import current_account_id, current_tenant
from puas_web.database import db
from puas_web.document_types import MIME_TYPES
from puas_web.file_storage import read_or_404
from puas_web.forms import Answer, Form, show_again, tidy_lines, tidy_text

ON_THE_WAY = ("waiting", "pending", "running")
REFRESH_SECONDS = 3
# After this a page no longer looks again by itself every few seconds.
_PATIENCE = timedelta(minutes=5)

WITHDRAWAL_REFUSALS: Mapping[str, LazyString] = {
    "no-reason": _l("Tulis alasannya."),
    "too-long": _l("Alasan ini terlalu panjang. Paling banyak 500 karakter."),
    "withdrawn-already": _l("Dokumen ini sudah ditarik."),
    "not-published": _l("Dokumen ini belum selesai dibuat."),
    "unknown": _l("Dokumen ini tidak ditemukan."),
}


class ReasonForm(Form):
    """Why a document is taken back; the page gives the hint."""

    reason = TextAreaField(
        _l("Alasan penarikan"), filters=[tidy_lines], validators=[InputRequired(), Length(max=LONGEST_REASON)], render_kw={"rows": 3}
    )


class WithdrawForm(ReasonForm):
    """Why, and the number of the document as a sign that this one is meant."""

    typed_name = StringField(
        _l("Ketik nomor dokumen untuk melanjutkan"), filters=[tidy_text], validators=[InputRequired()],
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"},
    )  # fmt: skip

    def of(self, number: str) -> WithdrawForm:
        """The form for the document of this number."""
        self._number = number
        return self

    def validate_typed_name(self, field: StringField) -> None:
        if tidy_code(field.data or "") != tidy_code(self._number):
            raise ValidationError(_("Nomor ini tidak sama dengan nomor dokumen, %(number)s.", number=self._number))


def refresh_seconds(state: str, asked_at: datetime) -> int | None:
    """When the page of a document on its way looks again; None once there is nothing to wait for."""
    if state not in ON_THE_WAY:
        return None
    return REFRESH_SECONDS if datetime.now(UTC) - asked_at < _PATIENCE else REFRESH_SECONDS * 10


def download_of(files: Iterable[ReportFile], name: str) -> Response:
    """One of the files, by the name of its format; 404 where there is none."""
    for each in files:
        if each.format == name:
            return handed_out(each.file_key, each.file_name, each.format)
    abort(404)


def handed_out(file_key: str, file_name: str, file_format: str) -> Response:
    """A stored file as a download; of a format like `square.png` the ending gives the type."""
    answer = Response(read_or_404(file_key), mimetype=MIME_TYPES[file_format.rpartition(".")[2]])
    answer.headers.set("Content-Disposition", "attachment", filename=file_name)
    return answer


def tried_again(report_id: UUID) -> UUID:
    """The document to show after another try: its twin where that is on its way, and itself where it had not failed."""
    try:
        found: UUID = retry_report(session=db.session(), tenant_id=current_tenant().id, report_id=report_id, now=datetime.now(UTC)).id
    except UnableToRetryReport:
        return report_id
    return found


def document_withdrawal(report: Report, *, room: tuple[str, str], back: str, hint: str, anew: str, copies: int = 0) -> Answer:
    """The page that takes a numbered document back.

    `room` is name and address of where its trail begins; `anew` says what to do about a mistake in it.
    """
    return withdrawal(
        "withdraw_document.html", WithdrawForm().of(report.document_id), report.id, back=back,
        done=_("Dokumen %(number)s sudah ditarik.", number=report.document_id),
        report=report, room=room, hint=hint, consequences=_consequences(report.document_id, anew, copies),
    )  # fmt: skip


def withdrawal(
    template: str, form: ReasonForm, report_id: UUID, *, done: str, back: str,
    refusals: Mapping[str, LazyString] = WITHDRAWAL_REFUSALS, **page: Any,
) -> Answer:  # fmt: skip
    """Ask why, then take the document back; `done` is said at the address `back`."""
    page |= {"form": form, "back": back}
    if not form.is_submitted():
        return render_template(template, **page)
    if not form.validate():
        return show_again(template, **page)
    try:
        withdraw_document(
            session=db.session(), tenant_id=current_tenant().id, report_id=report_id, why=form.reason.data or "",
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToWithdrawDocument as refused:
        form.form_errors.append(str(refusals[refused.reason]))
        return show_again(template, **page)
    flash(done, "good")
    return redirect(back)


def _consequences(number: str, anew: str, copies: int) -> list[str]:
    found = [
        _("Dokumen %(number)s dinyatakan ditarik di halaman verifikasi, dengan tanggal dan alasannya, untuk siapa pun.", number=number),
        _("Berkas dan angkanya tetap tersimpan; salinan yang sudah beredar tidak dapat dihapus dari sini."),
        anew,
    ]
    if copies:
        found.insert(1, _("%(number)s salinan yang disimpan bersamanya ikut tidak berlaku.", number=copies))
    return found
