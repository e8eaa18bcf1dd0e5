"""Words of the pages of tests and evaluation."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

PURPOSES: dict[str, LazyString] = {
    "before": _l("Untuk mengetahui apa yang sudah Anda kuasai. Nilainya tidak menentukan sertifikat."),
    "after": _l("Untuk melihat apa yang bertambah setelah pelatihan. Soalnya lain dari tes awal, materinya sama."),
}

CLOSED_WORDS: dict[str, LazyString] = {
    "session-closed": _l("Pelatihan ini tidak sedang berlangsung, jadi tidak ada yang dapat dikirim."),
    "not-on-agenda": _l("Bagian ini tidak ada dalam susunan acara pelatihan Anda."),
    "step-closed": _l("Bagian ini belum dibuka atau sudah ditutup oleh pelatih. Tunggu sampai pelatih membukanya."),
}

REFUSALS: dict[str, LazyString] = {
    "session-closed": _l("Pelatihan ini tidak sedang berlangsung, jadi jawaban tidak dapat dikirim. Pilihan Anda masih ada di bawah."),
    "not-on-agenda": _l("Tes ini tidak ada dalam susunan acara pelatihan Anda, jadi jawabannya tidak dinilai."),
    "step-closed": _l("Tes ini sedang ditutup oleh pelatih. Pilihan Anda masih ada di bawah; kirim lagi setelah dibuka."),
    "unknown-place": _l("Pilih salah satu dari empat jawaban yang ada."),
}

EVALUATION_REFUSALS: dict[str, LazyString] = {
    "session-closed": _l("Pelatihan ini tidak sedang berlangsung, jadi penilaian tidak dapat dikirim. Isian Anda masih ada di bawah."),
    "not-on-agenda": _l("Evaluasi tidak ada dalam susunan acara pelatihan Anda."),
    "step-closed": _l("Evaluasi sedang ditutup oleh pelatih. Isian Anda masih ada di bawah; kirim lagi setelah dibuka."),
}
