"""Pages of the province about its regencies: the map and table of all, one regency, one agency of it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request

from puas.db.queries.province_directory import RegencyEntry
from puas.domain.permissions import Action
from puas.domain.reporting_scope import reporting_scope
from puas_web.access import current_tenant, province
from puas_web.csv_files import MIME_TYPE
from puas_web.local_day import today_here
from puas_web.oversight import queries
from puas_web.oversight.tables import board_csv
from puas_web.oversight.tiles import BY_LETTER, VIEWS, tiles_of
from puas_web.province_board import Board, province_code_of, read_full_board, read_windows
from puas_web.province_words import STANDING_SLUGS
from puas_web.scope_choice import YEAR, ScopeChoice, choose_scope

blueprint = Blueprint("oversight", __name__, template_folder="templates")
VIEW, STANDING, ALL_YEARS = "peta", "keadaan", "semua"


@blueprint.get("/t/<slug:tenant>/kabupaten")
@province(Action.VIEW_PROVINCE)
def index() -> str:
    """Every regency: where it stands, and who has not reported."""
    here = current_tenant()
    board, choice = _read_board()
    wanted = STANDING_SLUGS.get(request.args.get(STANDING, ""))
    rows = board.rows if wanted is None else board.with_standing(wanted)
    view = request.args.get(VIEW, BY_LETTER)
    view = view if view in VIEWS else BY_LETTER
    kept = _kept_of_board(choice)
    tiles = tiles_of(board, rows, province_code=province_code_of(here), view=view, arguments=kept)
    shown = {"board": board, "rows": rows, "tiles": tiles, "choice": choice, "kept": kept, "view": view, "wanted": wanted}
    return render_template("oversight/index.html", **shown, all_years=_is_of_all_years())


@blueprint.get("/t/<slug:tenant>/kabupaten.csv")
@province(Action.VIEW_PROVINCE)
def table() -> Response:
    """The same table as a file."""
    board, _choice = _read_board()
    name = f"kabupaten-kota-{board.scope.year}-{board.scope.part}.csv"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(board_csv(board), mimetype=MIME_TYPE, headers=headers)


@blueprint.get("/t/<slug:tenant>/kabupaten/<slug:regency>")
@province(Action.VIEW_PROVINCE)
def regency(regency: str) -> str:
    """One regency: what it has published and submitted."""
    here, entry = current_tenant(), _entry_or_404(regency)
    history = queries.regency_history(here, entry.tenant_id or 0)
    choice = choose_scope(history)
    scope = choice.scope if choice else reporting_scope(today_here().year)
    page = queries.regency_page(here, entry, history, scope)
    return render_template("oversight/regency.html", entry=entry, page=page, choice=choice, scope=scope, kept=_kept(choice))


@blueprint.get("/t/<slug:tenant>/kabupaten/<slug:regency>/<uuid:agency_id>")
@province(Action.VIEW_PROVINCE)
def agency(regency: str, agency_id: UUID) -> str:
    """One agency of a regency with its services, as far as it is published."""
    here, entry = current_tenant(), _entry_or_404(regency)
    history = queries.agency_history(here, entry.tenant_id or 0, agency_id)
    choice = choose_scope(history)
    if choice is None:
        # Neither a period nor a figure: no agency of this regency, or one the province has nothing to see of.
        abort(404)
    page = queries.agency_page(here, entry.tenant_id or 0, agency_id, history, choice.scope)
    return render_template("oversight/agency.html", entry=entry, page=page, choice=choice, kept=_kept(choice))


def _read_board() -> tuple[Board, ScopeChoice | None]:
    """The board the address asks for; figures always belong to one scope, debts to it or to all years."""
    here = current_tenant()
    windows = read_windows(here)
    choice = choose_scope(windows, keep=(VIEW, STANDING))
    scope = choice.scope if choice else reporting_scope(today_here().year)
    return read_full_board(here, windows, scope, is_of_all_years=_is_of_all_years()), choice


def _is_of_all_years() -> bool:
    return request.args.get(YEAR) == ALL_YEARS


def _kept_of_board(choice: ScopeChoice | None) -> dict[str, str]:
    return {YEAR: ALL_YEARS} if _is_of_all_years() else _kept(choice)


def _entry_or_404(slug: str) -> RegencyEntry:
    entry = queries.find_entry(current_tenant(), slug)
    if entry is None:
        abort(404)
    return entry


def _kept(choice: ScopeChoice | None) -> dict[str, str]:
    return choice.arguments if choice else {}
