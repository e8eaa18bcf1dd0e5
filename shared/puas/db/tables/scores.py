"""The nine unsur as column names. The order is the body's; a contract test holds it against the edition."""

from __future__ import annotations

UNSUR_COLUMNS = (
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "pengaduan",
    "sarpras",
)
SCORES = (1, 2, 3, 4)
# persyaratan_1 … sarpras_4: how many answers gave this unsur this score.
COUNT_COLUMNS = tuple(f"{slug}_{score}" for slug in UNSUR_COLUMNS for score in SCORES)
