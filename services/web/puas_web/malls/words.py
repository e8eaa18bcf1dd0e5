"""Words of the pages about malls of services."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.mall_details import KIOSK, STICKER

COUNTER_KINDS: Mapping[str, LazyString] = {STICKER: _l("Stiker di gerai"), KIOSK: _l("Kios atau tablet di gerai")}

SAVE_REFUSALS: Mapping[str, LazyString] = {
    "missing": _l("Isian ini wajib diisi."),
    "too-long": _l("Isian ini terlalu panjang."),
    "formula": _l("Jangan awali dengan tanda =, +, atau @."),
    "in-use": _l("Nama ini sudah dipakai mal lain."),
    "unknown": _l("Mal ini tidak ditemukan lagi. Muat ulang halaman."),
    "changed-meanwhile": _l("Mal ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda."),
    "no-free-code": _l("Kode untuk pintu keluar belum dapat dibuat. Coba sekali lagi."),
}

JOIN_REFUSALS: Mapping[str, LazyString] = {
    "unknown-mall": _l("Mal ini tidak ditemukan lagi. Muat ulang halaman."),
    "closed": _l("Mal ini sudah ditutup. Buka kembali dahulu."),
    "unknown-agency": _l("Perangkat daerah ini tidak ada atau sudah diarsipkan."),
    "member-already": _l("Perangkat daerah ini sudah melayani di mal ini."),
    "same-day": _l("Perangkat daerah ini pernah mulai pada tanggal itu. Pilih tanggal lain."),
}

LEAVE_REFUSALS: Mapping[str, LazyString] = {
    "not-a-member": _l("Perangkat daerah ini tidak melayani di mal ini lagi."),
    "before-joining": _l("Hari terakhir tidak boleh sebelum hari pertama."),
}

COUNTER_REFUSALS: Mapping[str, LazyString] = {
    "unknown-mall": _l("Mal ini tidak ditemukan lagi. Muat ulang halaman."),
    "closed": _l("Mal ini sudah ditutup. Buka kembali dahulu."),
    "not-a-member": _l("Perangkat daerah ini belum melayani di mal ini. Tambahkan dahulu sebagai anggota."),
    "none": _l("Tulis paling sedikit satu gerai."),
    "too-many": _l("Paling banyak 200 gerai sekaligus."),
    "unknown-kind": _l("Pilih stiker atau kios."),
    "unnamed": _l("Setiap gerai perlu nama atau nomor, agar warga dapat memilihnya."),
    "place-too-long": _l("Nama gerai paling panjang 120 karakter."),
    "unknown-agency": _l("Perangkat daerah ini tidak ada atau sudah diarsipkan."),
    "unknown-service": _l("Layanan ini sudah diarsipkan atau bukan milik perangkat daerah tersebut."),
    "no-free-code": _l("Kode gerai belum dapat dibuat. Coba sekali lagi."),
}


def join_sentence(reason: str, other: str) -> str:
    """Why an agency cannot join; the other mall is named."""
    if reason == "other-mall":
        return _("Perangkat daerah ini sudah melayani di %(other)s. Keluarkan dahulu dari sana: satu waktu satu mal.", other=other)
    return str(JOIN_REFUSALS[reason])
