"""One report in all its formats as the reporter hands it out, rendered once for all tests of the process."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from puas.domain.document_source import SKM_REPORT, SkmReportSource
from puas.domain.report_snapshot import ReportSnapshot
from puas.runtime.file_store import DiskStore
from puas.runtime.signing_key import SigningKey
from puas_reporter.documents.catalogue import render
from tests.factories.snapshots import report_snapshot, result_snapshot

KEY = SigningKey("rahasia-pemasangan-yang-cukup-panjang")


@cache
def signed_report() -> ReportSnapshot:
    result = result_snapshot()
    return replace(report_snapshot(), result=result, result_sha256=result.sha256(), result_signature=KEY.sign(result.to_json()))


@cache
def report_file(file_format: str) -> bytes:
    """The report as `pdf`, `docx` or `xlsx`."""
    source = SkmReportSource(signed_report(), ()).to_json()
    return b"".join(next(render(SKM_REPORT, [file_format], source, DiskStore(Path("/nonexistent")))).chunks())


@cache
def report_of_another_period() -> bytes:
    """A PDF of other figures, another number and another title."""
    report = signed_report()
    result = replace(report.result, period=replace(report.result.period, label="Triwulan I 2025"))
    other = replace(report, result=result, result_sha256=result.sha256(), document_id="ZZ9PLURAL", title="Laporan lain")
    source = SkmReportSource(other, ()).to_json()
    return b"".join(next(render(SKM_REPORT, ["pdf"], source, DiskStore(Path("/nonexistent")))).chunks())


def saved_again(content: bytes, suffix: str, folder: Path) -> bytes:
    """The file after LibreOffice opened and saved it; skips where there is none."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: opening and saving again was not tried")
    source = folder / f"berkas.{suffix}"
    source.write_bytes(content)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", suffix, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "out" / source.name).read_bytes()
