"""`puas verify`: what holds, what does not, and what could not be looked at."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from puas.cli.main import main
from puas.domain.signed_result import seal
from puas.runtime.signing_key import SigningKey, public_keys_json
from tests.factories.snapshots import report_snapshot, result_snapshot

RESULT = result_snapshot()
KEY = SigningKey("rahasia-pemasangan-yang-cukup-panjang")
SEALED = seal(RESULT, KEY.sign(RESULT.to_json()))


@pytest.fixture
def verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(content: str | bytes, *, keys: str | None = None) -> tuple[int, dict[str, bool | None], str]:
        file = tmp_path / "result.json"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        flags = []
        if keys is not None:
            (tmp_path / "keys.json").write_text(keys)
            flags = ["--keys", str(tmp_path / "keys.json")]
        code = main(["verify", str(file), "--json", *flags])
        captured = capsys.readouterr()
        checks = json.loads(captured.out)["checks"] if captured.out else []
        return code, {check["name"]: check["holds"] for check in checks}, captured.err

    return run


KEYS = public_keys_json([KEY.public])


def test_a_right_result(verify: Any) -> None:
    assert verify(SEALED.to_json(), keys=KEYS)[:2] == (0, {"sidik jari": True, "hitung ulang": True, "tanda tangan": True})
    assert verify(SEALED.to_json())[:2] == (0, {"sidik jari": True, "hitung ulang": True, "tanda tangan": None})


def test_a_changed_figure(verify: Any) -> None:
    changed = SEALED.to_json().replace('"nik":"88.01"', '"nik":"88.31"')
    assert verify(changed, keys=KEYS)[:2] == (1, {"sidik jari": False, "hitung ulang": False, "tanda tangan": False})


def test_a_wrong_figure_that_was_hashed_and_signed_again(verify: Any) -> None:
    wrong = replace(RESULT, index=replace(RESULT.index, mutu="A", predikat="Sangat Baik"))
    sealed = seal(wrong, KEY.sign(wrong.to_json()))
    assert verify(sealed.to_json(), keys=KEYS)[:2] == (1, {"sidik jari": True, "hitung ulang": False, "tanda tangan": True})


def test_a_name_changed_and_hashed_again_by_somebody_else(verify: Any) -> None:
    assert RESULT.agency is not None
    other = replace(RESULT, agency=replace(RESULT.agency, name="Dinas Lain"))
    assert verify(seal(other, SEALED.signature).to_json(), keys=KEYS)[1]["tanda tangan"] is False
    stranger = SigningKey("rahasia-orang-lain-yang-juga-panjang")
    assert verify(seal(other, stranger.sign(other.to_json())).to_json(), keys=KEYS)[:2] == (
        1,
        {"sidik jari": True, "hitung ulang": True, "tanda tangan": False},
    )


def test_a_removed_signature_is_noticed_when_keys_are_given(verify: Any) -> None:
    assert verify(seal(RESULT, None).to_json(), keys=KEYS)[:2] == (1, {"sidik jari": True, "hitung ulang": True, "tanda tangan": False})
    assert verify(seal(RESULT, None).to_json())[1]["tanda tangan"] is None


def test_a_bare_snapshot_and_a_report(verify: Any) -> None:
    assert verify(RESULT.to_json())[:2] == (0, {"sidik jari": None, "hitung ulang": True, "tanda tangan": None})
    report = report_snapshot(result_signature=SEALED.signature)
    assert verify(report.to_json(), keys=KEYS)[:2] == (0, {"sidik jari": True, "hitung ulang": True, "tanda tangan": True})
    assert verify(report_snapshot(result_sha256="0" * 64).to_json())[1]["sidik jari"] is False


def test_other_spellings_of_the_file_hold_too(verify: Any) -> None:
    pretty = json.dumps(json.loads(SEALED.to_json()), indent=2)
    assert verify(pretty, keys=KEYS)[0] == 0


def test_an_edition_of_the_future_is_not_called_right(verify: Any) -> None:
    later = replace(RESULT, edition_id="permenpanrb-1-2031")
    assert verify(seal(later, None).to_json())[:2] == (1, {"sidik jari": True, "hitung ulang": False, "tanda tangan": None})


@pytest.mark.parametrize("content", ["", "x", "[]", '{"format":"x"}', b"\xff\xfe\x00", b"%PDF-1.7"])
def test_other_files(verify: Any, content: str | bytes) -> None:
    code, _, said = verify(content)
    assert code == 2 and len(said.splitlines()) == 1


def test_unreadable_keys(verify: Any) -> None:
    assert verify(SEALED.to_json(), keys="{}")[:2] == (1, {"sidik jari": True, "hitung ulang": True, "tanda tangan": False})


def test_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "result.json"
    file.write_text(SEALED.to_json().replace('"nik":"88.01"', '"nik":"88.31"'))
    assert main(["verify", str(file)]) == 1
    out = capsys.readouterr().out
    assert "DATA CONTOH" in out
    assert "TIDAK COCOK: hitung ulang – index.nik: tertulis 88.31, dihitung 88.01" in out
    assert main(["verify", "/nowhere.json"]) == 2
