"""Mengukur kecepatan: tiap ukuran sebagai perbandingan dengan lantainya, diukur dalam putaran yang sama."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INFRA = Path(__file__).resolve().parents[3] / "infra"


@dataclass(frozen=True, slots=True)
class Bench:
    """One benchmark: a module below `infra/` that prints its figures as JSON."""

    name: str
    module: str
    summary: str


# A further benchmark is one more line here and one more module in `infra/bench/`.
BENCHES = (
    Bench("submit", "bench.submit", "mengirim formulir"),
    Bench("form", "bench.form", "membuka formulir"),
    Bench("public", "bench.public", "membuka halaman publik"),
    Bench("tally", "bench.tally", "menghitung jawaban"),
    Bench("report", "bench.report", "menyusun laporan SKM"),
    Bench("audit", "bench.audit", "memeriksa rekap lama"),
    Bench("province", "bench.province", "halaman provinsi dan kabupaten dengan sepuluh juta jawaban"),
    Bench("training", "bench.training", "pelatihan setengah hari dengan empat puluh peserta"),
    Bench("proof", "bench.proof", "memeriksa laporan sebelum ditandatangani"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which benchmark, how to print, and what is handed on to it."""
    parser.add_argument("name", nargs="?", choices=[each.name for each in BENCHES], help="ukuran; tanpa nama: semuanya")
    parser.add_argument("--json", action="store_true", help="cetak sebagai JSON")
    parser.add_argument("options", nargs="*", help="pilihan untuk ukuran itu, setelah --")


def run(arguments: argparse.Namespace) -> int:
    """Run one or all; exit code 1 where a goal was missed, 2 where a benchmark could not run."""
    chosen = [each for each in BENCHES if arguments.name in (None, each.name)]
    options = [each for each in arguments.options if each != "--"]
    results: dict[str, list[dict[str, Any]]] = {}
    for bench in chosen:
        print(f"{bench.name}: {bench.summary} …", file=sys.stderr)
        figures = _measure(bench, options)
        if figures is None:
            return 2
        results[bench.name] = figures
        if not arguments.json:
            print("\n".join(_lines(bench, figures)))
    if arguments.json:
        print(json.dumps(results, indent=1))
    missed = [each for figures in results.values() for each in figures if each["reached"] is False]
    return 1 if missed else 0


def _measure(bench: Bench, options: list[str]) -> list[dict[str, Any]] | None:
    # Beside the benchmarks lie the factories of invented data that the tests use as well.
    places = [str(INFRA), str(INFRA.parent), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places).rstrip(os.pathsep)}
    done = subprocess.run([sys.executable, "-m", bench.module, *options], env=environment, stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        print(f"puas: {bench.name} tidak selesai (kode {done.returncode})", file=sys.stderr)
        return None
    figures: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _lines(bench: Bench, figures: list[dict[str, Any]]) -> list[str]:
    width = max(len(each["name"]) for each in figures)
    lines = [bench.name]
    for each in figures:
        verdict = "" if each["reached"] is None else ("  tercapai" if each["reached"] else "  BELUM TERCAPAI")
        goal = f"   {each['goal']}" if each["goal"] else ""
        lines.append(f"  {each['name']:<{width}}  {each['value']:>12.3f} {each['unit']:<4}{goal}{verdict}")
    return lines
