"""What stands beside the rows in a tenant's archive, for whoever opens it years later."""

from __future__ import annotations


def read_me(tenant: str, source: str) -> str:
    """The archive explained in one page of plain text."""
    origin = f" dari {source}" if source else ""
    return f"""ARSIP {tenant}
Survei Kepuasan Masyarakat{origin}

Arsip ini memuat seluruh data milik {tenant} pada aplikasi Puas.

manifest.json     daftar isi: versi format dan skema, jumlah baris, SHA-256 setiap berkas dan keseluruhan, tanda tangan instalasi asal
tables/*.jsonl    satu berkas per tabel, satu baris JSON per baris data, nilai persis seperti di basis data
accounts.jsonl    orang yang disebut dalam data: alamat surel dan nama. Kata sandi, token, dan tautan rahasia tidak disertakan
files/            lambang, dokumen, foto, dan salinan bertanda tangan
puas-keys.json    kunci publik untuk memeriksa tanda tangan hasil survei

Di dalam baris data, orang ditulis dengan alamat surelnya; nomor ruang kerja dan kode provinsi tidak ditulis karena mengikuti instalasi.

Memasukkan ke instalasi lain:      ./puas tenant import BERKAS
Memeriksa satu hasil (kolom snapshot, sha256, dan signature pada tables/result.jsonl):      ./puas verify

Simpan arsip ini seperti menyimpan dokumen rahasia: di dalamnya ada jawaban dan saran responden.
"""
