"""The `puas` command: a table of subcommands, each in a module of its own that is imported only when it is called.

So `puas score` and `puas verify` work with the standard library alone. A command's module has `add_arguments(parser)`
and `run(arguments) -> int` (the exit code).
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand: its name (a space for a sub-subcommand), its module, and what it does in one line."""

    name: str
    module: str
    summary: str


COMMANDS: tuple[Command, ...] = (
    Command("demo", "puas.cli.demo.command", "provinsi contoh lengkap di komputer ini, dari stiker sampai laporan"),
    Command("score", "puas.cli.score", "hitung indeks dari berkas jawaban CSV atau XLSX, tanpa basis data"),
    Command("verify", "puas.cli.verify", "periksa hasil atau dokumen: sidik jari, hitung ulang, tanda tangan"),
    Command("serve", "puas.cli.serve", "jalankan satu layanan: web, worker, scheduler, atau reporter"),
    Command("health", "puas.cli.health", "periksa apakah layanan di mesin ini hidup"),
    Command("bench", "puas.cli.bench", "ukur kecepatan jalur-jalur utama terhadap lantainya; tanpa nama semuanya"),
    Command("migrate", "puas.cli.migrate", "bawa skema basis data ke versi terbaru"),
    Command("tenant export", "puas.cli.tenant_export", "simpan seluruh data satu ruang kerja ke satu arsip"),
    Command("tenant import", "puas.cli.tenant_import", "masukkan ruang kerja dari arsip ke instalasi ini"),
    Command("operator create", "puas.cli.operator_create", "buat akun operator atau ganti sandinya"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command named by the first words; return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0 if words else 2
    command = _find(words)
    if command is None:
        return _without_command(words)
    try:
        module = importlib.import_module(command.module)
        parser = argparse.ArgumentParser(prog=f"puas {command.name}", description=module.__doc__)
        module.add_arguments(parser)
        return int(module.run(parser.parse_args(words[len(command.name.split()) :])))
    except BrokenPipeError:
        # Whoever read the output (head, a pager) has gone; the rest goes nowhere, also at interpreter exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        # Ctrl-C is no fault of the program; what was begun has been taken back on the way here.
        return 130


def _find(words: Sequence[str]) -> Command | None:
    fitting = [each for each in COMMANDS if each.name.split() == list(words[: len(each.name.split())])]
    return max(fitting, key=lambda each: len(each.name), default=None)


def _without_command(words: Sequence[str]) -> int:
    """Help about commands that begin with the same word, or a refusal."""
    alike = tuple(each for each in COMMANDS if each.name.split()[0] == words[0])
    if alike and set(words[1:]) <= {"-h", "--help"}:
        print(_overview(alike), file=sys.stdout if words[1:] else sys.stderr)
        return 0 if words[1:] else 2
    print(f"puas: perintah tidak dikenal: {' '.join(words[: 2 if alike else 1])}\n\n{_overview(alike or COMMANDS)}", file=sys.stderr)
    return 2


def _overview(commands: Sequence[Command] = COMMANDS) -> str:
    width = max(len(each.name) for each in commands)
    lines = [f"  {each.name:<{width}}  {each.summary}" for each in commands]
    if commands is COMMANDS:
        lines.append(f"  {'test':<{width}}  semua pemeriksaan dan uji (./puas test, dari salinan kode)")
    return "\n".join(["penggunaan: puas PERINTAH [pilihan]", "", *lines, "", "puas PERINTAH --help menjelaskan pilihannya."])


if __name__ == "__main__":
    raise SystemExit(main())
