"""Periksa hasil yang diekspor (result.json) atau dokumen yang diterbitkan (PDF, DOCX, XLSX), tanpa jaringan.

Sidik jari SHA-256, hitung ulang semua angka, dan tanda tangan bila kuncinya ada; dari dokumen juga angka yang tercetak
dan tanda tangan elektronik PDF. Kunci publik suatu instalasi ada di /.well-known/puas-keys.json; simpan berkasnya dan
sebut dengan --keys. Kode keluar: 0 semua yang diperiksa cocok, 1 ada yang tidak cocok, 2 berkas tidak terbaca.
"""

import argparse
import hashlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from puas.cli.checks import Check
from puas.domain.canonical_json import UnreadableRecord, parse_json
from puas.domain.province_check import province_mismatches
from puas.domain.province_result import ProvinceResult
from puas.domain.report_snapshot import REPORT_FORMAT, ReportSnapshot
from puas.domain.result_check import Mismatch, NotRecomputable, mismatches
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.signed_province import SignedProvince
from puas.domain.signed_result import SIGNED_RESULT_FORMAT, SignedResult, read_signed_result
from puas.runtime import clock

HOLDS = 0
FAILS = 1
UNREADABLE = 2

Sealed = SignedResult | SignedProvince

_MOST_MISMATCHES_SHOWN = 20
_MARKS = {True: "cocok", False: "TIDAK COCOK", None: "tidak diperiksa"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of `puas verify`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="result.json hasil ekspor, atau dokumen PDF, DOCX, XLSX, PPTX")
    parser.add_argument("--keys", type=Path, metavar="KEYS", help="berkas kunci publik (puas-keys.json)")
    parser.add_argument("--roots", type=Path, metavar="ROOTS", help="sertifikat penerbit tanda tangan yang dipercaya (PEM, atau folder)")
    parser.add_argument("--json", action="store_true", help="keluaran JSON")


def run(arguments: argparse.Namespace) -> int:
    """Read, check, print what holds."""
    try:
        content = arguments.file.read_bytes()
        keys = arguments.keys.read_bytes() if arguments.keys else None
    except OSError as error:
        print(f"puas verify: {error.filename}: tidak dapat dibuka ({error.strerror})", file=sys.stderr)
        return UNREADABLE
    if b"%PDF-" in content[:1024] or content.startswith(b"PK\x03\x04"):
        return _run_on_document(arguments, content, keys)
    try:
        sealed = _read(content)
    except UnreadableRecord as error:
        print(f"puas verify: {arguments.file}: bukan hasil yang diekspor ({error})", file=sys.stderr)
        return UNREADABLE
    checks = (_check_hash(sealed), *_check_figures(sealed), _check_signature(sealed, keys))
    return _say(sealed, checks, as_json=arguments.json)


def _run_on_document(arguments: argparse.Namespace, content: bytes, keys: bytes | None) -> int:
    # Reading PDF and office files takes libraries that a result.json does not need.
    from puas.cli.verify_document import check_document, check_signatures, unreadable
    from puas.runtime.document_files import PDF, UnreadableFile, open_document
    from puas.runtime.pdf_files import UnreadablePdf
    from puas.runtime.signing_roots import UnreadableRoots, read_roots

    try:
        roots = read_roots(arguments.roots) if arguments.roots else ()
        opened = open_document(content)
        signatures = check_signatures(content, roots, clock.now()) if opened.format == PDF else ()
    except (UnreadableRoots, OSError) as error:
        print(f"puas verify: {arguments.roots}: tidak memuat sertifikat penerbit ({error})", file=sys.stderr)
        return UNREADABLE
    except (UnreadableFile, UnreadableRecord, UnreadablePdf) as error:
        why = unreadable(getattr(error, "reason", ""))
        sha256 = hashlib.sha256(content).hexdigest()
        print(f"puas verify: {arguments.file}: {why}; SHA-256 berkas ini {sha256}", file=sys.stderr)
        return UNREADABLE
    except ImportError as error:
        print(f"puas verify: {arguments.file}: memerlukan pustaka {error.name}", file=sys.stderr)
        return UNREADABLE
    record, sealed = opened.record, opened.record.sealed
    if not arguments.json:
        print(f"{record.title} · nomor {record.document_id} · {record.verification_url}")
    checks = (_check_hash(sealed), *_check_figures(sealed), _check_signature(sealed, keys), *check_document(opened), *signatures)
    return _say(sealed, checks, as_json=arguments.json)


