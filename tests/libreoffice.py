"""LibreOffice without a window: what a second program makes of the files this one writes. One start converts many files."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest

SOFFICE = which("soffice") or which("libreoffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not on this machine")

_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_FORMULA_VALUE = re.compile(rb"(</f><v>)([^<]*)(</v>)")


def convert(files: Sequence[Path], target: str, folder: Path) -> list[Path]:
    """Each file in the target format, in the folder; formulas are calculated anew when a workbook is opened."""
    assert SOFFICE is not None
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", target]
    done = subprocess.run([*command, "--outdir", str(folder), *map(str, files)], capture_output=True, text=True, timeout=120, check=False)
    converted = [folder / f"{file.stem}.{target.partition(':')[0]}" for file in files]
    missing = [file.name for file in converted if not file.is_file()]
    assert not missing, f"LibreOffice gave no {missing}: {done.stdout} {done.stderr}"
    return converted


def with_wrong_stored_values(workbook: bytes) -> tuple[bytes, int]:
    """The workbook with another value beside every formula, and how many there were: only calculating brings them right."""
    target, spoiled = BytesIO(), 0
    with zipfile.ZipFile(BytesIO(workbook)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                content, number = _FORMULA_VALUE.subn(rb"\g<1>1\g<3>", content)
                spoiled += number
            written.writestr(entry.filename, content)
    return target.getvalue(), spoiled
