"""A room of phones and one laptop without internet: what the demo tells its services then, and how it tells people to join."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

from puas.cli.demo.local_network import UnusableHost

if TYPE_CHECKING:
    from puas.cli.demo.trainings import OpenRoom

# What would make a service talk to machines outside of the room.
_LEADS_OUT = ("PUAS_SENTRY_DSN", "PUAS_SMTP_URL", "PUAS_SIGNING_ROOTS")
_PHONES = 40
_FEWEST_PROCESSES, _MOST_PROCESSES = 4, 8

REFUSALS = {
    "none": "tidak ada jaringan yang dapat dijangkau ponsel. Nyalakan hotspot laptop atau sambungkan ke titik akses, lalu ulangi.",
    "not-an-address": "bukan alamat IPv4: {address}",
    "not-here": "laptop ini tidak beralamat {address}",
    "needs-training": "--host hanya berlaku bersama --training; tanpa itu demo hanya terbuka di laptop ini.",
    "public": "{address} dapat dijangkau dari internet. Mode pelatihan hanya untuk jaringan setempat.",
}


def refusal_in_words(refusal: UnusableHost) -> str:
    """Why the address cannot be used, and what to do."""
    return REFUSALS[refusal.reason].format(address=refusal.address)


def stay_inside() -> None:
    """Forget settings of this machine that would make a service send anything out of the room."""
    for name in _LEADS_OUT:
        os.environ.pop(name, None)


def room_environment(cores: int | None = None) -> dict[str, str]:
    """Enough processes for some forty phones that poll, and two workers so that practice tenants are soon there."""
    processes = min(max(cores or os.cpu_count() or 1, _FEWEST_PROCESSES), _MOST_PROCESSES)
    return {"PUAS_WEB_PROCESSES": str(processes), "PUAS_WORKER_PROCESSES": "2"}


def how_to_join(base_url: str, room: OpenRoom | None) -> str:
    """In large plain words, with the address as a QR code where the terminal can show one."""
    address = f"{base_url}/ikut"
    lines = [
        "", "=" * 64, "", "   CARA BERGABUNG", "",
        "   1. Sambungkan ponsel ke jaringan Wi-Fi yang sama dengan laptop ini.",
        "      Bila ponsel memberi tahu \"tidak ada internet\", pilih tetap tersambung.",
        "   2. Buka peramban, ketik alamat ini:", "", f"          {address}", "",
    ]  # fmt: skip
    if room is not None:
        lines += ["   3. Ketik kode pelatihan:", "", f"          {' '.join(room.code[:3])}   {' '.join(room.code[3:])}", ""]
        address = f"{address}/{room.code}"
    drawing = _drawing(address)
    lines += ["   Atau pindai:", "", drawing] if drawing else []
    lines += [f"   Tampilkan ke layar: {base_url}/ikut (sampai {_PHONES} ponsel).", "", "=" * 64, ""]
    return "\n".join(lines)


def _drawing(address: str) -> str:
    """Half blocks, dark on light, as cameras want it; empty where the library is not installed."""
    try:
        segno = import_module("segno")
    except ImportError:
        return ""
    rows = [list(row) for row in segno.make(address, error="m").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    # A light module is drawn, so that the code is dark on light on the usual dark terminal.
    blocks = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("   " + "".join(blocks[(int(bool(up)), int(bool(down)))] for up, down in zip(*pair, strict=True)) for pair in pairs)
