"""Memasukkan ruang kerja dari arsip `puas tenant export` ke instalasi ini, semuanya atau tidak sama sekali.

Ruang kerja mendapat nomor baru; wilayahnya harus dikenal dan belum terdaftar. Orang yang alamat surelnya sudah dikenal memakai
akunnya yang ada; yang lain meminta kata sandi lewat "Lupa kata sandi". Stiker QR yang sudah tertempel tetap berlaku begitu alamat
situsnya menunjuk ke instalasi ini. Sesudahnya isi basis data dibaca kembali dan dibandingkan tabel demi tabel dengan arsipnya.
Pengaturan dibaca dari variabel lingkungan layanan web; akun pemilik basis data tidak diperlukan, karena semuanya hanya penambahan.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from puas.cli.database_troubles import database_trouble
from puas.db.session import make_engine, make_session_factory, unit_of_work
from puas.domain.tenant_archive import UnusableArchive
from puas.presentation.numbers import whole_number
from puas.runtime import clock
from puas.runtime.archive_files import open_archive
from puas.runtime.file_store import open_file_store
from puas.runtime.settings import ArchiveSettings, UnableToStart, load
from puas.runtime.signing_key import PublicKey, SigningKey, UnreadableKeys, read_public_keys
from puas.usecases.import_tenant import ImportedTenant, UnableToImportTenant, import_tenant

_UNUSABLE = {
    "not-an-archive": "berkas ini bukan arsip ZIP, atau terpotong",
    "unsafe-name": "arsip memuat nama berkas yang tidak aman",
    "doubled-name": "arsip memuat nama yang sama dua kali",
    "encrypted": "arsip memuat berkas terenkripsi",
    "too-large": "isi arsip mengembang tidak wajar; mungkin dibuat untuk melumpuhkan komputer",
    "no-manifest": "arsip tidak memuat manifest.json; ini bukan arsip ruang kerja",
    "unreadable-manifest": "manifest.json tidak dapat dibaca",
    "other-format": "format arsip ini tidak dikenal versi ini",
    "bad-signature": "tanda tangan manifest tidak cocok; arsip sudah diubah",
    "members-differ": "isi arsip tidak sama dengan daftar isinya",
    "damaged": "sidik jari tidak cocok; arsip rusak atau sudah diubah",
    "unreadable-row": "ada baris yang tidak dapat dibaca",
}
_UNABLE = {
    "other-schema": "versi skema arsip dan instalasi ini berbeda; bawa keduanya ke versi Puas yang sama, lalu ekspor lagi",
    "unknown-table": "daftar tabel arsip dan instalasi ini berbeda",
    "unknown-region": "kode wilayah ini tidak dikenal, atau bukan wilayah yang dapat terdaftar",
    "wrong-province": "kode provinsi arsip tidak sesuai dengan wilayahnya",
    "region-taken": "wilayah ini sudah terdaftar di instalasi ini",
    "slug-taken": "nama pendeknya sudah dipakai; ulangi dengan --slug, misalnya --slug",
    "unknown-zone": "zona waktu tidak dikenal",
    "untrusted-key": "arsip ditandatangani dengan kunci di luar daftar --keys",
    "codes-taken": "kode stiker atau nomor dokumen ini sudah dipakai ruang kerja lain di sini",
    "rows-refused": "basis data menolak baris tabel ini: ada yang ganda, di luar batas, atau menunjuk data yang tidak ada di arsip",
    "strangers": "tabel ini menunjuk data di luar arsip, atau memuat peran yang tidak dikenal jenis ruang kerja ini",
    "forged-result": "sidik jari atau tanda tangan hasil survei ini tidak cocok",
    "not-equal": "isi basis data tidak sama dengan arsip pada tabel",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which archive, and what to do where its name is taken."""
    parser.add_argument("file", type=Path, metavar="FILE", help="arsip yang dibuat `puas tenant export`")
    parser.add_argument("--slug", help="nama pendek yang dipakai di sini, bila nama aslinya sudah dipakai")
    parser.add_argument(
        "--keys", type=Path, metavar="KEYS", help="hanya terima arsip bertanda tangan kunci di berkas ini (puas-keys.json instalasi asal)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Bring the tenant in and say what came."""
    try:
        settings = load(ArchiveSettings)
        trusted = None if arguments.keys is None else read_public_keys(arguments.keys.read_bytes())
    except (UnableToStart, UnreadableKeys, OSError) as refusal:
        print(f"puas: {refusal}", file=sys.stderr)
        return 2
    engine = make_engine(settings.database_url)
    try:
        done = _import(arguments, settings, trusted, engine)
    except UnusableArchive as refusal:
        return _refused(_UNUSABLE[refusal.reason], refusal.detail)
    except UnableToImportTenant as refusal:
        return _refused(_UNABLE[refusal.reason], refusal.detail)
    except DBAPIError as error:
        return _refused(database_trouble(error), "")
    except OSError as error:
        return _refused("berkas tidak dapat dibaca atau disimpan", str(error))
    finally:
        engine.dispose()
    print(_report(done))
    return 0


def _import(
    arguments: argparse.Namespace, settings: ArchiveSettings, trusted: tuple[PublicKey, ...] | None, engine: object
) -> ImportedTenant:
    factory = make_session_factory(engine)  # type: ignore[arg-type]
    with open_archive(arguments.file) as archive, unit_of_work(factory) as session:
        return import_tenant(
            session=session, archive=archive, store=open_file_store(settings.files_url), slug=arguments.slug, trusted_keys=trusted,
            own_key=SigningKey(settings.secret_key).public, now=clock.now(),
        )  # fmt: skip


def _refused(words: str, detail: str) -> int:
    print(f"puas: {words}{f' {detail}' if words.endswith('--slug') else f': {detail}' if detail else ''}", file=sys.stderr)
    print("Tidak ada yang dimasukkan.", file=sys.stderr)
    return 2


def _report(done: ImportedTenant) -> str:
    width = max(len(each.table) for each in done.tables)
    lines = [f"{'tabel':<{width}}  {'baris':>12}  sidik jari        hasil"]
    lines += [
        f"{each.table:<{width}}  {whole_number(each.rows):>12}  {each.archived[:16]}  {'sama' if each.is_equal else 'BERBEDA'}"
        for each in done.tables
    ]
    rows = sum(each.rows for each in done.tables)
    equal = sum(each.is_equal for each in done.tables)
    lines += [
        "",
        f"ruang kerja: {done.manifest.tenant.name}, alamat /t/{done.slug}/",
        f"{equal} dari {len(done.tables)} tabel sama persis; {whole_number(rows)} baris, {done.files} berkas",
        f"orang: {done.accounts_added} akun baru, {done.accounts_merged} sudah ada; akun baru membuat kata sandi lewat /lupa-sandi",
        f"hasil survei: {done.results}, sidik jari cocok semua, tanda tangan cocok {done.results - done.results_unverified}",
    ]
    if done.results_unverified:
        lines.append(f"{done.results_unverified} hasil ditandatangani kunci yang tidak ada di arsip; simpan daftar kunci instalasi asal")
    if equal < len(done.tables):
        lines.append("surat (letter) berbeda hanya pada kabupaten/kota tujuan yang belum terdaftar di sini; suratnya sendiri utuh")
    return "\n".join(lines)
