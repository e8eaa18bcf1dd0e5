"""What is wrong with an entry of the minimum services, in words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

SENTENCES: Mapping[str, LazyString] = {
    "unknown-choice": _l("Pilih salah satu bidang."),
    "out-of-range": _l("Angka ini di luar batas: capaian 0 sampai 100, tahun 2018 sampai tahun ini."),
    "too-many-places": _l("Paling banyak dua angka di belakang koma, misalnya 95,25."),
    "not-a-number": _l("Tulis angka, misalnya 95,25."),
    "too-long": _l("Tulisan ini terlalu panjang. Paling banyak 500 karakter."),
    "merged-by-then": _l("Perangkat daerah ini sudah bergabung ke perangkat daerah lain pada waktu itu. Isi pada penerusnya."),
    "unknown-agency": _l("Perangkat daerah ini tidak ada pada daftar."),
}
