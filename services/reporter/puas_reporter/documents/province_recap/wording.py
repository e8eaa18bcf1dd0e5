"""Words and marks the documents about a province share."""

from __future__ import annotations

from puas.domain import province_words
from puas.domain.agency_family import FAMILIES
from puas.domain.province_result import KindLine, RegencyLine
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.quality_grade import grade
from puas.domain.regulation.registry import edition
from puas.presentation.numbers import MISSING, index_number, signed_number, whole_number
from puas_reporter.documents.regency_recap.wording import KINDS
from puas_reporter.documents.skm_report.content import SAMPLE_MARK

PROVISIONAL_MARK = "ANGKA SEMENTARA – belum semua kabupaten/kota menyerahkan hasil"
UNDER_SAMPLE_SIGN = "*"
SIGN_NOTE = f"Tanda {UNDER_SAMPLE_SIGN}: responden kurang dari sampel minimum atau sampelnya tidak tercatat, sehingga tanpa peringkat."
STABLE_WORDS = {True: "pasti", False: "belum pasti", None: MISSING}
_OTHER_KIND = "Lainnya"


def marks(snapshot: ProvinceSnapshot) -> str:
    """What stands on every page where figures are made up or may still be added to; always one line."""
    if snapshot.is_provisional:
        return f"DATA CONTOH · {PROVISIONAL_MARK}" if snapshot.result.sample_data else PROVISIONAL_MARK
    return SAMPLE_MARK if snapshot.result.sample_data else ""


def short_unsur(snapshot: ProvinceSnapshot, slug: str) -> str:
    return edition(snapshot.result.edition_id).unsur_named(slug).short


def marked_name(line: RegencyLine) -> str:
    """The name, with the sign where it has an index but no rank."""
    return f"{line.name} {UNDER_SAMPLE_SIGN}" if line.nik is not None and line.rank is None else line.name


def sample_cell(line: RegencyLine) -> str:
    """`2.417 / 1.900`."""
    figures = line.figures
    return MISSING if figures is None else f"{whole_number(figures.respondents)} / {whole_number(figures.sample_target)}"


def agencies_cell(line: RegencyLine) -> str:
    """Agencies with a published index, of all."""
    return f"{whole_number(line.figures.members if line.figures else 0)} / {whole_number(line.agencies)}"


def index_with_margin(line: RegencyLine) -> str:
    """`87,63 ± 0,42`."""
    figures = line.figures
    if figures is None or figures.nik is None:
        return MISSING
    return index_number(figures.nik) + (f" ± {index_number(figures.margin)}" if figures.margin is not None else "")


def change_cell(line: RegencyLine) -> str:
    """The change; in brackets where chance alone may explain it."""
    found = line.change
    if found is None:
        return MISSING
    return signed_number(found.amount) if line.is_sure_change else f"({signed_number(found.amount)})"


def lowest_cell(snapshot: ProvinceSnapshot, line: RegencyLine) -> str:
    lowest = line.figures.lowest if line.figures else None
    return MISSING if lowest is None else f"{short_unsur(snapshot, lowest.slug)} {index_number(lowest.nik)}"


def promise_cell(line: RegencyLine) -> str:
    """Done of promised: `12 / 15`."""
    return f"{whole_number(line.reporting.promises_done)} / {whole_number(line.reporting.promises)}" if line.reporting.promises else MISSING


def reported_cell(line: RegencyLine) -> str:
    """Results handed over, of all surveys of the scope."""
    reporting = line.reporting
    return f"{whole_number(reporting.handed_over)} / {whole_number(reporting.periods)}" if reporting.periods else MISSING


def state_words(line: RegencyLine) -> str:
    """Where it stands, and whether it is late; of what may not be shown, why."""
    if line.is_suppressed:
        return "responden terlalu sedikit untuk ditampilkan"
    words = province_words.STATE_WORDS[line.state]
    return f"{words}; {whole_number(line.reporting.late)} terlambat" if line.reporting.late else words


def kind_label(kind: KindLine | str) -> str:
    """`rsud` as RSUD, the family `dukcapil` as Dukcapil."""
    slug = kind.kind if isinstance(kind, KindLine) else kind
    if slug in FAMILIES:
        return FAMILIES[slug].label
    return KINDS.get(slug, slug.replace("-", " ").capitalize() or _OTHER_KIND)


def index_only(line: RegencyLine) -> str:
    return index_number(line.nik)


def predikat_of(line: RegencyLine) -> str | None:
    """The words of a regency's letter, under its own rule."""
    figures = line.figures
    if figures is None or figures.nik is None:
        return None
    return grade(edition(figures.edition_id), figures.nik).predikat
