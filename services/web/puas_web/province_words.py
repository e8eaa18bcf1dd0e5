"""Words of the province's boards: where a regency stands with its reports, steps of a report, kinds of agencies."""

from __future__ import annotations

from flask import Flask
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.db.queries.province_directory import RegencyEntry
from puas.domain import submission_workflow as workflow
from puas.domain.agency_family import FAMILIES
from puas.domain.deadlines import NEAR, PASSED, TODAY, Obligation
from puas.domain.disclosure import SMALLEST_FIGURE
from puas.presentation.dates import long_date
from puas_web import province_board as board
from puas_web.layout import page_language

STANDING_WORDS: dict[str, tuple[LazyString, str, str]] = {
    board.LATE: (_l("belum lapor"), "bad", "▲"),
    board.DUE_SOON: (_l("segera jatuh tempo"), "warn", "◐"),
    board.NOT_DUE: (_l("belum jatuh tempo"), "", "○"),
    board.REPORTED: (_l("sudah lapor semua"), "good", "●"),
    board.NO_PERIOD: (_l("belum ada survei"), "", "–"),
    board.SUSPENDED: (_l("dinonaktifkan"), "bad", "✕"),
    board.NOT_ON_BOARD: (_l("belum bergabung"), "plain", "·"),
}
"""Label, kind of tag, and the mark that says the same without colour."""

STANDING_SLUGS: dict[str, str] = {
    "belum-lapor": board.LATE,
    "segera": board.DUE_SOON,
    "belum-jatuh-tempo": board.NOT_DUE,
    "sudah-lapor": board.REPORTED,
    "tanpa-survei": board.NO_PERIOD,
    "dinonaktifkan": board.SUSPENDED,
    "belum-bergabung": board.NOT_ON_BOARD,
}
"""How addresses call them."""

STATE_WORDS: dict[str, tuple[LazyString, str]] = {
    workflow.COLLECTING: (_l("mengumpulkan jawaban"), ""),
    workflow.CLOSED: (_l("ditutup, belum dianalisis"), ""),
    workflow.ANALYSED: (_l("laporan disusun"), ""),
    workflow.SUBMITTED: (_l("diajukan ke kabupaten/kota"), "warn"),
    workflow.CHANGE_REQUESTED: (_l("diminta diperbaiki"), "warn"),
    workflow.APPROVED: (_l("disetujui, belum terbit"), "warn"),
    workflow.PUBLISHED: (_l("terbit, belum diserahkan"), "warn"),
    workflow.HANDED_OVER: (_l("diserahkan ke provinsi"), "good"),
}

KIND_WORDS: dict[str, LazyString] = {
    "dinas": _l("Semua dinas"),
    "badan": _l("Semua badan"),
    "sekretariat": _l("Sekretariat"),
    "kecamatan": _l("Kecamatan"),
    "kelurahan": _l("Kelurahan"),
    "puskesmas": _l("Puskesmas"),
    "rsud": _l("RSUD"),
    "bagian": _l("Bagian"),
    "lainnya": _l("Perangkat daerah lain"),
}


def kind_words(kind: str) -> str:
    """A kind of agency, or a family of offices, as officers call it."""
    words = KIND_WORDS.get(kind)
    return FAMILIES[kind].label if words is None else str(words)


def regency_label(entry: RegencyEntry, *, is_full: bool = False) -> str:
    """A regency's name, short or full, with the remark that it is suspended: where there is no room for a tag."""
    name = entry.name if is_full else entry.short_name
    return _("%(name)s (dinonaktifkan)", name=name) if entry.is_suspended else name


def hidden_words() -> str:
    """Why a unit has no figures; also one that is hidden lest a smaller one could be told from it."""
    return _("tidak ditampilkan: menyangkut kelompok kurang dari %(number)s responden", number=SMALLEST_FIGURE)


def due_words(where: Obligation | None) -> str:
    """`lewat 12 hari (batas 30 April 2026)`, `5 hari lagi …`; empty where nothing is owed."""
    if where is None:
        return ""
    if where.due is None:
        return _("berakhir %(days)s hari lalu, batas waktu belum diatur", days=where.days) if where.is_unreported else ""
    day = long_date(where.due.due_on, page_language())
    if where.phase == PASSED:
        return _("lewat %(days)s hari, batas %(day)s", days=where.days, day=day)
    if where.phase == TODAY:
        return _("batas hari ini, %(day)s", day=day)
    if where.phase == NEAR:
        return _("%(days)s hari lagi, batas %(day)s", days=where.days, day=day)
    return _("batas %(day)s", day=day)


def init_app(app: Flask) -> None:
    app.add_template_filter(kind_words)
    app.add_template_filter(regency_label)
    app.add_template_global(hidden_words)
    app.add_template_global(lambda: STANDING_SLUGS.items(), "standing_choices")
    app.add_template_filter(due_words)
    app.add_template_filter(lambda standing: STANDING_WORDS[standing], "standing_words")
    app.add_template_filter(lambda state: STATE_WORDS[state], "report_state_words")
