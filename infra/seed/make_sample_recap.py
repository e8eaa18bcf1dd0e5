"""Writes the example of an old recap full of errors that visitors of a sample tenant can try: `python infra/seed/make_sample_recap.py`.

Every sheet is of another layout, and what is wrong in it is written beside it here. All names and figures are made up.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

FILE = Path(__file__).parent / "recaps" / "contoh-rekap-lama.xlsx"
SEED = 2019
OFFICE = "Dinas Kependudukan dan Pencatatan Sipil"
UNSUR = (
    "Persyaratan", "Sistem, Mekanisme dan Prosedur", "Waktu Penyelesaian", "Biaya/Tarif", "Produk Spesifikasi Jenis Pelayanan",
    "Kompetensi Pelaksana", "Perilaku Pelaksana", "Penanganan Pengaduan, Saran dan Masukan", "Sarana dan Prasarana",
)  # fmt: skip


def main() -> None:
    book = Workbook()
    book.properties.created = book.properties.modified = datetime(2026, 1, 5)  # noqa: DTZ001  # openpyxl takes no zone
    book.properties.creator = "Data contoh"
    _answers(book.worksheets[0])
    _per_unsur(book.create_sheet("SKM 2020"))
    _agencies(book.create_sheet("Rekap 2021"))
    _years(book.create_sheet("Tren"))
    FILE.parent.mkdir(exist_ok=True)
    book.save(FILE)


def _answers(sheet: Worksheet) -> None:
    """Answers of 2019 with a period no calendar has, a score of 6, a word instead of a score, and a weight of 0,11."""
    sheet.title = "SKM 2019"
    rng = Random(SEED)
    sheet.append([f"PENGOLAHAN SURVEI KEPUASAN MASYARAKAT {OFFICE.upper()}"])
    sheet.append(["Periode 1 Januari sampai dengan 31 Juni 2019"])
    sheet.append([])
    sheet.append(["No. Resp", *(f"U{number}" for number in range(1, 10))])
    rows = [[min(4, max(2, round(rng.gauss(3.3, 0.5)))) for _ in range(9)] for _ in range(30)]
    for number, row in enumerate(rows, 1):
        given: list[object] = [*row]
        if number == 12:
            given[3] = 6
        if number == 21:
            given[5] = "baik"
        sheet.append([number, *given])
    counted = [[score for number, score in enumerate(column, 1) if (number, place) not in ((12, 3), (21, 5))]
               for place, column in enumerate(zip(*rows, strict=True))]  # fmt: skip
    means = [sum(column) / len(column) for column in counted]
    sheet.append(["Σ Nilai/Unsur", *(sum(column) for column in counted)])
    sheet.append(["NRR/Unsur", *(_comma(mean, 3) for mean in means)])
    sheet.append(["NRR tertimbang/Unsur", *(_comma(mean * 0.11, 3) for mean in means), _comma(sum(means) * 0.11, 3)])
    sheet.append(["IKM Unit Pelayanan", *[""] * 9, _comma(sum(means) * 0.11 * 25, 2)])
    sheet.append(["Mutu Pelayanan", *[""] * 9, "B (Baik)"])
    _dress(sheet, 4)


def _per_unsur(sheet: Worksheet) -> None:
    """The same office in 2020: a weight of 0,111, and a letter by the table of 2004."""
    nrr = (3.344, 3.266, 3.188, 3.797, 3.281, 3.312, 3.391, 3.094, 3.141)
    sheet.append([f"Rekapitulasi SKM {OFFICE} Tahun 2020"])
    sheet.append([])
    sheet.append(["No", "Unsur Pelayanan", "NRR", "NRR Tertimbang"])
    for number, (name, mean) in enumerate(zip(UNSUR, nrr, strict=True), 1):
        sheet.append([number, name, _comma(mean, 3), _comma(mean * 0.111, 3)])
    ni = sum(nrr) * 0.111
    sheet.append(["", "Jumlah NRR tertimbang", "", _comma(ni, 3)])
    sheet.append(["", "IKM Unit Pelayanan", "", _comma(ni * 25, 2)])
    sheet.append(["", "Mutu Pelayanan", "", "A (Sangat Baik)"])
    sheet.append(["", "Jumlah Responden", "", 64])
    _dress(sheet, 3)


def _agencies(sheet: Worksheet) -> None:
    """The region in 2021: a row copied from another, two digits swapped, people added up wrongly, a mean by respondents."""
    offices = (
        (OFFICE, 120, (3.33, 3.25, 3.17, 3.75, 3.29, 3.31, 3.40, 3.08, 3.12)),
        ("Dinas PMPTSP", 64, (3.41, 3.36, 3.28, 3.66, 3.39, 3.42, 3.45, 3.19, 3.27)),
        ("Dinkes", 210, (3.12, 3.05, 2.98, 3.80, 3.11, 3.22, 3.24, 2.94, 3.01)),
        ("Dinas Sosial", 35, (3.12, 3.05, 2.98, 3.80, 3.11, 3.22, 3.24, 2.94, 3.01)),
        ("Dinas Perhubungan", 48, (3.02, 3.11, 3.04, 3.52, 3.08, 3.13, 3.21, 2.97, 3.06)),
    )
    sheet.append(["REKAPITULASI INDEKS KEPUASAN MASYARAKAT KABUPATEN"])
    sheet.append(["TAHUN 2021"])
    sheet.append([])
    sheet.append(["No", "Perangkat Daerah", "Jumlah Responden", *UNSUR, "IKM", "Mutu"])
    total = weighted = 0.0
    for number, (name, people, nrr) in enumerate(offices, 1):
        nik = sum(nrr) / 9 * 25
        shown = _comma(nik, 2)
        if name == "Dinas Perhubungan":
            shown = shown[1] + shown[0] + shown[2:]
        sheet.append([number, name, people, *(_comma(mean, 2) for mean in nrr), shown, "B" if nik >= 76.61 else "C"])
        total, weighted = total + people, weighted + people * round(float(shown.replace(",", ".")), 2)
    sheet.append(["", "Jumlah", int(total) + 20])
    sheet.append(["", "Rata-rata", "", *[""] * 9, _comma(weighted / total, 2), "B"])
    _dress(sheet, 4)


def _years(sheet: Worksheet) -> None:
    """Five years of the office: a year under the rule of 2004, a rise that does not follow, and a year that stands in the trend already."""
    sheet.append([f"Nilai IKM {OFFICE}"])
    sheet.append(["Tahun", "Nilai IKM", "Mutu", "Kenaikan"])
    sheet.append([2013, "76,48", "B", ""])
    sheet.append([2017, "78,10", "B", ""])
    sheet.append([2018, "79,05", "B", "0,95"])
    sheet.append([2022, "82,40", "B", ""])
    sheet.append([2023, "83,15", "B", "1,75"])
    _dress(sheet, 2)


def _comma(value: float, places: int) -> str:
    return f"{value:.{places}f}".replace(".", ",")


def _dress(sheet: Worksheet, heading: int) -> None:
    for cell in sheet[heading]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True)
    sheet.column_dimensions["B"].width = 42 if heading == 3 or sheet.title.startswith("Rekap") else 10
    sheet.column_dimensions["A"].width = 22 if sheet.title == "SKM 2019" else 7


if __name__ == "__main__":
    main()
