"""What the pages say when a use case refuses."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "last-administrator": _l("Orang ini satu-satunya admin. Jadikan orang lain admin lebih dahulu agar ruang kerja tidak terkunci."),
    "unknown-role": _l("Peran ini tidak ada di ruang kerja ini."),
    "no-agency": _l("Pilih paling sedikit satu perangkat daerah untuk petugas."),
    "unknown-agency": _l("Perangkat daerah yang dipilih sudah tidak ada. Muat ulang halaman."),
    "not-a-member": _l("Orang ini sudah bukan anggota ruang kerja."),
    "already-a-member": _l("Orang ini sudah menjadi anggota. Ubah perannya dari daftar anggota."),
}
