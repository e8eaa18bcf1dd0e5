"""The province's start page: who has not reported, and what is to be done about it first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from puas.db.queries.province_directory import RegencyEntry
from puas.db.queries.province_reporting import WindowList
from puas.db.queries.shared_figures import scopes_of_province
from puas.db.queries.tenant_frame import tenant_frame
from puas.db.queries.tenant_requests import count_waiting
from puas.domain.index_score import POOLED
from puas.domain.permissions import Action
from puas.domain.reporting_scope import reporting_scope
from puas_web.access import CurrentTenant, may
from puas_web.database import db
from puas_web.home.next_steps import Step
from puas_web.local_day import today_here
from puas_web.province_board import DUE_SOON, LATE, Board, Debt, ProvinceMeans, province_code_of, read_board, read_windows, recent_debts
from puas_web.province_database import province_session


@dataclass(frozen=True, slots=True)
class Debtor:
    """A regency that has not handed something over."""

    entry: RegencyEntry
    debt: Debt


@dataclass(frozen=True)
class ProvinceStart:
    """Everything the page shows; `late` and `soon` hold the most urgent first, whatever year they belong to."""

    waiting: int
    board: Board
    late: Sequence[Debtor]
    soon: Sequence[Debtor]
    is_weighted: bool
    step: Step | None

    @property
    def regions(self) -> int:
        return len(self.board.rows)

    @property
    def means(self) -> ProvinceMeans:
        return self.board.means

    @property
    def index(self) -> Decimal | None:
        """By the mean the province has declared."""
        return self.means.respondent_weighted if self.is_weighted else self.means.simple_mean

    @property
    def previous_index(self) -> Decimal | None:
        """The same mean over the scope before; None where the rule changed in between."""
        before = self.board.previous
        if before.edition_id != self.means.edition_id:
            return None
        return before.respondent_weighted if self.is_weighted else before.simple_mean

    @property
    def change(self) -> Decimal | None:
        """Between printed values."""
        return None if self.index is None or self.previous_index is None else self.index - self.previous_index


def read_province_start(here: CurrentTenant) -> ProvinceStart:
    """The state of the province at this moment."""
    windows = read_windows(here)
    scope = reporting_scope(_year_to_show(here, windows))
    board = read_board(here, windows, scope)
    debts = recent_debts(here, [row.entry for row in board.rows], windows)
    active = {row.entry.tenant_id: row.entry for row in board.rows if row.entry.is_on_board and not row.entry.is_suspended}
    debtors = [Debtor(active[key], debt) for key, debt in debts.items() if key in active]
    late = sorted((each for each in debtors if each.debt.standing == LATE), key=_most_late_first)
    soon = sorted((each for each in debtors if each.debt.standing == DUE_SOON), key=lambda each: _days(each))
    waiting = count_waiting(db.session(), province_code=province_code_of(here))
    aggregation = tenant_frame(db.session(), tenant_id=here.id).policies.aggregation
    return ProvinceStart(waiting, board, late, soon, aggregation == POOLED, _first_step(waiting, late, soon, board))


def _year_to_show(here: CurrentTenant, windows: WindowList) -> int:
    """The newest year of which anything is published: in January a governor still asks about the year that was."""
    if not here.province_code:
        return today_here().year
    published = [each.year for each in scopes_of_province(province_session(), province_code=here.province_code)]
    return next(iter(published or windows.years), today_here().year)


def _first_step(waiting: int, late: Sequence[Debtor], soon: Sequence[Debtor], board: Board) -> Step | None:
    """The one thing to do first; None where there is nobody to do it for."""
    if waiting and may(Action.APPROVE_TENANTS):
        title = ngettext(
            "%(num)s permohonan bergabung menunggu keputusan Anda", "%(num)s permohonan bergabung menunggu keputusan Anda", waiting
        )
        return Step(title, _("Pemohon belum dapat mulai sebelum Anda memutuskan."), url_for("approvals.index"), _("Periksa permohonan"))
    if late:
        title = ngettext("%(num)s kabupaten/kota belum lapor", "%(num)s kabupaten/kota belum lapor", len(late))
        text = _("Paling lama: %(names)s. Hubungi narahubungnya.", names=_names(late))
        return Step(title, text, url_for("oversight.index", keadaan="belum-lapor", peta="laporan", tahun="semua"), _("Lihat siapa"))
    if soon:
        title = ngettext("Batas waktu %(num)s kabupaten/kota sudah dekat", "Batas waktu %(num)s kabupaten/kota sudah dekat", len(soon))
        return Step(title, _names(soon), url_for("oversight.index", keadaan="segera", peta="laporan", tahun="semua"), _("Lihat siapa"))
    absent = len(board.rows) - board.on_board
    if board.on_board and not absent:
        return None
    title = ngettext("Ajak %(num)s kabupaten/kota yang belum bergabung", "Ajak %(num)s kabupaten/kota yang belum bergabung", absent)
    text = _("Mereka mendaftar sendiri di halaman depan Puas; permohonannya muncul di sini.")
    return Step(title, text, url_for("oversight.index", keadaan="belum-bergabung"), _("Lihat daftar")) if absent else None


def _names(debtors: Sequence[Debtor], most: int = 3) -> str:
    names = ", ".join(each.entry.short_name for each in debtors[:most])
    rest = len(debtors) - most
    return names if rest <= 0 else _("%(names)s, dan %(count)s lainnya", names=names, count=rest)


def _days(debtor: Debtor) -> int:
    return debtor.debt.first.days if debtor.debt.first else 0


def _most_late_first(debtor: Debtor) -> tuple[int, int, str]:
    return -_days(debtor), -debtor.debt.late, debtor.entry.name
