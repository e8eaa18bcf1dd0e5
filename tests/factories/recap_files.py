"""Files of old recaps, as offices keep them."""

from __future__ import annotations

U = [f"U{number}" for number in range(1, 10)]
# 29 respondents; their exact index is 91,48, by a weight of 0,11 it is 90,56.
SUMS = (105, 101, 100, 116, 102, 105, 106, 105, 115)


def answers_recap(nik: object = "90,56", *, year: int = 2021, title: str = "Rekap SKM Dinas Kesehatan") -> list[list[object]]:
    """A table of 29 respondents with its index below."""
    columns = [[total // 29 + (1 if row < total % 29 else 0) for row in range(29)] for total in SUMS]
    rows = [[number, *scores] for number, scores in enumerate(zip(*columns, strict=True), 1)]
    return [[f"{title} Tahun {year}"], ["No. Resp", *U], *rows, ["IKM Unit Pelayanan", nik], ["Mutu", "A"]]


def yearly_csv(*rows: tuple[int, str, str], office: str = "Dinas Kesehatan") -> bytes:
    """A row per year with index and letter."""
    lines = ["Perangkat Daerah;Tahun;Nilai IKM;Mutu", *(f"{office};{year};{nik};{mutu}" for year, nik, mutu in rows)]
    return "\r\n".join(lines).encode()
