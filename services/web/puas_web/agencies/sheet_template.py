"""The template people fill in: as XLSX with a guidance sheet and drop-downs, and as CSV."""

from __future__ import annotations

import csv
import io

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from puas.domain.agency_details import KINDS
from puas.domain.agency_sheet import COLUMNS, Column

HEADINGS = tuple(column.heading for column in COLUMNS)
# Column widths in characters, in the order of the columns.
WIDTHS = (38, 16, 20, 34, 28, 26, 24, 12, 40, 18, 10, 10, 22, 30, 30)
FILLED_ROWS = 2_000

# Rows that begin with "Contoh:" are passed over by the import.
EXAMPLES = (
    ("Contoh: Dinas Kependudukan dan Pencatatan Sipil", "Dispendukcapil", "dinas", "Jalan Merdeka 1", "Siti Aminah, S.Sos., M.Si.",
     "Kepala Dinas", "196501011990031005", "88,31", "KTP elektronik", "12500", "ya", "tidak",
     "(0353) 881111", "dispendukcapil@contoh.go.id", "dispendukcapil.contoh.go.id"),
    ("Contoh: Dinas Kependudukan dan Pencatatan Sipil", "", "", "", "", "", "", "", "Akta kelahiran", "4300", "ya", "ya", "", "", ""),
    ("Contoh: Kecamatan Sukamaju", "", "kecamatan", "Jalan Raya Sukamaju 12", "Budi Santoso, S.STP.", "Camat",
     "197803121998021003", "82", "Surat keterangan pindah", "640", "ya", "tidak", "", "", ""),
)  # fmt: skip


def csv_template() -> bytes:
    """Semicolons and a byte order mark, as Indonesian Excel opens them by a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADINGS)
    writer.writerows(EXAMPLES)
    return text.getvalue().encode("utf-8-sig")


def xlsx_template() -> bytes:
    """Sheet Data to fill in, sheet Petunjuk to read."""
    workbook = Workbook()
    data = workbook.worksheets[0]
    _fill_data(data)
    _fill_guidance(workbook.create_sheet("Petunjuk"))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _fill_data(sheet: Worksheet) -> None:
    sheet.title = "Data"
    sheet.append(HEADINGS)
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="0B5C8A")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for example in EXAMPLES:
        sheet.append(example)
        for cell in sheet[sheet.max_row]:
            cell.font = Font(italic=True, color="6B6B6B")
    for number, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "B2"
    _keep_text(sheet, "signatory_nip")
    _keep_text(sheet, "phone")
    _offer(sheet, "kind", KINDS)
    _offer(sheet, "is_free", ("ya", "tidak"))
    _offer(sheet, "is_online", ("ya", "tidak"))


def _keep_text(sheet: Worksheet, field: str) -> None:
    """A NIP has more digits than a spreadsheet's number, and a telephone begins with a nought."""
    letter = _letter_of(field)
    for row in range(2, FILLED_ROWS + 1):
        sheet[f"{letter}{row}"].number_format = "@"


def _offer(sheet: Worksheet, field: str, choices: tuple[str, ...]) -> None:
    offered = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    letter = _letter_of(field)
    offered.add(f"{letter}2:{letter}{FILLED_ROWS}")
    sheet.add_data_validation(offered)


def _letter_of(field: str) -> str:
    return get_column_letter(next(number for number, column in enumerate(COLUMNS, start=1) if column.field == field))


def _fill_guidance(sheet: Worksheet) -> None:
    sheet.append([_("Petunjuk pengisian")])
    for line in (
        _("Isi lembar Data: satu baris untuk setiap jenis layanan."),
        _("Bila satu perangkat daerah memiliki beberapa layanan, ulangi namanya atau kosongkan; yang kosong mengikuti baris di atasnya."),
        _("Baris yang namanya diawali Contoh: tidak ikut diimpor. Boleh dihapus, boleh dibiarkan."),
        _("Mengimpor berkas yang sama sekali lagi tidak menggandakan data: nama yang sama diperbarui, sel kosong tidak mengubah apa pun."),
    ):
        sheet.append([line])
    sheet.append([])
    sheet.append([_("Kolom"), _("Isi"), _("Wajib")])
    heading_row = sheet.max_row
    for column in COLUMNS:
        sheet.append([column.heading, _guidance(column), _("ya") if column.field == "name" else _("tidak")])
    for row in (1, heading_row):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    for letter, width in (("A", 30), ("B", 80), ("C", 10)):
        sheet.column_dimensions[letter].width = width
        for cell in sheet[letter]:
            cell.alignment = Alignment(wrap_text=cell.row > heading_row, vertical="top")


def _guidance(column: Column) -> str:
    words = {
        ("agency", "name"): _("Nama lengkap seperti pada kop surat."),
        ("agency", "short_name"): _("Nama singkat, misalnya Dispendukcapil."),
        ("agency", "kind"): _("Salah satu dari: %(kinds)s.", kinds=", ".join(KINDS)),
        ("agency", "address"): _("Alamat untuk kop laporan."),
        ("agency", "phone"): _("Nomor telepon kantor dengan kode wilayah, misalnya (0353) 881111."),
        ("agency", "email"): _("Alamat surel resmi kantor."),
        ("agency", "website"): _("Alamat laman, misalnya dukcapil.contoh.go.id."),
        ("agency", "signatory_name"): _("Pejabat yang menandatangani laporan, dengan gelar."),
        ("agency", "signatory_position"): _("Misalnya Kepala Dinas, Camat, Direktur."),
        ("agency", "signatory_nip"): _("18 angka. Format sel harus Teks, karena Excel mengubah angka yang panjang."),
        ("agency", "target_nik"): _("Target NIK tahun ini pada skala 25 sampai 100, misalnya 88,31."),
        ("service", "name"): _("Nama layanan yang dikenal masyarakat."),
        ("service", "population"): _("Perkiraan banyaknya pengguna layanan dalam setahun, misalnya 12500. Dasar penghitungan sampel."),
        ("service", "is_free"): _("ya bila layanan tidak dipungut biaya."),
        ("service", "is_online"): _("ya bila layanan sepenuhnya daring."),
    }
    return words[(column.owner, column.field)]
