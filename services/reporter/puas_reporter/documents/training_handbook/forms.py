"""Blank forms to take home: preparing, processing, and the plan."""

from __future__ import annotations

from collections.abc import Iterator

from puas_reporter.documents.blocks import Block, Column, FactList, Paragraph, Table, Turn
from puas_reporter.documents.training_lessons.material import Material

_DOTS = "……………………………………………………"
_BLANK_ROWS = 10
_SCOPE = ("Unit", "Periode", "Penanggung jawab", "Populasi setahun", "Jumlah sampel", "Titik survei")


def form_blocks(material: Material) -> Iterator[Block]:
    """The forms, the wide ones on pages across."""
    yield Paragraph("Formulir 1. Ruang lingkup survei unit", strong=True, align="left")
    yield FactList(tuple((label, _DOTS) for label in _SCOPE))
    columns = (Column("No", 8, "center"), Column("Jenis layanan", 48), Column("Pengguna setahun", 22), Column("Sampel", 22))
    yield Table("Jenis layanan dan sampelnya", columns, tuple((str(number), "", "", "") for number in range(1, 9)))
    yield Turn(landscape=True)
    number = len(material.rule.unsur)
    yield Paragraph("Formulir 2. Pengolahan sepuluh kuesioner", strong=True, align="left")
    scores = (Column("No", 16, "center"), *(Column(f"U{place}", 9, "center") for place in range(1, number + 1)))
    blank = ("",) * number
    rows = tuple((str(place), *blank) for place in range(1, _BLANK_ROWS + 1))
    yield Table(
        "Nilai per kuesioner", scores, rows, tuple((label, *blank) for label in ("Σ nilai", "NRR", "NRR tertimbang")),
        note=f"NI = jumlah NRR tertimbang = …………   NIK = NI × {material.rule.conversion} = …………   Mutu = ………   Bobot = {material.weight}",
    )  # fmt: skip
    yield Paragraph("Formulir 3. Rencana tindak lanjut", strong=True, align="left")
    plan = (
        Column("No", 5, "center"), Column("Unsur", 17), Column("Nilai", 8), Column("Sebab", 20), Column("Rencana tindak lanjut", 24),
        Column("Waktu", 10), Column("Penanggung jawab", 16),
    )  # fmt: skip
    yield Table("Rencana untuk tiga unsur terendah", plan, tuple((str(place), "\n\n", "", "", "", "", "") for place in (1, 2, 3)))
