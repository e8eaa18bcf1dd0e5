"""What the pages say when a use case refuses."""

from flask_babel import lazy_gettext as _l

from puas.domain.password_rules import Weakness

WEAKNESSES = {
    Weakness.SHORT: _l("Kata sandi ini terlalu pendek. Gunakan paling sedikit 10 karakter."),
    Weakness.LONG: _l("Kata sandi ini terlalu panjang. Gunakan paling banyak 200 karakter."),
    Weakness.COMMON: _l("Kata sandi ini mudah ditebak karena dipakai banyak orang. Pilih yang lain."),
    Weakness.OWN_NAME: _l("Kata sandi tidak boleh sama dengan alamat surel Anda."),
}
WRONG_LOG_IN = _l("Alamat surel atau kata sandi belum cocok. Periksa keduanya, lalu coba lagi.")
WRONG_OLD_PASSWORD = _l("Kata sandi sekarang belum cocok.")
