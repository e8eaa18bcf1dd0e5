"""Addresses that letters carry. The web service has a route for each; a contract test holds the two together."""

from __future__ import annotations

# `{key}` is a secret of `puas.db.locators.new_key`.
VERIFY_SIGN_UP = "/daftar/verifikasi/{key}"
INVITATION = "/undangan/{key}"
RESET_PASSWORD = "/atur-ulang-sandi/{key}"
LOG_IN = "/masuk"
SIGN_UP = "/daftar"
OPERATOR_REQUESTS = "/operator/permohonan"
PROVINCE_REQUESTS = "/t/{slug}/persetujuan"
WORKSPACE = "/t/{slug}/"
NOTICES = "/t/{slug}/pemberitahuan"

OPERATOR = "/operator"
PROVINCE_READINESS = "/t/{slug}/kesiapan"
LEFT_WORKSPACE = "/ruang-kerja/keluar/{slug}"


def absolute(base_url: str, path: str, **parts: str) -> str:
    """The full address of one of the paths above."""
    return base_url.rstrip("/") + path.format(**parts)
