"""`puas bench`: which benchmarks run, what is handed on, and what the exit code says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from puas.cli import bench
from puas.cli.main import main

PROGRAM = """
import json, sys
print("noise")
value = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
print(json.dumps([{"name": "ratio", "value": value, "unit": "", "goal": ">= 1", "reached": value >= 1}]))
"""


@pytest.fixture(autouse=True)
def benches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made_up.py").write_text(PROGRAM)
    (tmp_path / "broken.py").write_text("raise SystemExit(3)")
    monkeypatch.setattr(bench, "INFRA", tmp_path)
    names = (bench.Bench("first", "made_up", "satu"), bench.Bench("second", "made_up", "dua"))
    monkeypatch.setattr(bench, "BENCHES", names)


def test_one_by_name_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "first", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["first"][0]["value"] == 2.0


def test_all_without_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench"]) == 0
    said = capsys.readouterr().out
    assert said.count("tercapai") == 2
    assert said.index("first") < said.index("second")


def test_a_missed_goal_and_options_handed_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "first", "--", "0.5"]) == 1
    assert "BELUM TERCAPAI" in capsys.readouterr().out


def test_one_that_cannot_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bench, "BENCHES", (bench.Bench("first", "broken", "rusak"),))
    assert main(["bench", "first"]) == 2
    assert "tidak selesai" in capsys.readouterr().err
