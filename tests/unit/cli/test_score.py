"""`puas score` on files as people have them: output, exit codes, and every refusal in one line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from puas.cli.main import main

HEADER = "layanan,U1,U2,U3,U4,U5,U6,U7,U8,U9"


class _Run:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.out))


@pytest.fixture
def score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(content: str | bytes, *flags: str) -> _Run:
        file = tmp_path / "jawaban.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = main(["score", str(file), *flags])
        captured = capsys.readouterr()
        return _Run(code, captured.out, captured.err)

    return run


def test_json_shape(score: Any) -> None:
    answer = score(f"{HEADER}\nKTP,4,4,4,4,4,4,4,4,4\nKTP,3,3,3,3,3,3,3,3,3\nKK,2,2,2,2,2,2,2,2,2\n", "--json").json
    index = {"ni": "2.750", "nik": "68.75", "mutu": "C", "predikat": "Kurang Baik"}
    weighted = {"ni": "3.000", "nik": "75.00", "mutu": "C", "predikat": "Kurang Baik"}
    assert {key: answer[key] for key in index} == index
    assert answer["unit"] == {"simple_mean": index, "respondent_weighted": weighted}
    assert set(answer) == {"edition", "weight", "n", "unsur", *index, "services", "unit"}
    assert answer["unsur"][0] == {"slug": "persyaratan", "n": "3", "total": "9", "nrr": "2.750", "nik": "68.75", "mutu": "C"}
    assert answer["services"] == [
        {"name": "KTP", "n": "2", "nik": "87.50", "mutu": "B"},
        {"name": "KK", "n": "1", "nik": "50.00", "mutu": "D"},
    ]
    assert (answer["edition"], answer["weight"], answer["n"]) == ("permenpanrb-14-2017", "exact", "3")


def test_without_a_service_column_all_are_pooled(score: Any) -> None:
    answer = score("\n".join(["U1;U2;U3;U4;U5;U6;U7;U8;U9", *["4;4;4;4;4;4;4;4;4"] * 2]), "--json").json
    assert answer["services"] == [] and answer["nik"] == "100.00"
    assert answer["unit"]["simple_mean"] == answer["unit"]["respondent_weighted"]


def test_text_names_policy_and_legacy_weight(score: Any) -> None:
    run = score(f"{HEADER}\nKTP,4,4,4,4,4,4,4,4,4\n", "--weight", "0.11")
    assert "Indeks: NI 3,960 · NIK 99,00 · A (Sangat Baik)" in run.out
    assert "hanya untuk meniru laporan lama" in run.out and "service-mean" in run.out


def test_bad_rows_compute_nothing(score: Any) -> None:
    content = f"{HEADER}\nKTP,4,4,4,4,4,4,4,4,4\nKTP,5,4,4,4,4,4,4,4,x\n,4,4,4,4,4,4,4,4,4\n"
    run = score(content, "--json")
    assert run.code == 2 and run.out == ""
    lines = [line.rpartition("jawaban.csv: ")[2] for line in run.err.splitlines() if "baris" in line and "kolom" in line]
    assert len(lines) == 3
    assert lines[0].startswith('baris 3, kolom U1: nilai "5" bukan 1, 2, 3, atau 4; skala')
    assert lines[1] == 'baris 3, kolom U9: nilai "x" bukan 1, 2, 3, atau 4'
    assert lines[2] == "baris 4, kolom layanan: nama layanan kosong"

    skipped = score(content, "--json", "--skip-bad")
    assert skipped.code == 0 and skipped.json["n"] == "1" and skipped.json["skipped_rows"] == "2"
    assert skipped.json["skipped"][0] == {"row": "3", "column": "U1", "given": "5", "fault": "not_a_score"}
    assert "2 baris salah dilewati" in score(content, "--skip-bad").out


def test_no_index_has_a_reason(score: Any) -> None:
    run = score(f"{HEADER}\nKTP,4,4,4,,4,4,4,4,4\n", "--json")
    assert run.code == 0
    assert (run.json["nik"], run.json["mutu"], run.json["reason"], run.json["reason_unsur"]) == (
        None, None, "unanswered_unsur", ["biaya"],
    )  # fmt: skip
    assert "tidak seorang pun menjawab Biaya/Tarif" in score(f"{HEADER}\nKTP,4,4,4,,4,4,4,4,4\n").out
    nobody = score(f"{HEADER}\n", "--json").json
    assert (nobody["n"], nobody["nik"], nobody["reason"]) == ("0", None, "no_respondents")


def test_fourteen_unsur(score: Any) -> None:
    header = ",".join(f"U{number}" for number in range(1, 15))
    content = f"{header}\n{','.join(['3'] * 14)}\n"
    assert "Kepmenpan 25/2004" in score(content).err
    answer = score(content, "--json", "--edition", "kepmenpan-25-2004").json
    assert (answer["nik"], answer["mutu"], len(answer["unsur"])) == ("75.00", "B", 14)
    assert score(content, "--edition", "kepmenpan-25-2004", "--weight", "0.11").code == 2
    assert score(content, "--edition", "kepmenpan-25-2004", "--order", "questionnaire").code == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "berkas kosong"),
        ("a,b,c\n1,2,3\n", "judul kolom tidak ditemukan"),
        ("U1,U2,U3,U4,U5,U6,U7,U8\n1,2,3,4,1,2,3,4\n", "kolom unsur tidak ada: sarpras"),
        (f"{HEADER},Persyaratan\n", "satu unsur ada di dua kolom"),
        (b"PK\x03\x04 x", "berkas XLSX rusak"),
        (b"\xd0\xcf\x11\xe0 x", "simpan ulang sebagai .xlsx"),
    ],
)
def test_refusals_are_one_clear_line(score: Any, content: str | bytes, said: str) -> None:
    run = score(content)
    assert run.code == 2 and said in run.err and len(run.err.splitlines()) == 1 and run.out == ""


def test_missing_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "/nowhere/answers.csv"]) == 2
    assert "tidak dapat dibuka" in capsys.readouterr().err


def _workbook(*, merge: str | None = None, formula: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["REKAP JAWABAN"])
    sheet.append(["Jenis Layanan", *(f"U{number}" for number in range(1, 10)), "Saran"])
    for _ in range(3):
        sheet.append(["KTP", *[4] * 9, "=1+1" if formula else "cepat"])
    if merge:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_xlsx(score: Any) -> None:
    assert score(_workbook(merge="A1:K1"), "--json").json["n"] == "3"
    merged = score(_workbook(merge="A3:A5"))
    assert merged.code == 2 and "A3:A5 digabung" in merged.err
    uncalculated = score(_workbook(formula=True))
    assert uncalculated.code == 2 and "K3 berisi rumus yang belum dihitung" in uncalculated.err


def test_swapped_eighth_and_ninth(score: Any) -> None:
    header = HEADER.replace("U8,U9", "U8 Sarpras,U9 Pengaduan")
    run = score(f"{header}\nKTP,4,4,4,4,4,4,4,1,3\n", "--json")
    totals = {each["slug"]: each["total"] for each in run.json["unsur"]}
    assert (totals["sarpras"], totals["pengaduan"]) == ("1", "3")
    assert "bukan nomornya" in run.err


def test_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("U1,U2,U3,U4,U5,U6,U7,U8,U9\n4,4,4,4,4,4,4,4,4\n")
    source = Path(str(sys.modules["puas.cli.main"].__file__)).parents[2]
    # -S leaves site-packages out, -I everything else from outside.
    program = f"import sys; sys.path.insert(0, {str(source)!r}); from puas.cli.main import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, "score", str(file), "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["nik"] == "100.00"


def test_overview_and_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "score" in capsys.readouterr().out
    assert main([]) == 2
    assert main(["skor"]) == 2
    assert "skor" in capsys.readouterr().err
