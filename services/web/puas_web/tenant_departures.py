"""Deciding about a tenant that wants to leave: the steps the operator and a province's admin have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from puas.db.queries.departures import DepartureFacts, DepartureRow, departure_facts, find_departure
from puas.presentation.numbers import whole_number
from puas.runtime import clock
from puas.usecases._departures import UnableToDecideDeparture
from puas.usecases.leave_tenant import leave_tenant
from puas.usecases.reject_departure import reject_departure
from puas_web.access import current_account_id
from puas_web.database import db
from puas_web.forms import Answer, Form, show_again, tidy_lines, tidy_text
from puas_web.layout import page_language

REFUSALS = {
    "unknown": _l("Permohonan itu tidak ditemukan."),
    "not-yours": _l("Keputusan tentang ruang kerja ini bukan wewenang Anda."),
    "already-decided": _l("Permohonan ini sudah diputuskan atau ditarik, mungkin sesaat yang lalu. Tidak ada yang berubah."),
}


class NameForm(Form):
    """The name of a tenant, typed so that it is the right one."""

    typed_name = StringField(_l("Ketik nama ruang kerja untuk memastikan"), filters=[tidy_text], validators=[DataRequired()])

    def __init__(self, tenant_name: str) -> None:
        super().__init__()
        self._tenant_name = tenant_name

    def validate_typed_name(self, field: Field) -> None:
        if (field.data or "").casefold() != self._tenant_name.casefold():
            raise ValidationError(_("Nama yang diketik belum sama dengan “%(name)s”.", name=self._tenant_name))


class RefusalForm(Form):
    """Why a tenant is not let go."""

    reason = TextAreaField(
        _l("Alasan"), description=_l("Dikirim apa adanya kepada admin ruang kerja ini."), filters=[tidy_lines],
        validators=[DataRequired(), Length(max=1000)],
    )  # fmt: skip


def confirm(departure_id: UUID, *, province_code: str | None, back: str) -> Answer:
    """The page that says what will happen and asks for the name, and the deed; `province_code` is None for the operator."""
    row = _departure(departure_id, province_code)
    form = NameForm(row.name)
    facts = departure_facts(db.session(), tenant_id=row.tenant_id)
    page: dict[str, Any] = {"form": form, "row": row, "consequences": consequences(row.name, row.kind, facts), "cancel_url": back}
    if not form.is_submitted():
        return render_template("tenant_departure_confirm.html", **page)
    if not form.validate():
        return show_again("tenant_departure_confirm.html", **page)
    return _decide(
        lambda: leave_tenant(
            session=db.session(), departure_id=departure_id, decided_by=current_account_id(), province_code=province_code,
            base_url=current_app.config["PUAS_BASE_URL"], now=clock.now(),
        ),
        done=_("%(name)s sudah keluar. Arsipnya sedang dibuat, dan adminnya diberi tahu.", name=row.name),
        back=back,
    )  # fmt: skip


def reject(departure_id: UUID, *, province_code: str | None, back: str) -> Answer:
    """The page that asks for the reason, and the deed."""
    row, form = _departure(departure_id, province_code), RefusalForm()
    page = {"form": form, "row": row, "cancel_url": back}
    if not form.is_submitted():
        return render_template("tenant_departure_reject.html", **page)
    if not form.validate():
        return show_again("tenant_departure_reject.html", **page)
    return _decide(
        lambda: reject_departure(
            session=db.session(), departure_id=departure_id, decided_by=current_account_id(), province_code=province_code,
            reason=form.reason.data or "", now=clock.now(),
        ),
        done=_("Permohonan keluar ditolak, dan adminnya diberi tahu alasannya."),
        back=back,
    )  # fmt: skip


def consequences(name: str, kind: str, facts: DepartureFacts) -> list[str]:
    """What leaving does, and to how many."""
    lines = [ngettext("%(num)s anggota tidak dapat masuk lagi.", "%(num)s anggota tidak dapat masuk lagi.", facts.members)]
    lines += _of_province() if kind == "province" else _of_regency(name, facts)
    lines += [
        _("Setelah 30 hari sejak arsipnya siap, arsip dan seluruh data ruang kerja ini dihapus dari layanan ini."),
        _(
            "Sampai saat itu keaslian dokumen yang sudah terbit dapat diperiksa dengan nomornya; sesudahnya dengan catatan bertanda tangan"
            " di dalam berkasnya."
        ),
        _("Wilayah ini dapat didaftarkan lagi oleh siapa pun yang berwenang; keluar tidak dapat dibatalkan."),
    ]
    return lines


def _of_province() -> list[str]:
    return [
        _("Kabupaten/kota tetap bekerja seperti biasa; permohonan bergabung diputuskan oleh pengelola Puas."),
        _("Arsip lengkap dibuat: surat, batas waktu, dokumen, dan anggota. Admin dapat mengunduhnya selama 30 hari."),
    ]


def _of_regency(name: str, facts: DepartureFacts) -> list[str]:
    lines = [
        _("%(points)s stiker dan tautan menampilkan pemberitahuan bahwa survei sudah berakhir.", points=_whole(facts.points)),
    ]
    if facts.open_periods:
        lines.append(
            ngettext(
                "%(num)s periode masih terbuka dan berhenti tanpa hasil. Tutup dahulu bila hasilnya diperlukan.",
                "%(num)s periode masih terbuka dan berhenti tanpa hasil. Tutup dahulu bila hasilnya diperlukan.",
                facts.open_periods,
            )
        )
    lines += [
        _("Halaman hasil publik ditutup, dan provinsi tidak melihat angka %(name)s lagi.", name=name),
        _(
            "Arsip lengkap dibuat: %(agencies)s perangkat daerah, %(answers)s jawaban, %(results)s hasil, %(documents)s dokumen."
            " Admin dapat mengunduhnya selama 30 hari.",
            agencies=_whole(facts.agencies), answers=_whole(facts.answers), results=_whole(facts.results),
            documents=_whole(facts.documents),
        ),
    ]  # fmt: skip
    return lines


def _whole(number: int) -> str:
    return whole_number(number, page_language())


def _decide(act: Callable[[], object], *, done: str, back: str) -> Response:
    try:
        act()
    except UnableToDecideDeparture as refused:
        # The decision is the first thing written, and guarded; nothing is left to undo.
        flash(str(REFUSALS[refused.reason]), "warn")
    else:
        flash(done, "good")
    return redirect(back)


def _departure(departure_id: UUID, province_code: str | None) -> DepartureRow:
    row = find_departure(db.session(), departure_id=departure_id, province_code=province_code)
    if row is None or row.state != "requested":
        abort(404)
    return row
