"""Words of the regency's board."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain import letter_occasions as letters
from puas.domain import submission_workflow as workflow
from puas.domain.letter_occasions import Occasion
from puas.domain.ranking import UNDER_SAMPLE, WITHOUT_INDEX, WITHOUT_TARGET
from puas.domain.regency_board import BoardAgency, Measured
from puas.presentation.dates import long_date
from puas.presentation.numbers import index_number, signed_number, whole_number
from puas_web.layout import page_language

REPORT_STATES: Mapping[str, tuple[LazyString, str]] = {
    workflow.COLLECTING: (_l("mengumpulkan jawaban"), ""),
    workflow.CLOSED: (_l("ditutup, belum dianalisis"), ""),
    workflow.ANALYSED: (_l("laporan disusun"), ""),
    workflow.SUBMITTED: (_l("menunggu ditinjau"), "warn"),
    workflow.CHANGE_REQUESTED: (_l("diminta diperbaiki"), "warn"),
    workflow.APPROVED: (_l("disetujui"), "good"),
    workflow.PUBLISHED: (_l("terbit"), "good"),
    workflow.HANDED_OVER: (_l("diserahkan ke provinsi"), "good"),
}
"""Label and kind of tag of each state of a report, as the regency sees it."""

OCCASIONS: Mapping[str, tuple[LazyString, LazyString]] = {
    letters.BEST: (_l("Terbaik"), _l("Peringkat satu sampai tiga dengan mutu A atau B; yang sama nilainya berbagi peringkat.")),
    letters.MOST_IMPROVED: (_l("Paling meningkat"), _l("Kenaikan terbesar yang melebihi ketidakpastian kedua pengukuran.")),
    letters.NOT_REPORTED: (_l("Belum lapor"), _l("Laporan belum diajukan sesudah batas waktunya.")),
    letters.LATE_PROMISES: (_l("Tindak lanjut terlambat"), _l("Ada janji yang lewat waktunya dan belum selesai.")),
    letters.UNDER_SAMPLE: (_l("Responden kurang"), _l("Periode sudah ditutup dengan responden di bawah sampel minimum.")),
}
"""Title of each occasion for a letter, and when it holds."""

_APART: Mapping[str, LazyString] = {
    WITHOUT_TARGET: _l("sampel belum dihitung"),
    WITHOUT_INDEX: _l("belum ada indeks"),
}


def stable_in_words(measured: Measured) -> str:
    """Whether the letter would be the same in another such survey: `ya, tetap B`, `tidak, B–A`, or that nobody knows."""
    stable, found = measured.is_letter_stable, measured.letters
    if stable is None:
        return _("belum dapat dihitung")
    if stable:
        return _("ya, tetap %(letter)s", letter=found[0])
    return _("tidak, %(first)s–%(last)s", first=found[0], last=found[-1])


def interval_in_words(measured: Measured) -> str:
    """`82,10 – 84,30`."""
    if measured.ends is None:
        return index_number(None)
    return " – ".join(index_number(end, page_language()) for end in measured.ends)


def movement_in_words(agency: BoardAgency) -> str:
    """`naik 2`, `turun 1`, `tetap`; empty where there is nothing to compare."""
    climbed = agency.climbed
    if climbed is None:
        return ""
    if climbed == 0:
        return _("tetap")
    return _("naik %(count)s", count=climbed) if climbed > 0 else _("turun %(count)s", count=-climbed)


def apart_in_words(agency: BoardAgency) -> str:
    """Why an agency has no rank; empty where it has one."""
    if agency.standing == UNDER_SAMPLE:
        return _("sampel kurang %(number)s", number=whole_number(agency.missing, page_language()))
    return str(_APART.get(agency.standing, ""))


def occasion_in_words(occasion: Occasion) -> str:
    """The figure or the fact a letter would state."""
    language = page_language()
    if occasion.occasion == letters.BEST:
        return _(
            "peringkat %(rank)s, indeks %(nik)s (%(mutu)s)",
            rank=occasion.rank,
            nik=index_number(occasion.nik, language),
            mutu=occasion.mutu,
        )
    if occasion.occasion == letters.MOST_IMPROVED:
        step, nik = signed_number(occasion.step, language=language), index_number(occasion.nik, language)
        return _("%(step)s menjadi %(nik)s (%(mutu)s)", step=step, nik=nik, mutu=occasion.mutu)
    if occasion.since is not None:
        return _("batas waktu %(day)s", day=long_date(occasion.since, language))
    number = whole_number(occasion.number, language)
    if occasion.occasion == letters.LATE_PROMISES:
        return ngettext("%(number)s janji terlambat", "%(number)s janji terlambat", occasion.number, number=number)
    return ngettext("kurang %(number)s responden", "kurang %(number)s responden", occasion.number, number=number)
