"""Words of the page on what a province's trainings changed."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from puas.domain.training_effects import AFTER, BEFORE, BY_FAMILY, BY_NAME, FIRST_TIME, ON_TIME, PROMISES, TRAINED, UNTRAINED

MEASURE_WORDS: dict[str, tuple[LazyString, LazyString]] = {
    ON_TIME: (_l("Laporan diserahkan tepat waktu"), _l("Dari periode dengan batas waktu provinsi yang sudah lewat atau dipenuhi.")),
    FIRST_TIME: (_l("Diserahkan tanpa perbaikan susulan"), _l("Dari laporan yang diserahkan; perbaikan sesudah disetujui dihitung.")),
    PROMISES: (_l("Rencana tindak lanjut selesai"), _l("Dari semua rencana; rencana baru belum lama berjalan, jadi wajar lebih rendah.")),
}
GROUP_WORDS: dict[str, LazyString] = {TRAINED: _l("Sudah terlatih"), UNTRAINED: _l("Belum terlatih")}
PHASE_WORDS: dict[str, LazyString] = {BEFORE: _l("sebelum"), AFTER: _l("sesudah")}
MATCH_WORDS: dict[str, LazyString] = {BY_NAME: _l("nama sama"), BY_FAMILY: _l("jenis perangkat daerah sama")}
