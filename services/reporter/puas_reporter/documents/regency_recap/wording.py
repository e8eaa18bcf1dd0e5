"""Words and marks the documents about a regency share: who, when, which agencies carry a mark, what an unsur is called."""

from __future__ import annotations

from puas.domain import recap_words
from puas.domain.recap_snapshot import AgencyLine, RecapSnapshot
from puas.domain.regulation.registry import edition
from puas.presentation.numbers import MISSING, index_number, signed_number, whole_number
from puas_reporter.documents.skm_report.content import SAMPLE_MARK

PROVISIONAL_MARK = "ANGKA SEMENTARA – masih ada survei yang belum ditutup"
KINDS = {
    "dinas": "Dinas", "badan": "Badan", "sekretariat": "Sekretariat", "kecamatan": "Kecamatan", "kelurahan": "Kelurahan",
    "puskesmas": "Puskesmas", "rsud": "RSUD", "bagian": "Bagian", "lainnya": "Lainnya",
}  # fmt: skip
UNDER_SAMPLE_SIGN = "*"
SIGN_NOTE = f"Tanda {UNDER_SAMPLE_SIGN}: responden kurang dari sampel minimum, sehingga tidak diberi peringkat."


def marks(recap: RecapSnapshot) -> str:
    """What stands on every page where figures are made up or still move; always one line."""
    if recap.is_provisional:
        return f"DATA CONTOH · {PROVISIONAL_MARK}" if recap.result.sample_data else PROVISIONAL_MARK
    return SAMPLE_MARK if recap.result.sample_data else ""


def regency_name(recap: RecapSnapshot) -> str:
    return recap.result.tenant.name


def head_of_region(recap: RecapSnapshot) -> str:
    """Whom the brief is for: a kota has a Wali Kota, a kabupaten a Bupati."""
    return "Wali Kota" if regency_name(recap).lower().startswith("kota") else "Bupati"


def short_unsur(recap: RecapSnapshot, slug: str) -> str:
    return edition(recap.result.edition_id).unsur_named(slug).short


def marked_name(line: AgencyLine) -> str:
    return f"{line.name} {UNDER_SAMPLE_SIGN}" if line.index.nik is not None and line.is_under_sample else line.name


def sample_cell(line: AgencyLine) -> str:
    """`97 / 80`, with the sign where it is too few."""
    sign = f" {UNDER_SAMPLE_SIGN}" if line.is_under_sample else ""
    return f"{whole_number(line.respondents)} / {whole_number(line.sample_target)}{sign}"


def change_cell(recap: RecapSnapshot, line: AgencyLine) -> str:
    change = recap.change_of(line)
    return MISSING if change is None else signed_number(change.amount)


def lowest_cell(recap: RecapSnapshot, line: AgencyLine) -> str:
    return ", ".join(short_unsur(recap, slug) for slug in line.lowest) or MISSING


def promise_cell(line: AgencyLine) -> str:
    """Done of promised: `2 / 3`."""
    return f"{line.promised.done} / {line.promised.items}" if line.promised.items else MISSING


def state_words(line: AgencyLine) -> str:
    return recap_words.STATE_WORDS[line.state]


def remark(line: AgencyLine) -> str:
    """What a reader must know about an agency's figures; empty where there is nothing to say."""
    said = []
    if line.state != "has_result":
        said.append(state_words(line))
    if line.services_counted < line.services and line.index.nik is not None:
        said.append(f"{line.services - line.services_counted} layanan tanpa jawaban")
    if line.published_nik is not None:
        said.append(f"laporannya memuat {index_number(line.published_nik)} (kebijakan hitung lain)")
    return "; ".join(said)
