from __future__ import annotations

import pytest

from puas.runtime.personal_data import without_personal_data


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("kirim ke siti.aminah@example.go.id", "kirim ke [e-mail]"),
        ("postgresql://puas_app:f3Qz8@db/puas", "postgresql://[log-in]@db/puas"),
        ("NIK 3522 0101 0190 0001 ditolak", "NIK [NIK] ditolak"),
        ("hubungi +6281234567890 segera", "hubungi [phone] segera"),
        ("DETAIL: Key (lower(email))=(siti) already exists.", "DETAIL: Key (lower(email))=(…) already exists."),
        ("GET /undangan/q8Zk2h8-qVbX7tJm4nRw9sLd6yPg1aEu gagal", "GET /undangan/[key] gagal"),
        # Figures, times and our own ids are no personal data.
        ("n=1163 index 88,31 at 2026-11-21T08:12:33", "n=1163 index 88,31 at 2026-11-21T08:12:33"),
        ("worker b6579600952248d1234567890123456e", "worker b6579600952248d1234567890123456e"),
        ("report 01935b2e-7c1f-7a00-8000-00000000abcd", "report 01935b2e-7c1f-7a00-8000-00000000abcd"),
    ],
)
def test_masks(text: str, safe: str) -> None:
    assert without_personal_data(text) == safe
