"""Words for the states, steps and refusals of standards and pledges."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain.service_standards import DRAFT, FINE, IN_FORCE, OVERDUE, REPLACED, SOON, UNPLANNED

STATES: dict[str, tuple[LazyString, str]] = {
    IN_FORCE: (_l("berlaku"), "good"),
    DRAFT: (_l("rancangan"), "warn"),
    REPLACED: (_l("sudah diganti"), "plain"),
}
"""Label and kind of tag: each kind has a mark of its own, so that nothing hangs on colour."""

REVIEWS: dict[str, tuple[LazyString, str]] = {
    OVERDUE: (_l("terlambat ditinjau"), "bad"),
    SOON: (_l("segera ditinjau"), "warn"),
    FINE: (_l("peninjauan terjadwal"), "plain"),
    UNPLANNED: (_l("belum dijadwalkan"), ""),
}

DRAFT_REFUSALS: dict[str, LazyString] = {
    "archived": _l("Layanan ini sudah diarsipkan, jadi standarnya tidak dapat diubah."),
    "too-long": _l("Tulisan ini terlalu panjang. Paling banyak 4.000 karakter."),
    "changed-meanwhile": _l(
        "Orang lain baru saja menyimpan rancangan ini. Tulisan Anda masih ada di bawah; bandingkan, lalu simpan lagi."
    ),
    "unknown-source": _l("Layanan itu belum memiliki standar yang dapat disalin."),
    "nothing-to-copy": _l("Pilih paling sedikit satu komponen yang sudah diisi pada layanan itu."),
    "no-draft": _l("Rancangan ini sudah tidak ada."),
}

DECISION_REFUSALS: dict[str, tuple[str, LazyString]] = {
    "archived": ("", _l("Layanan ini sudah diarsipkan, jadi tidak ada standar baru yang dapat ditetapkan.")),
    "no-draft": ("", _l("Belum ada rancangan yang dapat ditetapkan.")),
    "changed-meanwhile": ("", _l("Rancangan ini baru saja diubah orang lain. Baca lagi isinya, lalu tetapkan.")),
    "empty": ("", _l("Rancangan ini masih kosong. Isi paling sedikit satu komponen lebih dahulu.")),
    "incomplete": ("accepts_missing", _l("Masih ada komponen yang belum diisi. Lengkapi, atau centang bila tetap ditetapkan.")),
    "decree-missing": ("decree_number", _l("Tulis nomor keputusannya.")),
    "decree-too-long": ("decree_number", _l("Nomor ini terlalu panjang. Paling banyak 120 karakter.")),
    "date-missing": ("decree_date", _l("Tulis tanggal keputusannya.")),
    "date-in-future": ("decree_date", _l("Tanggal ini belum tiba. Tulis tanggal yang tertera pada keputusan.")),
    "date-too-early": ("decree_date", _l("Tanggal ini sebelum ada Undang-Undang Pelayanan Publik (18 Juli 2009).")),
    "hearing-in-future": ("hearing_on", _l("Tanggal ini belum tiba.")),
    "hearing-after-decree": ("hearing_on", _l("Pembahasan dengan masyarakat mendahului keputusan.")),
    "review-missing": ("review_due_on", _l("Tulis kapan standar ini ditinjau lagi.")),
    "review-past": ("review_due_on", _l("Tulis tanggal setelah hari ini.")),
    "media-too-many": ("other_media", _l("Paling banyak sepuluh tempat.")),
    "media-too-long": ("other_media", _l("Nama tempat paling banyak 80 karakter.")),
}
"""The field a refusal belongs to (empty: the whole form), and the sentence."""

REVIEW_REFUSALS: dict[str, tuple[str, LazyString]] = {
    "archived": ("", _l("Layanan ini sudah diarsipkan.")),
    "nothing-in-force": ("", _l("Belum ada standar yang berlaku.")),
    "changed-meanwhile": ("", _l("Standar ini baru saja diubah orang lain. Baca lagi isinya, lalu catat peninjauannya.")),
    "unknown-outcome": ("outcome", _l("Pilih hasil peninjauannya.")),
    "day-missing": ("reviewed_on", _l("Tulis tanggal peninjauannya.")),
    "day-in-future": ("reviewed_on", _l("Tanggal ini belum tiba.")),
    "day-before-decree": ("reviewed_on", _l("Peninjauan tidak mungkin mendahului keputusannya.")),
    "due-missing": ("next_due_on", _l("Tulis kapan standar ini ditinjau lagi.")),
    "due-past": ("next_due_on", _l("Tulis tanggal setelah hari ini.")),
}

MEDIA_REFUSALS: dict[str, tuple[str, LazyString]] = {
    "nothing-in-force": ("", _l("Belum ada standar yang berlaku.")),
    "changed-meanwhile": ("", _l("Standar ini baru saja diubah orang lain. Periksa pilihan Anda, lalu simpan lagi.")),
    "too-many": ("other_media", _l("Paling banyak sepuluh tempat.")),
    "too-long": ("other_media", _l("Nama tempat paling banyak 80 karakter.")),
}

PLEDGE_REFUSALS: dict[tuple[str, str], LazyString] = {
    ("agency", "archived"): _l("Perangkat daerah ini sudah diarsipkan."),
    ("pledge", "changed-meanwhile"): _l("Orang lain baru saja menetapkan maklumat. Baca dahulu, lalu tetapkan lagi bila perlu."),
    ("body", "missing"): _l("Tulis isi maklumatnya."),
    ("body", "too-long"): _l("Maklumat ini terlalu panjang. Paling banyak 2.000 karakter."),
    ("dated_on", "missing"): _l("Tulis tanggalnya."),
    ("dated_on", "in-future"): _l("Tanggal ini belum tiba."),
    ("signatory_name", "missing"): _l("Tulis nama penanda tangan."),
    ("signatory_name", "too-long"): _l("Nama ini terlalu panjang. Paling banyak 200 karakter."),
    ("signatory_position", "missing"): _l("Tulis jabatan penanda tangan."),
    ("signatory_position", "too-long"): _l("Jabatan ini terlalu panjang. Paling banyak 200 karakter."),
    ("place", "too-long"): _l("Nama tempat paling banyak 80 karakter."),
    ("media", "too-many"): _l("Paling banyak sepuluh tempat."),
    ("media", "too-long"): _l("Nama tempat paling banyak 80 karakter."),
}
"""By field and reason; agency and pledge are the whole form's."""

PRINT_REFUSALS: dict[str, LazyString] = {
    "nothing-in-force": _l("Yang dicetak hanya yang berlaku. Tetapkan standarnya lebih dahulu."),
    "no-pledge": _l("Belum ada maklumat yang berlaku."),
}
