"""What banner, poster and square say: the same words on all, in the order of the publication form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from puas.domain.disclosure import SMALLEST_FIGURE
from puas.domain.publication_source import AGENCY, REGENCY, SERVICE, ActionCount, PublicationSource, PublishedGroup
from puas.presentation.dates import date_range, month_name
from puas.presentation.numbers import whole_number

HEADING = "INDEKS KEPUASAN MASYARAKAT (IKM)"
THANKS = (
    "Terima kasih atas penilaian yang Anda berikan. Setiap masukan menjadi bekal kami untuk terus memperbaiki pelayanan kepada masyarakat."
)
SAMPLE_MARK = "DATA CONTOH – bukan hasil survei yang sebenarnya"
HIDDEN = "*"
HIDDEN_NOTE = "* kelompok kecil tidak ditampilkan, agar tidak ada yang dapat dikenali"
TOO_FEW = f"n <{SMALLEST_FIGURE}"
_DASH = "\N{EN DASH}"


def months(first: date, last: date) -> str:
    """``SEPTEMBER 2026``, ``JULI–SEPTEMBER 2026``, ``OKTOBER 2025 – MARET 2026``."""
    end = f"{month_name(last.month)} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end.upper()
    if first.year == last.year:
        return f"{month_name(first.month)}{_DASH}{end}".upper()
    return f"{month_name(first.month)} {first.year} {_DASH} {end}".upper()


def unit_lines(source: PublicationSource) -> tuple[str, str]:
    """The government and the unit below it."""
    if source.scope == REGENCY:
        return source.publisher.government, f"{whole_number(len(source.units))} perangkat daerah"
    return source.publisher.government, source.unit


def what_label(source: PublicationSource) -> str:
    return "PERANGKAT DAERAH" if source.scope == REGENCY else "NAMA LAYANAN"


def what_text(source: PublicationSource) -> str:
    """The service; or how many services or agencies the index is made of."""
    if source.scope == SERVICE:
        return source.service
    if source.scope == AGENCY and len(source.units) == 1:
        return source.units[0].name
    return f"{whole_number(len(source.units))} {'jenis layanan' if source.scope == AGENCY else 'perangkat daerah'}"


def names_text(source: PublicationSource) -> str:
    """The names of those, where there are several."""
    return "; ".join(unit.name for unit in source.units) if len(source.units) > 1 else ""


def left_out_text(source: PublicationSource) -> str:
    """Units on the list that have no index; empty where there are none."""
    if not source.left_out:
        return ""
    kind = "jenis layanan tanpa responden" if source.scope == AGENCY else "perangkat daerah tanpa indeks"
    return f"{whole_number(source.left_out)} {kind} tidak dihitung"


def people(source: PublicationSource) -> str:
    return f"{whole_number(source.respondents)} orang"


def with_n(source: PublicationSource) -> str:
    return f"n = {whole_number(source.respondents)} responden"


def period_text(source: PublicationSource) -> str:
    days = date_range(source.starts_on, source.ends_on)
    return days if source.period_label in days else f"{source.period_label} ({days})"


def group_number(group: PublishedGroup) -> str:
    return HIDDEN if group.respondents is None else whole_number(group.respondents)


def has_hidden(*tables: Sequence[PublishedGroup]) -> bool:
    return any(group.respondents is None for table in tables for group in table)


def promises_text(count: ActionCount, *, of_regency: bool) -> str:
    """What became of last time's promises, in numbers."""
    whose = "seluruh perangkat daerah" if of_regency else "kami"
    if not count.before and not count.promised:
        return f"Belum ada rencana tindak lanjut {whose}."
    kept = (
        f"Dari {whole_number(count.before)} rencana periode lalu, {whole_number(count.done)} sudah dilaksanakan,"
        f" {whole_number(count.in_progress)} sedang berjalan, dan {whole_number(count.planned)} belum dimulai."
        if count.before
        else "Belum ada rencana dari periode lalu."
    )
    return f"{kept} {whole_number(count.promised)} rencana untuk periode berikutnya." if count.promised else kept


def address(source: PublicationSource) -> str:
    """Where the figures can be checked, as one types it."""
    parts = urlsplit(source.publisher.verification_url)
    return parts.netloc + parts.path
