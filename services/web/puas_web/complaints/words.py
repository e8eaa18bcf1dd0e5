"""What is wrong with counts of complaints, in words."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

SENTENCES: Mapping[str, LazyString] = {
    "more-settled": _l(
        "Yang diselesaikan tidak mungkin lebih banyak daripada yang diterima. Pengaduan lama dihitung pada triwulan diterimanya."
    ),
    "more-in-time": _l("Yang tepat waktu tidak mungkin lebih banyak daripada yang diselesaikan."),
    "out-of-range": _l("Angka ini di luar batas yang mungkin. Periksa kembali."),
    "not-whole": _l("Tulis bilangan bulat tanpa huruf, misalnya 12."),
    "in-the-future": _l("Triwulan ini belum dimulai."),
    "merged-by-then": _l("Perangkat daerah ini sudah bergabung ke perangkat daerah lain pada waktu itu. Isi pada penerusnya."),
    "unknown-agency": _l("Perangkat daerah ini tidak ada pada daftar yang aktif."),
    "unknown-channel": _l("Saluran ini tidak dikenal."),
    "changed-meanwhile": _l("Angka triwulan ini baru saja diubah orang lain. Periksa isian di bawah ini, lalu simpan lagi."),
}
