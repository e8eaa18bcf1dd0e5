"""The statements of form F-03 in English: a reading aid, the Indonesian text is the rule's."""

from __future__ import annotations

from puas.domain.performance_users import SCORE_WORDS

_SCORE_WORDS = ("Strongly disagree", "Disagree", "Rather disagree", "Rather agree", "Agree", "Strongly agree")

_ASPECTS = {
    "Kebijakan Pelayanan": "Service policy",
    "Profesionalisme SDM": "Professional staff",
    "Sarana Prasarana": "Facilities",
    "Sistem Informasi Pelayanan Publik": "Information about the service",
    "Konsultasi dan Pengaduan": "Advice and complaints",
}

_STATEMENTS = {
    "Persyaratan yang diperlukan untuk memperoleh layanan mudah dipenuhi.": "The requirements for the service are easy to meet.",
    "Prosedur yang dilalui untuk memperoleh layanan mudah.": "The procedure to get the service is easy.",
    "Tarif yang diinformasikan sesuai dengan yang dibayarkan.": "The fee that was announced is the fee that was paid.",
    "Lama waktu pelayanan yang diinformasikan sesuai dengan waktu penyelesaian.": "The service took as long as was announced.",
    (
        "Waktu pelayanan (jam kerja layanan tanpa jeda waktu istirahat, layanan informasi, konsultasi dan pengaduan, "
        "customer service) sesuai dengan yang ditetapkan."
    ): "Service hours (no break at noon, information, advice and complaints, customer service) are kept as set.",
    "Petugas layanan responsif dalam memberikan pelayanan.": "The officers respond quickly.",
    "Sikap petugas mencerminkan pelayanan yang berkualitas": "The officers' conduct shows good service.",
    "Tempat parkir yang disediakan memadai.": "There is enough parking.",
    "Sarana ruang tunggu layanan nyaman": "The waiting room is comfortable.",
    "Sarana toilet khusus pengguna layanan bersih dan memadai.": "The toilets for visitors are clean and sufficient.",
    (
        "Ketersediaan sarana prasarana penunjang lainnya yang memadai (contoh: ruang laktasi/nursery, arena bermain anak, "
        "kantin/fotocopy/toko ATK, wifi, prioritas lansia, dst)"
    ): "Other facilities are sufficient (for example a nursing room, play area, canteen, copier, wifi, priority for the elderly).",
    "Akses informasi layanan secara daring mudah (website, aplikasi, media sosial dan sejenisnya).": (
        "Information about the service is easy to find online (website, app, social media)."
    ),
    "Kemudahan akses informasi di lokasi layanan. (tatap muka).": "Information is easy to get at the office.",
    "Tersedia konsultasi dan pengaduan layanan yang memadai dan mudah diakses": (
        "Advice and a way to complain are available and easy to reach."
    ),
    "Petugas pengelola layanan elektronik responsif dalam memberikan tanggapan/penyelesaian": (
        "Those who run the online service answer and solve quickly."
    ),
    "Layanan daring mudah diakses.": "The online service is easy to reach.",
    "Interaksi dengan penyedia layanan mudah dilakukan.": "It is easy to interact with the provider.",
    "Layanan daring secara visual memudahkan pengguna layanan": "The look of the online service makes it easy to use.",
    "Keamanan layanan daring terjamin.": "The online service is secure.",
    "Akses informasi layanan daring mudah diakses (informasi layanan melalui website, aplikasi, media sosial, dll)": (
        "Information about the online service is easy to find (website, app, social media)."
    ),
    "Informasi mengenai layanan konsultasi dan pengaduan mudah diakses.": "Information about advice and complaints is easy to find.",
}


def statement(text: str, language: str) -> str:
    """A statement in the language of the page; in English where we have a reading aid."""
    return _STATEMENTS.get(text, text) if language == "en" else text


def aspect(name: str, language: str) -> str:
    """The name of an aspect in the language of the page."""
    return _ASPECTS.get(name, name) if language == "en" else name


def score_words(language: str) -> tuple[str, ...]:
    """What the scores 0 to 5 say."""
    return _SCORE_WORDS if language == "en" else SCORE_WORDS
