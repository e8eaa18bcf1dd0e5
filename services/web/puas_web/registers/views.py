"""The room of the other yardsticks: which registers there are and what each is for."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, url_for
from flask_babel import lazy_gettext as _l

from puas.domain.permissions import Action
from puas_web.access import current_tenant, tenant
from puas_web.register_state import register_state

blueprint = Blueprint("registers", __name__, template_folder="templates")


@dataclass(frozen=True)
class Register:
    """A register as the room offers it; it shows once its page exists."""

    endpoint: str
    name: str
    purpose: str

    @property
    def yardstick(self) -> str:
        """The yardstick whose figure stands beside it; report cards have none of their own."""
        return self.endpoint.partition(".")[0]


REGISTERS = (
    Register("report_cards.index", _l("Rapor pelayanan"), _l("Semua ukuran di satu halaman untuk setiap perangkat daerah.")),
    Register("performance.index", _l("Kinerja unit pelayanan"), _l("Indeks Pelayanan Publik: formulir F-01, F-02, dan F-03.")),
    Register("compliance.index", _l("Kepatuhan Ombudsman"), _l("Nilai dan zona setiap tahun, serta daftar periksa kesiapan.")),
    Register("standards.index", _l("Standar pelayanan"), _l("Empat belas komponen setiap layanan, dan maklumat pelayanan.")),
    Register("procedures.index", _l("SOP"), _l("Daftar prosedur dan evaluasinya setiap tahun.")),
    Register("minimum_services.index", _l("SPM"), _l("Enam bidang pelayanan dasar dan perangkat daerah pengampunya.")),
    Register("complaints.index", _l("Pengaduan"), _l("Jumlah pengaduan yang diterima dan diselesaikan setiap triwulan.")),
    Register("malls.index", _l("Mal pelayanan publik"), _l("Gerai, kode di pintu keluar, dan indeks setiap gerai.")),
    Register("innovations.index", _l("Inovasi"), _l("Proposal, tahap, dan batas waktu kompetisi inovasi.")),
)


@blueprint.get("/t/<slug:tenant>/mutu")
@tenant(Action.VIEW_REGISTERS)
def index() -> str:
    """All registers with what they say of the newest year, and what to do first."""
    registers = [(each, url_for(each.endpoint)) for each in REGISTERS if each.endpoint in current_app.view_functions]
    return render_template("registers/index.html", registers=registers, state=register_state(current_tenant()))
