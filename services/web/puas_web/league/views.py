"""Pages of the league: ranking, heat map of unsur, trend, one kind of office."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, render_template, request

from puas.domain.permissions import Action
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import ReportingScope
from puas_web.access import current_tenant, province
from puas_web.csv_files import MIME_TYPE
from puas_web.league import kinds
from puas_web.league.heat import regency_heat
from puas_web.league.standings import BY_INDEX, league
from puas_web.league.tables import league_csv, unsur_csv
from puas_web.league.trend import trend_page
from puas_web.league.words import ORDERS, init_blueprint, interval_rows
from puas_web.pagination import requested_page
from puas_web.province_board import Board, read_board, read_full_board, read_windows
from puas_web.scope_choice import ScopeChoice, choose_scope

blueprint = Blueprint("league", __name__, template_folder="templates")
init_blueprint(blueprint)
ORDER = "urut"


@blueprint.get("/t/<slug:tenant>/liga")
@province(Action.VIEW_PROVINCE)
def index() -> str:
    """The ranking of the regencies."""
    here = current_tenant()
    windows = read_windows(here)
    choice = choose_scope(windows, keep=(ORDER,))
    if choice is None:
        return render_template("league/nothing_yet.html")
    board = read_full_board(here, windows, choice.scope)
    order = _order()
    lines = league(board, order)
    return render_template(
        "league/index.html", board=board, lines=lines, rows=interval_rows(lines), order=order, orders=ORDERS, choice=choice,
        rule=edition(board.means.edition_id), kinds=kinds.kind_links(here, choice.scope),
    )  # fmt: skip


@blueprint.get("/t/<slug:tenant>/liga.csv")
@province(Action.VIEW_PROVINCE)
def table() -> Response:
    """The ranking as a file."""
    return _file("liga", read_full_board, lambda board: league_csv(league(board, _order())))


@blueprint.get("/t/<slug:tenant>/liga/unsur")
@province(Action.VIEW_PROVINCE)
def unsur() -> str:
    """Regencies × unsur."""
    here = current_tenant()
    windows = read_windows(here)
    choice = choose_scope(windows)
    if choice is None:
        return render_template("league/nothing_yet.html")
    board = read_board(here, windows, choice.scope)
    return render_template("league/unsur.html", board=board, heat=regency_heat(board, choice.arguments), choice=choice)


@blueprint.get("/t/<slug:tenant>/liga/unsur.csv")
@province(Action.VIEW_PROVINCE)
def unsur_table() -> Response:
    """The same as a file."""
    return _file("unsur", read_board, unsur_csv)


@blueprint.get("/t/<slug:tenant>/liga/tren")
@province(Action.VIEW_PROVINCE)
def trend() -> str:
    """The province and chosen regencies over the years."""
    here = current_tenant()
    choice = choose_scope(read_windows(here))
    if choice is None:
        return render_template("league/nothing_yet.html")
    return render_template("league/trend.html", page=trend_page(here, choice.scope.part), choice=choice)


@blueprint.get("/t/<slug:tenant>/liga/<slug:kind>")
@province(Action.VIEW_PROVINCE)
def kind(kind: str) -> str:
    """All offices of a kind: who is best."""
    choice = _choice_of_kind(kind)
    if choice is None:
        return render_template("league/nothing_yet.html")
    compared = kinds.compare(current_tenant(), kind, choice.scope, requested_page())
    return render_template("league/kind.html", kind=kind, compared=compared, rows=interval_rows(compared.page.items), choice=choice)


@blueprint.get("/t/<slug:tenant>/liga/<slug:kind>/unsur")
@province(Action.VIEW_PROVINCE)
def kind_unsur(kind: str) -> str:
    """The same offices unsur by unsur, and the best of each."""
    choice = _choice_of_kind(kind)
    if choice is None:
        return render_template("league/nothing_yet.html")
    found = kinds.compare_unsur(current_tenant(), kind, choice.scope, requested_page())
    return render_template("league/kind_unsur.html", kind=kind, found=found, rule=edition(), choice=choice)


@blueprint.get("/t/<slug:tenant>/liga/<slug:kind>/rencana")
@province(Action.VIEW_PROVINCE)
def kind_plans(kind: str) -> str:
    """Which promises were followed by a better index."""
    if not kinds.is_kind(kind):
        abort(404)
    rule = edition()
    wanted = request.args.get("unsur", "")
    wanted = wanted if wanted in rule.slugs() else ""
    effects = kinds.effects(current_tenant(), kind, wanted)
    return render_template("league/kind_plans.html", kind=kind, effects=effects, wanted=wanted, rule=rule)


def _order() -> str:
    asked = request.args.get(ORDER, "")
    return asked if asked in ORDERS else BY_INDEX


def _choice_of_kind(kind: str) -> ScopeChoice | None:
    if not kinds.is_kind(kind):
        abort(404)
    return choose_scope(read_windows(current_tenant()))


def _file(name: str, read: Callable[..., Board], text_of: Callable[[Board], str]) -> Response:
    """A table of the scope in the address; without any period there is none."""
    here = current_tenant()
    windows = read_windows(here)
    choice = choose_scope(windows)
    if choice is None:
        abort(404)
    scope: ReportingScope = choice.scope
    headers = {"Content-Disposition": f"attachment; filename={name}-{scope.year}-{scope.part}.csv"}
    return Response(text_of(read(here, windows, scope)), mimetype=MIME_TYPE, headers=headers)
