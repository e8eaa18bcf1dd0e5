"""Archives that were forged, tampered with, cut short or made to harm: each fault is caused, and afterwards nothing is there."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from puas.domain.tenant_archive import MANIFEST, UnusableArchive, read_manifest
from puas.runtime.archive_files import ArchiveReader
from puas.usecases.import_tenant import UnableToImportTenant
from tests.conftest import Database
from tests.factories.archives import (
    Installation,
    counts,
    exported,
    filled,
    imported,
    inhabited,
    installation,
    rewritten,
    row_change,
)


@pytest.fixture(scope="module")
def strict(template_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Another installation, shared by tests whose archives are all refused: nothing is ever kept there."""
    with installation(template_database, "puas_archive_strict", tmp_path_factory.mktemp("strict")) as place:
        yield inhabited(place)


@pytest.fixture(scope="module")
def shipped(template_database: Database, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The archive of a filled regency, made once: most tests only look at what becomes of it elsewhere."""
    folder = tmp_path_factory.mktemp("shipped")
    with installation(template_database, "puas_archive_shipped", folder) as place:
        exported(place, filled(place).id, folder / "tirta.zip")
    return (folder / "tirta.zip").read_bytes()


@pytest.fixture
def archive(shipped: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "tirta.zip"
    path.write_bytes(shipped)
    return path


STRANGER = "01990000-0000-7000-8000-000000000001"
FORGERIES: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "an answer to another's period": (row_change("response", period_id=STRANGER), "strangers: response"),
    "an answer from another's sticker": (row_change("response", collection_point_id=STRANGER), "strangers: response"),
    "a period of another's agency": (row_change("survey_period", agency_id=STRANGER), "rows-refused: survey_period"),
    "an agency merged into another's": (row_change("agency", merged_into_id=STRANGER), "rows-refused: agency"),
    "a role of another kind": (row_change("membership", role="province-admin"), "strangers: membership"),
    "a file of another's": (row_change("report", snapshot='{"key":"tenant-1/emblem/x.png"}'), "strangers: report"),
    "a file of another's, spaced out": (row_change("report", snapshot='{"key" : "tenant-1/emblem/x.png"}'), "strangers: report"),
    "a result that was improved": (row_change("result", snapshot='{"nik":"99,99"}'), "forged-result"),
    "a score of five": (row_change("response", waktu=5), "rows-refused: response"),
    "no JSON": (lambda members: members.update({"tables/agency.jsonl": b"{nonsense\n"}), "rows-refused: agency"),
    "a row twice": (lambda members: members.update({"tables/agency.jsonl": members["tables/agency.jsonl"] * 2}), "rows-refused: agency"),
    "a province of its own choice": (row_change("shared_figure", province_code="33"), "not-equal: shared_figure"),
    "a tenant of its own choice": (row_change("agency", tenant_id=1), "not-equal: agency"),
    "a person nobody lists": (row_change("report_text", updated_by="hantu@contoh.example"), "not-equal: report_text"),
}


@pytest.mark.parametrize("case", FORGERIES)
def test_what_was_forged_by_somebody_with_the_key_is_refused_and_nothing_stays(strict: Installation, archive: Path, case: str) -> None:
    change, reason = FORGERIES[case]
    before = counts(strict)
    with pytest.raises(UnableToImportTenant, match=reason):
        imported(strict, rewritten(archive, change))
    assert counts(strict) == before
    assert [key for number in range(4, 60) for key in strict.store.keys(f"tenant-{number}")] == []


TAMPERED: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "a changed row": (row_change("agency", name="Dinas Lain"), "members-differ|damaged"),
    "a changed file": (lambda members: members.update({"files/photographs/a.jpg": b"GAMBAR"}), "damaged"),
    "a missing table": (lambda members: members.__delitem__("tables/response.jsonl"), "members-differ"),
    "a member more": (lambda members: members.update({"files/x.bin": b"x"}), "members-differ"),
    "a way out": (lambda members: members.update({"files/../../etc/passwd": b"x"}), "unsafe-name"),
    "an absolute way": (lambda members: members.update({"/etc/passwd": b"x"}), "unsafe-name"),
    "a way out in another spelling": (lambda members: members.update({"files\\..\\x": b"x"}), "unsafe-name"),
    "a bomb": (lambda members: members.update({"files/x.bin": b"0" * (64 * 1024 * 1024)}), "too-large"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_what_was_tampered_with_is_refused_before_the_first_row(strict: Installation, archive: Path, case: str) -> None:
    change, reason = TAMPERED[case]
    with pytest.raises(UnusableArchive, match=reason):
        imported(strict, rewritten(archive, change, resign=False))
    assert counts(strict)[0] == 3


def test_a_manifest_of_one_s_own_making_is_refused(strict: Installation, archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as found:
        members = {name: found.read(name) for name in found.namelist()}
    manifest = read_manifest(members[MANIFEST])
    members[MANIFEST] = replace(manifest, source="https://lain.example").to_json().encode()
    target = tmp_path / "palsu.zip"
    with zipfile.ZipFile(target, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    with pytest.raises(UnusableArchive, match="bad-signature"):
        imported(strict, target)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"region_code": "99.99"}, "unknown-region"),
        ({"region_code": "35", "province_code": "35"}, "unknown-region"),
        ({"province_code": "33"}, "wrong-province"),
        ({"province_code": None}, "wrong-province"),
        ({"kind": "demo"}, "wrong-province"),
        ({"time_zone": "Asia/Arjosari"}, "unknown-zone"),
    ],
)
def test_a_place_that_does_not_fit_is_refused(strict: Installation, archive: Path, values: dict[str, object], reason: str) -> None:
    def change(members: dict[str, bytes]) -> None:
        with zipfile.ZipFile(archive) as found:
            told = json.loads(found.read(MANIFEST))
        told["tenant"] |= values
        members[MANIFEST] = json.dumps(told).encode()

    with pytest.raises(UnableToImportTenant, match=reason):
        imported(strict, rewritten(archive, change))
    assert counts(strict)[0] == 3


def test_another_schema_is_refused(strict: Installation, archive: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        with zipfile.ZipFile(archive) as found:
            told = json.loads(found.read(MANIFEST))
        told["schema_revision"] = "0007_documents"
        members[MANIFEST] = json.dumps(told).encode()

    with pytest.raises(UnableToImportTenant, match="other-schema"):
        imported(strict, rewritten(archive, change))


@pytest.mark.parametrize("part", [0, 10, 4000, -30])
def test_a_piece_of_an_archive_is_none(strict: Installation, archive: Path, tmp_path: Path, part: int) -> None:
    broken = tmp_path / "potongan.zip"
    broken.write_bytes(archive.read_bytes()[:part])
    with pytest.raises(UnusableArchive, match="not-an-archive"):
        imported(strict, broken)


def test_a_byte_that_turned_is_found(strict: Installation, archive: Path, tmp_path: Path) -> None:
    content = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as found:
        place = found.getinfo("tables/agency.jsonl").header_offset + 120
    content[place] ^= 0xFF
    broken = tmp_path / "rusak.zip"
    broken.write_bytes(content)
    with pytest.raises(UnusableArchive, match="damaged"):
        imported(strict, broken)


def test_two_members_of_one_name_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("accounts.jsonl", "a")
        made.writestr("accounts.jsonl", "b")
    with zipfile.ZipFile(stream) as archive, pytest.raises(UnusableArchive, match="doubled-name"):
        ArchiveReader(archive, len(stream.getvalue()))
