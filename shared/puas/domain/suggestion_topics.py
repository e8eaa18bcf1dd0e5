"""Which unsur a suggestion speaks of, by words people use for it. A suggestion may speak of several or of none.

The words are this product's, collected for Indonesian counters; they count topics, they do not judge praise or complaint.
"""

import re
from collections.abc import Iterable, Mapping

WORDS: Mapping[str, tuple[str, ...]] = {
    "persyaratan": ("syarat", "persyaratan", "berkas", "dokumen", "fotokopi", "fotocopy", "lampiran"),
    "prosedur": ("prosedur", "alur", "berbelit", "ribet", "rumit", "tahapan", "birokrasi", "mekanisme", "bolak-balik", "dipersulit"),
    "waktu": (
        "lama", "lambat", "cepat", "antre", "antri", "antrean", "antrian", "menunggu", "tunggu", "tepat waktu", "jam layanan", "molor",
    ),
    "biaya": ("biaya", "tarif", "bayar", "mahal", "gratis", "pungli", "pungutan", "retribusi"),
    "produk": ("hasil layanan", "salah cetak", "salah ketik", "salah nama", "cetakan", "kualitas hasil", "blangko", "blanko"),
    "kompetensi": ("kompeten", "paham", "menguasai", "pelatihan", "terampil", "kurang mengerti", "tidak tahu", "keahlian"),
    "perilaku": ("ramah", "sopan", "senyum", "judes", "galak", "cuek", "sikap", "santun", "jutek", "marah"),
    "pengaduan": ("pengaduan", "aduan", "keluhan", "lapor", "kotak saran", "ditanggapi", "respons", "respon"),
    "sarpras": (
        "kursi", "parkir", "toilet", "wc", "ac", "kipas", "ruang", "ruangan", "gedung", "panas", "komputer", "jaringan", "wifi",
        "fasilitas",
        "sarana", "prasarana", "kebersihan", "kotor", "mushola", "musala", "difabel", "laktasi", "tempat duduk",
    ),
}  # fmt: skip

# "ruang tunggu" is about the room, not about waiting.
_ROOM = re.compile(r"\b(?:ruang|tempat|kursi) tunggu\b", re.IGNORECASE)
_PATTERNS = {
    slug: re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})(?:nya)?\b", re.IGNORECASE) for slug, words in WORDS.items()
}


def topics_of(text: str) -> tuple[str, ...]:
    """The unsur a suggestion speaks of, in the rule's order."""
    without_rooms = _ROOM.sub("ruang", text)
    return tuple(slug for slug, pattern in _PATTERNS.items() if pattern.search(without_rooms))


def count_topics(texts: Iterable[str]) -> dict[str, int]:
    """How many suggestions speak of each unsur; an unsur of which none speaks is left out."""
    counts: dict[str, int] = {}
    for text in texts:
        for slug in topics_of(text):
            counts[slug] = counts.get(slug, 0) + 1
    return counts
