"""What the offline commands say about a file that cannot be used: one sentence per fault, with what to do about it."""

from puas.domain.answer_sheet import SheetFault, UnusableSheet
from puas.domain.regulation.edition import Edition
from puas.runtime.spreadsheets import UnreadableSheet

_FILE_PROBLEMS = {
    "empty_file": "berkas kosong",
    "file_too_large": "berkas terlalu besar ({detail} bita)",
    "old_excel": "berkas Excel lama (.xls); simpan ulang sebagai .xlsx atau .csv",
    "broken_xlsx": "berkas XLSX rusak ({detail})",
    "broken_csv": "berkas CSV rusak ({detail})",
    "not_a_sheet": "bukan berkas CSV atau XLSX",
    "openpyxl_missing": "berkas XLSX memerlukan pustaka openpyxl; pasang pustaka itu atau simpan sebagai CSV",
    "uncalculated_formula": "sel {detail} berisi rumus yang belum dihitung; buka dan simpan berkas di Excel dahulu",
    "merged_cells": "sel {detail} digabung; pisahkan dahulu (Unmerge Cells), karena sel gabungan terbaca kosong",
    "no_such_sheet": "lembar {detail} tidak ada",
    "too_many_rows": "lebih dari {detail} baris",
    "too_many_columns": "lebih dari {detail} kolom",
}

_SHEET_PROBLEMS = {
    "no_header": "baris judul kolom tidak ditemukan; pakai slug unsur, U1..U{count}, atau nama unsur",
    "missing_columns": "kolom unsur tidak ada: {detail}",
    "doubled_columns": "satu unsur ada di dua kolom: {detail}",
    "too_many_unsur": "ada kolom di luar {count} unsur {rule}: {detail}; berkas 14 unsur mengikuti Kepmenpan 25/2004",
}

_CELL_FAULTS = {
    "not_a_score": 'nilai "{given}" bukan 1, 2, 3, atau 4',
    "no_service": "nama layanan kosong",
}
_BEYOND_FOUR = "; skala SKM empat tingkat, skala lain tidak dapat dialihkan begitu saja"


def file_problem(error: UnreadableSheet) -> str:
    """Why a file cannot be read."""
    return _FILE_PROBLEMS[error.code].format(detail=error.detail)


def sheet_problem(error: UnusableSheet, rule: Edition) -> str:
    """Why a table cannot be used."""
    return _SHEET_PROBLEMS[error.code].format(detail=error.detail, count=len(rule.unsur), rule=rule.name)


def fault_line(file: str, fault: SheetFault) -> str:
    """One faulty cell in one line, with row and column."""
    words = _CELL_FAULTS[fault.code].format(given=fault.given)
    beyond = _BEYOND_FOUR if fault.given.strip().isdigit() and int(fault.given) > 4 else ""
    return f"{file}: baris {fault.row}, kolom {fault.column}: {words}{beyond}"
