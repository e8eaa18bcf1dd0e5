"""The page to read first of the archive."""

from __future__ import annotations

from collections.abc import Sequence

from puas_reporter.documents.training_lessons.material import SAMPLE, Material

README_NAME = "baca-dahulu.txt"


def readme(material: Material, contents: Sequence[tuple[str, str]]) -> str:
    """What is in the archive (path and what it is for), and how a training is held with it."""
    session = material.session
    lines = [
        f"Paket pelatih: {session.title}",
        f"{session.owner} · {material.days} · {material.where}",
        f"Nomor dokumen {material.source.document_id}. {SAMPLE}.",
        "",
        "Isi paket:",
        *(f"- {path}: {purpose}" for path, purpose in contents),
        "",
        "Urutan memakainya:",
        "1. Baca panduan pelatih; cetak lembar peserta, buku pegangan, dan kartu saku.",
        "2. Pasang poster di tempat layanan yang dikunjungi peserta.",
        f"3. Buka pelatihan, lalu minta peserta membuka {session.join_url} dan mengetik kode {session.code}.",
        "4. Tampilkan paparan; kata-kata dan waktunya ada di catatan pembicara.",
        "5. Bahas latihan dengan lembar pelatih; jangan membagikannya kepada peserta.",
        "",
        "Bila acara berubah, buat lagi paket ini dari halaman Bahan supaya semuanya cocok.",
        "Susunan acara, jam, dan nasihat adalah usulan; yang berasal dari peraturan disebutkan sumbernya.",
        "",
    ]
    return "\r\n".join(lines)
