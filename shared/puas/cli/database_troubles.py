"""What the commands say when the database cannot be used as it is: one sentence, with what to do about it."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

_OTHER_SCHEMA = "skemanya bukan dari versi Puas ini; jalankan `puas migrate` dahulu, atau pasang versi yang sama dengan skemanya"
_BY_SQLSTATE = {
    "42P01": _OTHER_SCHEMA,
    "42703": _OTHER_SCHEMA,
    "42883": _OTHER_SCHEMA,
    "42501": "akun pada alamat basis data itu tidak berhak; periksa apakah variabelnya berisi akun yang benar",
    "55P03": "sebuah tabel sedang dipakai; ulangi sebentar lagi",
    "53100": "ruang simpannya penuh",
}


def database_trouble(error: DBAPIError) -> str:
    """One line. What the server says is added as it is: it names hosts and log-ins, never passwords."""
    said = (str(error.orig).splitlines() or [""])[0].strip()
    sqlstate = getattr(error.orig, "sqlstate", None)
    if sqlstate in _BY_SQLSTATE:
        return f"basis data: {_BY_SQLSTATE[sqlstate]} ({said})"
    if error.connection_invalidated or sqlstate is None:
        return f"basis data tidak dapat dihubungi atau terputus: {said}"
    return f"basis data menolak: {said}"
