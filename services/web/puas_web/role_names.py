"""Names of the roles as people read them, with one sentence on what each may do."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from puas.domain.permissions import Role


@dataclass(frozen=True)
class RoleWords:
    """A role's name and what it is for."""

    name: str
    purpose: str


ROLE_WORDS: dict[Role, RoleWords] = {
    Role.TENANT_ADMIN: RoleWords(_l("Admin kabupaten/kota"), _l("Mengatur perangkat daerah, periode survei, laporan, dan anggota.")),
    Role.LEADER: RoleWords(_l("Pimpinan"), _l("Melihat hasil, laporan, dan tindak lanjut tanpa mengubah apa pun.")),
    Role.AGENCY_OFFICER: RoleWords(
        _l("Petugas perangkat daerah"), _l("Menjalankan survei dan menyusun laporan perangkat daerahnya sendiri.")
    ),
    Role.EVALUATOR: RoleWords(
        _l("Evaluator"), _l("Menilai kinerja unit pelayanan yang ditugaskan kepadanya pada formulir F-02.")
    ),
    Role.PROVINCE_ADMIN: RoleWords(_l("Admin provinsi"), _l("Menyetujui kabupaten/kota dan membandingkan hasilnya.")),
    Role.PROVINCE_VIEWER: RoleWords(_l("Pengamat provinsi"), _l("Melihat rekap provinsi tanpa mengubah apa pun.")),
    Role.TRAINER: RoleWords(_l("Pelatih"), _l("Merencanakan dan memandu pelatihan, tanpa melihat data lain.")),
    Role.TRAINEE: RoleWords(_l("Peserta pelatihan"), _l("Berlatih menjalankan survei dengan data contoh.")),
}

_OPERATOR = _l("Pengelola Puas")


def role_name(role: str) -> str:
    return str(ROLE_WORDS[Role(role)].name)


def person_kind(role: str) -> str:
    """The role in words; the operator has none in a tenant but a name all the same."""
    if role in set(Role):
        return role_name(role)
    return str(_OPERATOR) if role.lower() == "operator" else role[:1].upper() + role[1:]
