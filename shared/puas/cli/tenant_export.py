"""Menyimpan seluruh data satu ruang kerja (kabupaten/kota, provinsi, atau latihan) ke satu arsip ZIP.

Isinya: setiap tabel sebagai baris JSON dengan nilai persis, berkas (lambang, dokumen, foto, salinan bertanda tangan), orang yang
disebut dalam data (alamat surel dan nama), dan kunci publik. Kata sandi, token, dan tautan rahasia tidak ikut. Pengaturan dibaca
dari variabel lingkungan layanan web (PUAS_DATABASE_URL, PUAS_FILES_URL, PUAS_SECRET_KEY, PUAS_BASE_URL, PUAS_REDIS_URL); akun
pemilik basis data tidak diperlukan, karena yang dibaca hanya milik ruang kerja itu sendiri.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from puas.cli.database_troubles import database_trouble
from puas.db.queries.tenants import find_tenant
from puas.db.session import make_engine, make_session_factory, unit_of_work
from puas.domain.tenant_archive import Manifest
from puas.presentation.numbers import whole_number
from puas.runtime import clock
from puas.runtime.file_store import open_file_store
from puas.runtime.settings import ArchiveSettings, UnableToStart, load
from puas.runtime.signing_key import SigningKey
from puas.usecases.export_tenant import UnableToExportTenant, export_tenant


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which tenant, and where to."""
    parser.add_argument("slug", help="nama pendek ruang kerja seperti pada alamatnya, misalnya bojonegoro")
    parser.add_argument("file", type=Path, metavar="FILE", help="berkas arsip yang dibuat; tidak menimpa yang sudah ada")


def run(arguments: argparse.Namespace) -> int:
    """Write the archive beside its place and move it there when it is whole."""
    target: Path = arguments.file
    try:
        settings = load(ArchiveSettings)
    except UnableToStart as refusal:
        print(refusal, file=sys.stderr)
        return 2
    if target.exists():
        print(f"puas: {target} sudah ada; pilih nama lain", file=sys.stderr)
        return 2
    # One moment for all tables: who answers meanwhile is in all of them or in none.
    engine = make_engine(settings.database_url, isolation_level="REPEATABLE READ")
    try:
        with unit_of_work(make_session_factory(engine)) as session:
            row = find_tenant(session, slug=arguments.slug)
            if row is None:
                print(f"puas: tidak ada ruang kerja bernama {arguments.slug}", file=sys.stderr)
                return 2
            archive = export_tenant(
                session=session, tenant_id=row.id, store=open_file_store(settings.files_url),
                signing_key=SigningKey(settings.secret_key), source=settings.base_url, exported_by=None, now=clock.now(),
            )  # fmt: skip
            digest = _write(target, archive)
        print(_report(archive.manifest, target, digest))
    except UnableToExportTenant as refusal:
        print(f"puas: skema basis data bukan milik versi Puas ini ({refusal}); pakai versi yang sama", file=sys.stderr)
        return 2
    except DBAPIError as error:
        print(f"puas: {database_trouble(error)}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"puas: arsip tidak dapat ditulis: {error}", file=sys.stderr)
        return 1
    finally:
        engine.dispose()
    return 0


def _write(target: Path, pieces: object) -> str:
    digest = hashlib.sha256()
    descriptor, beside = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.resolve().parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            for piece in pieces:  # type: ignore[attr-defined]
                digest.update(piece)
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).replace(target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def _report(manifest: Manifest, target: Path, digest: str) -> str:
    rows = sum(each.rows or 0 for each in manifest.tables.values())
    lines = [
        f"arsip: {target} ({whole_number(target.stat().st_size)} bita)",
        f"ruang kerja: {manifest.tenant.name}; {len(manifest.tables)} tabel, {whole_number(rows)} baris, {len(manifest.files)} berkas",
        f"SHA-256 arsip: {digest}",
        f"SHA-256 isi: {manifest.sha256}",
        f"ditandatangani dengan kunci {manifest.signature.split(':')[1]}; daftar kunci: {manifest.source}/.well-known/puas-keys.json",
    ]
    words = {"invitation": "undangan yang belum diterima", "api_token": "token API yang berlaku"}
    lines += [f"tidak ikut: {each.rows} {words.get(each.table, each.table)}; buat lagi di tempat baru" for each in manifest.left_out]
    return "\n".join([*lines, "Simpan seperti dokumen rahasia: di dalamnya ada jawaban responden."])