def _say(sealed: Sealed, checks: tuple[Check, ...], *, as_json: bool) -> int:
    _print(sealed, checks, as_json=as_json)
    return FAILS if any(check.holds is False for check in checks) else HOLDS


def _read(content: bytes) -> SignedResult:
    data = parse_json(content)
    if isinstance(data, dict) and data.get("format") == REPORT_FORMAT:
        report = ReportSnapshot.from_json(content)
        return SignedResult(SIGNED_RESULT_FORMAT, report.result, report.result_sha256, report.result_signature)
    return read_signed_result(content)


def _check_hash(sealed: Sealed) -> Check:
    actual = sealed.result.sha256()
    if not sealed.sha256:
        return Check("sidik jari", None, f"berkas tidak menyebut sidik jarinya; SHA-256 {actual}")
    if sealed.hash_fits:
        return Check("sidik jari", True, f"SHA-256 {actual}")
    return Check("sidik jari", False, f"tertulis {sealed.sha256}, sebenarnya {actual}")


def _mismatches(sealed: Sealed) -> tuple[Mismatch, ...]:
    return province_mismatches(sealed.result) if isinstance(sealed, SignedProvince) else mismatches(sealed.result)


def _check_figures(sealed: Sealed) -> tuple[Check, ...]:
    followed = "angka-angka yang diterbitkan di dalamnya" if isinstance(sealed, SignedProvince) else "cacah jawabannya"
    try:
        wrong = _mismatches(sealed)
    except NotRecomputable as error:
        return (Check("hitung ulang", False, f"tidak dapat dihitung ulang: {error}"),)
    if not wrong:
        return (Check("hitung ulang", True, f"semua angka mengikuti {followed}"),)
    shown = wrong[:_MOST_MISMATCHES_SHOWN]
    rest = len(wrong) - len(shown)
    checks = [Check("hitung ulang", False, f"{each.path}: tertulis {each.stated}, dihitung {each.computed}") for each in shown]
    return (*checks, Check("hitung ulang", False, f"dan {rest} lagi")) if rest else tuple(checks)


def _check_signature(sealed: Sealed, keys: bytes | None) -> Check:
    if sealed.signature is None:
        # Without a signature the origin is open; with keys at hand one was expected.
        return Check("tanda tangan", None if keys is None else False, "berkas tidak bertanda tangan")
    if keys is None:
        return Check("tanda tangan", None, "sebut kunci publik dengan --keys untuk memeriksa asalnya")
    try:
        from puas.runtime.signing_key import UnreadableKeys, key_id_of, read_public_keys, verify
    except ImportError:
        return Check("tanda tangan", None, "memerlukan pustaka cryptography")
    try:
        known = read_public_keys(keys)
    except UnreadableKeys:
        return Check("tanda tangan", False, "berkas kunci tidak terbaca")
    key = verify(sealed.result.to_json(), sealed.signature, known)
    if key is not None:
        return Check("tanda tangan", True, f"kunci {key.key_id}")
    key_id = key_id_of(sealed.signature)
    if any(each.key_id == key_id for each in known):
        return Check("tanda tangan", False, f"bukan tanda tangan kunci {key_id} atas hasil ini")
    return Check("tanda tangan", False, f"kunci {key_id or '?'} tidak ada dalam daftar kunci")


def _print(sealed: Sealed, checks: tuple[Check, ...], *, as_json: bool) -> None:
    result = sealed.result
    holds = not any(check.holds is False for check in checks)
    if as_json:
        print(json.dumps({"holds": holds, "checks": [asdict(check) for check in checks]}, ensure_ascii=False, indent=1))
        return
    index = result.index
    figure = "tanpa indeks" if index.nik is None else f"NIK {str(index.nik).replace('.', ',')} {index.mutu}"
    print(f"{_about(result)} · {figure} · responden {result.respondents}")
    if result.sample_data:
        print("DATA CONTOH, bukan hasil survei yang sebenarnya")
    for check in checks:
        print(f"{_MARKS[check.holds]}: {check.name} – {check.detail}")


def _about(result: ResultSnapshot | ProvinceResult) -> str:
    if isinstance(result, ProvinceResult):
        return f"{result.province_name} · {result.label}"
    unit = result.agency.name if result.agency else result.tenant.name
    return f"{unit} · {result.tenant.name} · {result.period.label}"
