"""Innovations of a demo regency: one that went far, one that did not, one that is ready, and an idea."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.db.tables.innovations import Innovation
from puas.domain.regulation.innovation_registry import LATEST
from puas.usecases.record_innovation_step import OUT, REACHED, record_innovation_step
from puas.usecases.save_innovation import InnovationDetails, save_innovation
from puas.usecases.save_innovation_call import CallDetails, save_innovation_call

_TEXTS = {
    "ringkasan": "Warga mengambil nomor antrean dari rumah melalui telepon atau pesan singkat, lalu datang pada jamnya. "
    "Waktu tunggu rata-rata turun dari 95 menit menjadi 20 menit.",
    "latar_belakang": "Antrean dimulai sebelum matahari terbit dan separuh pemohon pulang tanpa dilayani. Tujuannya setiap pemohon "
    "tahu kapan dilayani sebelum berangkat.",
    "kebaruan": "Nomor dapat diambil tanpa gawai pintar: cukup menelepon atau meminta perangkat desa. Jadwal menyesuaikan lama layanan.",
    "implementasi": "Petugas desa dilatih dua hari; meja antrean lama diganti papan jam. Setiap sore jadwal esok ditempel di balai desa.",
    "signifikansi": "Sebelum: 95 menit menunggu, 48 dari 100 pemohon pulang. Sesudah: 20 menit, 3 dari 100.",
    "adaptabilitas": "Dua kecamatan meniru dalam tiga bulan dengan biaya kertas dan pulsa.",
    "sumber_daya": "Tiga petugas, satu nomor telepon, dan anggaran rutin.",
    "keberlanjutan": "Diatur dalam keputusan kepala dinas dan masuk rencana kerja tahunan.",
}


@dataclass(frozen=True, slots=True)
class _Told:
    title: str
    months: int
    written: bool
    unsur: str
    steps: tuple[tuple[str, str], ...] = ()
    last_year: bool = False


_INNOVATIONS = (
    _Told("Antrean dari Rumah", 52, True, "waktu", (("registered", REACHED), ("administrative", REACHED), ("finalist", REACHED)), True),
    _Told("Loket Malam Jumat", 47, True, "prosedur", (("registered", REACHED), ("administrative", OUT)), True),
    _Told("Syarat Satu Lembar", 38, True, "persyaratan"),
    _Told("Pojok Laktasi Pasar", 8, False, "sarpras"),
)


def add_innovations(
    session: Session, *, tenant_id: int, agencies: Sequence[Agency], account_id: UUID | None, today: date, now: datetime
) -> None:
    """Two competitions and four innovations of the first agencies; steps of last year's lie in last year."""
    last, this = (_call(session, tenant_id, year, account_id, now) for year in (today.year - 1, today.year))
    for told, agency in zip(_INNOVATIONS, agencies, strict=False):
        row = save_innovation(
            session=session, tenant_id=tenant_id, agency_id=agency.id, details=_details(told, last if told.last_year else this, today),
            account_id=account_id, now=now,
        )  # fmt: skip
        _tell_way(session, row, told, today.year - 1, account_id, now)


def _call(session: Session, tenant_id: int, year: int, account_id: UUID | None, now: datetime) -> UUID:
    days = (date(year, 3, 31), date(year, 4, 30), date(year, 6, 15), date(year, 7, 31), date(year, 9, 15), date(year, 10, 31))
    deadlines = {stage.slug: day for stage, day in zip(LATEST.stages, (*days, date(year, 12, 18)), strict=True)}
    details = CallDetails(year, "Kompetisi Inovasi Pelayanan Publik (contoh)", deadlines)
    return save_innovation_call(session=session, tenant_id=tenant_id, details=details, account_id=account_id, now=now).id


def _details(told: _Told, call_id: UUID, today: date) -> InnovationDetails:
    started = today - timedelta(days=round(told.months * 30.44))
    return InnovationDetails(
        told.title, "general", call_id, started, f"Keputusan Kepala Dinas 188/{told.months}/{started.year}" if told.written else "",
        "https://contoh.example/video" if told.written else "", told.unsur, "", _TEXTS if told.written else {},
    )  # fmt: skip


def _tell_way(session: Session, row: Innovation, told: _Told, year: int, account_id: UUID | None, now: datetime) -> None:
    for place, (stage, outcome) in enumerate(told.steps):
        record_innovation_step(
            session=session, tenant_id=row.tenant_id, innovation_id=row.id, stage=stage, outcome=outcome,
            happened_on=date(year, 3, 20) + timedelta(days=45 * place), note="", account_id=account_id, now=now,
        )  # fmt: skip
